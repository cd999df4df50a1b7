import { z } from 'zod';
import type { BotOptions } from './bot.ts';
import { homeLane } from './features/home/index.ts';
import { meet, meetChannel } from './features/people/index.ts';
import type { ChannelId, UserId } from './kernel/slack.ts';
import type { Context } from './platform/context.ts';
import type { Database } from './platform/db/open.ts';
import { factsLane } from './platform/facts/facts.ts';
import { byName, type Feature, type HomeSection } from './platform/feature.ts';
import { askingOnce } from './platform/inbox/asking.ts';
import type { Inbox } from './platform/inbox/inbox.ts';
import { inboxLane } from './platform/inbox/lane.ts';
import { timersLane } from './platform/timers/timers.ts';

/** What the features do by themselves: with what came in, with what happened elsewhere, by the clock. */
export function lanesOf(
  options: BotOptions,
  database: Database,
  context: Context,
  { all, inbox }: { readonly all: readonly Feature[]; readonly inbox: Inbox },
) {
  const { real, log, call } = options;
  const world = { context, read: database.read, real, log, ...(options.reached && { reached: options.reached }) };
  const asking = askingOnce(real);
  return [
    inboxLane({
      ...world,
      arrived: inbox.arrived,
      handlers: byName(all.map((feature) => feature.inbox)),
      placings: byName(all.map((feature) => feature.placings)),
      prepare: async (kind, body) => {
        if (!kind.startsWith('slack/')) return;
        const { user, channel } = namedIn(body);
        await Promise.all([
          user && asking(user, () => meet({ context, call, log }, user)),
          channel && asking(channel, () => meetChannel({ context, call, log }, channel)),
        ]);
      },
    }),
    factsLane({ ...world, hearers: all.flatMap(({ hears }) => hears ?? []) }),
    timersLane({ ...world, handlers: byName(all.map(({ timers }) => timers)) }),
    homeLane({ ...world, call, sections: sectionsOf(all) }),
  ];
}

const Event = z.object({
  user: z.string().optional().catch(undefined),
  channel: z
    .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
    .optional()
    .catch(undefined),
});

/** The person and the channel that a Slack event is about, where it names them. A DM is no channel to be known. */
function namedIn(body: unknown): { user?: UserId; channel?: ChannelId } {
  const { user, channel } = Event.safeParse(body).data ?? {};
  const named = { user, channel: channel?.startsWith('D') ? undefined : channel };
  return named as { user?: UserId; channel?: ChannelId };
}

/** What a Home tab shows from top to bottom: what its reader owes before all else. */
const AT_HOME = ['issues', 'ownership', 'support-days', 'love-wall'];

function sectionsOf(all: readonly Feature[]): HomeSection[] {
  const shown = all.filter(({ home }) => home !== undefined);
  const unknown = shown.find(({ name }) => !AT_HOME.includes(name));
  if (unknown) throw new Error(`${unknown.name} has no place on the Home tab: give it one in AT_HOME`);
  return AT_HOME.flatMap((name) => shown.find((feature) => feature.name === name)?.home ?? []);
}
