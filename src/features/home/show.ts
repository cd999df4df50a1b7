import type { KnownBlock } from '@slack/types';
import type { UserId } from '../../kernel/slack.ts';
import { breathe } from '../../platform/batch.ts';
import type { Context, RealClock } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/schema.ts';
import type { HomeSection } from '../../platform/feature.ts';
import type { Log } from '../../platform/log.ts';
import type { Lane } from '../../platform/queue/doorbell.ts';
import { divider, context as small } from '../../platform/slack/blocks.ts';
import type { Call } from '../../platform/slack/calls.ts';
import { mrkdwn } from '../../platform/slack/mrkdwn.ts';
import { HOME_LANE, type HomeTab, saveFailure, saveRest, saveShown, tabsBehind } from './store.ts';

interface Options {
  readonly context: Context;
  readonly read: Db;
  readonly real: RealClock;
  readonly call: Call;
  readonly log: Log;
  readonly sections: readonly HomeSection[];
}

/** Shows Home tabs as they should be by now. A tab is drawn whole each time, so it may be drawn twice and none is missed. */
export function homeLane(options: Options): Lane {
  return {
    name: HOME_LANE,
    async drain() {
      const tabs = await tabsBehind(options.read, options.real());
      for (const tab of tabs) await show(tab, options);
      await breathe();
      return tabs.length;
    },
  };
}

async function show(tab: HomeTab, { context, real, call, log, sections }: Options): Promise<void> {
  const { user } = tab;
  try {
    const blocks = await context.transaction((tx) => blocksFor(tx, user, sections, context));
    const outcome = await call('views.publish', { user_id: user, view: { type: 'home', blocks } });
    if (outcome.kind === 'ok') return await context.transaction((tx) => saveShown(tx, tab));
    if (outcome.kind === 'limited')
      return await context.transaction((tx) => saveRest(tx, tab, real() + outcome.waitMs));
    throw new Error(outcome.error);
  } catch (error) {
    log.error({ user, attempts: tab.attempts + 1, error }, 'a Home tab could not be shown');
    await context.transaction((tx) => saveFailure(tx, tab, error, real()));
  }
}

/** Slack shows no more. */
const MOST_BLOCKS = 100;
const MORE = small(mrkdwn`There is more than fits here: \`/cx mine\` and \`/cx help\` show the rest.`);

async function blocksFor(
  tx: Tx,
  user: UserId,
  sections: readonly HomeSection[],
  { now }: Context,
): Promise<KnownBlock[]> {
  const parts: KnownBlock[][] = [];
  for (const section of sections) {
    const blocks = await section(tx, { user, now: now() });
    if (blocks.length > 0) parts.push(blocks);
  }
  const all = parts.flatMap((blocks, n) => (n === 0 ? blocks : [divider, ...blocks]));
  return all.length > MOST_BLOCKS ? [...all.slice(0, MOST_BLOCKS - 1), MORE] : all;
}
