import { z } from 'zod';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import type { InboxItem } from '../../platform/inbox/lane.ts';
import { findMessage, promise } from '../../platform/outbox/outbox.ts';
import type { Action } from '../people/index.ts';
import { findPerson } from '../people/index.ts';
import { act, offerHelp, withdrawHelp } from './act.ts';
import { type Acting, actingOn } from './acting.ts';
import { eventsOf } from './events/store.ts';
import { letterOf } from './letters/store.ts';
import { accept, release } from './life/owning.ts';
import { askByReaction, withdrawByReaction } from './queue/act.ts';
import type { Question } from './views/whisper.ts';

const Event = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
});

type Meaning = 'take' | 'not mine' | 'help' | 'fixed' | 'why';

/** Slack's names of the emoji; a skin tone comes behind `::`. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  eyes: 'take',
  repeat: 'not mine',
  raising_hand: 'help',
  'man-raising-hand': 'help',
  'woman-raising-hand': 'help',
  white_check_mark: 'fixed',
  question: 'why',
};

const NEEDS: Readonly<Record<Meaning, Action>> = {
  take: 'issue.accept',
  'not mine': 'issue.bounce',
  help: 'issue.help',
  fixed: 'issue.fix',
  why: 'issue.question',
};

interface Reacted {
  readonly acting: Acting;
  readonly meaning: Meaning;
  readonly at: ChannelId;
}

/** From the owner a reaction acts; from others what would change the owner or the state asks privately first. */
export async function onReaction(tx: Tx, item: InboxItem, now: Instant): Promise<void> {
  const reacted = await reactionOn(tx, item, now);
  if (reacted === undefined) return;
  const { acting, meaning, at } = reacted;
  const ask = (question: Question) => whisper(tx, { item, acting, at, question, now });
  if (meaning === 'help') return void (await offerHelp(tx, acting));
  if (meaning === 'why') return void (await askByReaction(tx, acting));
  if (meaning === 'not mine') return ask('pass on');
  const owns = acting.issue.owner === acting.act.by;
  if (meaning === 'fixed') return ask(owns ? 'say what changed' : 'fixed by you');
  if (acting.issue.state !== 'open') return;
  if (!owns) return ask('take it');
  await act(tx, acting, accept(acting.issue, acting.act, 'reaction'));
}

/** Taking a reaction away undoes what it did, where nothing has come of it yet. */
export async function onReactionRemoved(tx: Tx, item: InboxItem, now: Instant): Promise<void> {
  const reacted = await reactionOn(tx, item, now);
  if (reacted === undefined) return;
  const { acting, meaning } = reacted;
  if (meaning === 'help') await withdrawHelp(tx, acting);
  if (meaning === 'why') await withdrawByReaction(tx, acting);
  if (meaning === 'take' && (await tookByReaction(tx, acting)))
    await act(tx, acting, release(acting.issue, acting.act));
}

/** Whether the last that happened is that this person's reaction took it. */
async function tookByReaction(tx: Tx, { issue, act: { by } }: Acting): Promise<boolean> {
  const last = (await eventsOf(tx, issue)).at(-1);
  return last?.type === 'accepted' && last.actor === by && last.payload.how === 'reaction';
}

/** A reaction that means something, by somebody who may, on a message about one issue. All else is only an emoji. */
async function reactionOn(tx: Tx, { body }: InboxItem, now: Instant): Promise<Reacted | undefined> {
  const parsed = Event.safeParse(body);
  if (!parsed.success) return undefined;
  const { user, reaction, item } = parsed.data;
  const meaning = MEANINGS[reaction.split('::')[0] ?? ''];
  const channel = item.channel as ChannelId;
  const message = meaning && (await findMessage(tx, { channel, ts: item.ts }));
  const issue = message && (await issueIn(tx, message));
  if (meaning === undefined || issue === undefined) return undefined;
  const person = await findPerson(tx, user as UserId);
  if (person?.standing !== 'member') return undefined;
  const acting = await actingOn(tx, { issue, user: person.id, now }, NEEDS[meaning]);
  return acting.kind === 'refused' ? undefined : { acting, meaning, at: channel };
}

async function issueIn(tx: Tx, { kind, subject }: { kind: string; subject: string }): Promise<string | undefined> {
  if (kind === 'issue.card') return subject.split('/')[0];
  if (kind !== 'issue.letter') return undefined;
  const { items } = await letterOf(tx, Number(subject));
  const issues = new Set(items.map(({ issue }) => issue));
  return issues.size === 1 ? String(items[0]?.issue) : undefined;
}

interface Whisper {
  readonly item: InboxItem;
  readonly acting: Acting;
  readonly at: ChannelId;
  readonly question: Question;
  readonly now: Instant;
}

/** A reaction brings no way to open a form, so the question comes with a button that does. */
async function whisper(tx: Tx, { item, acting, at, question, now }: Whisper): Promise<void> {
  const key = `issue/${acting.issue.id}/whisper/${item.id}`;
  const subject = `${acting.issue.id}/${question}`;
  await promise(tx, { key, kind: 'issue.whisper', subject, to: at, whisperTo: acting.act.by, priority: 'urgent' }, now);
}
