import { z } from 'zod';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context, RealClock } from '../context.ts';
import { DatabaseBusy } from '../db/open.ts';
import type { Db, Tx } from '../db/schema.ts';
import type { Log } from '../log.ts';
import { context as contextBlock } from '../slack/blocks.ts';
import type { Call, Outcome } from '../slack/calls.ts';
import { type Inert, words } from '../slack/mrkdwn.ts';
import { type Claim, claim, sayable, setAside, settle, settleSent } from './claim.ts';
import { directChannel, knownChannel } from './direct.ts';
import { type Fate, fateOf, fateOfUpload, fateUnread } from './fate.ts';
import type { Render } from './outbox.ts';
import type { Limits, Pace } from './pace.ts';
import { withPicture } from './pictures.ts';
import type { Lateness, readBack } from './read-back.ts';
import type { Row } from './ready.ts';
import { callFor } from './say.ts';

export interface SenderOptions {
  readonly context: Context;
  readonly read: Db;
  readonly real: RealClock;
  readonly call: Call;
  readonly renders: ReadonlyMap<string, Render>;
  readonly limits: Limits;
  /** Makes sure that we may post in a channel; resolves to why not yet, or undefined. */
  readonly enter: (channel: ChannelId, call: Call) => Promise<Exclude<Outcome, { kind: 'ok' }> | undefined>;
  /** Who gets a message that Slack will never take where it was to stand, and not before when; undefined gives it up. */
  readonly elsewhere: (tx: Tx, row: Pick<Row, 'recipient' | 'kind' | 'subject'>) => Promise<Elsewhere | undefined>;
  /** Where a DM goes instead while things are tried out, and whose it is; undefined: to that person. */
  readonly divert?: (tx: Tx, to: UserId, row: Pick<Row, 'kind' | 'subject'>) => Promise<Diverted | undefined>;
  readonly log: Log;
  readonly lateness?: Lateness;
  /** For fault tests: told where a send stands. */
  readonly reached?: (point: string) => void;
}

/** A channel that gets somebody's DMs in their place. */
export interface Diverted {
  readonly channel: ChannelId;
  /** The person's name: a mention would call them. */
  readonly name: string;
}

export interface Elsewhere {
  readonly to: UserId;
  readonly holdUntil: Instant;
}

export const PROBE_MS = 60_000;
/** A longer rest was set before the clock was put back. */
export const LONGEST_REST_MS = 16 * 60_000;
/** Between two looks at what could not be settled. */
export const SOONEST_MS = 250;

/** What one attempt to say something works on. */
export interface Attempting extends SenderOptions {
  readonly pace: Pace;
  /** Slack refused our token: until then nothing is sent, and then one message as a probe. 0 once it is taken again. */
  pausedUntil: number;
}

/** A method that Slack asked to rest is not called, whoever it is for. What is said has a pace of its own. */
export function resting({ call, real }: SenderOptions, pace: Pace): Call {
  return async (method, args) => {
    if (method.startsWith('chat.')) return call(method, args);
    const waitMs = pace.freeAt(method, '') - real();
    if (waitMs > 0 && waitMs <= LONGEST_REST_MS) return { kind: 'limited', waitMs };
    const outcome = await call(method, args);
    if (outcome.kind === 'limited') pace.limited(method, '', real() + outcome.waitMs);
    return outcome;
  };
}

export async function send(state: Attempting, row: Row): Promise<void> {
  const { context, call, real } = state;
  state.reached?.('outbox.before-claim');
  const diverted = await divertedTo(state, row);
  if (diverted === undefined && !(await isWorthOpening(state, row))) return;
  const channel = diverted ? standing(diverted) : await directChannel(state, row.recipient);
  if (channel.kind !== 'ok') return afterFailure(state, { row, attempt: row.attempt }, channel, 'conversations.open');
  const shut = row.ts === null ? await state.enter(channel.channel, state.call) : undefined;
  if (shut) return afterFailure(state, { row, attempt: row.attempt }, shut, 'conversations.join');
  const held = await context.transaction((tx) =>
    claim(tx, row.id, state.renders, { now: context.now(), realNow: real() }),
  );
  if (held === undefined) return;
  state.reached?.('outbox.after-claim');
  const whole = await withPicture(state, held);
  if (whole.kind !== 'ok') return settleFate(state, held, whole, 'files', fateOfUpload(held.row, whole, real()));
  const { method, args } = callFor(diverted ? inRehearsal(whole.held, diverted.name) : whole.held, channel.channel);
  state.pace.made(method, row.recipient, real());
  const outcome = await call(method, args);
  state.reached?.('outbox.after-answer');
  if (outcome.kind !== 'ok') return afterFailure(state, held, outcome, method, whole.uploadedAt);
  state.pausedUntil = 0;
  await saveSent(state, whole.held, outcome, channel.channel);
  state.reached?.('outbox.after-save');
}

/** No DM is opened with somebody, who may have left since, before it is known that there is something to say in it. */
async function isWorthOpening({ context, read, real, renders }: Attempting, { id, recipient }: Row): Promise<boolean> {
  if ((await knownChannel(read, recipient)) !== undefined) return true;
  const clocks = { now: context.now(), realNow: real() };
  return (await context.transaction((tx) => sayable(tx, id, renders, clocks))) !== undefined;
}

const standing = ({ channel }: Diverted) => ({ kind: 'ok', channel }) as const;

/** A DM that stands in its person's own channel is edited there, whatever holds now. */
async function divertedTo({ divert, context }: Attempting, row: Row): Promise<Diverted | undefined> {
  const { recipient, channel } = row;
  if (divert === undefined || !/^[UW]/.test(recipient)) return undefined;
  const found = await context.transaction((tx) => divert(tx, recipient as UserId, row));
  return channel === null || channel === found?.channel ? found : undefined;
}

/** The same message, with a word about whose it would be. */
function inRehearsal(held: Claim, name: string): Claim {
  const whose = words`Rehearsal: this would go to ${name} alone.`;
  const { text, blocks } = held.message;
  const message = { text: joinedText(whose, text), blocks: [contextBlock({ type: 'mrkdwn', text: whose }), ...blocks] };
  return { ...held, message };
}

const joinedText = (whose: Inert, text: Inert): Inert => `${whose} ${text}` as Inert;

const Posted = z.object({ ts: z.string().optional(), channel: z.string().optional() });

async function saveSent(
  state: Attempting,
  held: Claim,
  outcome: Outcome & { kind: 'ok' },
  to: ChannelId,
): Promise<void> {
  const { ts, channel } = Posted.parse(outcome.body);
  const at = { channel: (channel ?? to) as ChannelId, ts: ts ?? held.row.ts ?? '' };
  await state.context.transaction(async (tx) => {
    await settleSent(tx, held, at, state.context.now());
  });
}

async function afterFailure(
  state: Attempting,
  held: Pick<Claim, 'row' | 'attempt'>,
  outcome: Exclude<Outcome, { kind: 'ok' }>,
  method: string,
  uploadedAt?: number,
): Promise<void> {
  const { row } = held;
  if (outcome.kind === 'limited') state.pace.limited(method, row.recipient, state.real() + outcome.waitMs);
  await settleFate(state, held, outcome, method, fateOf(row, outcome, method, state.real(), uploadedAt));
}

async function settleFate(
  state: Attempting,
  held: Pick<Claim, 'row' | 'attempt'>,
  outcome: Exclude<Outcome, { kind: 'ok' }>,
  method: string,
  fate: Fate,
): Promise<void> {
  const { row } = held;
  state.log.warn({ outbox: row.id, kind: row.kind, method, outcome: outcome.kind, fate: fate.kind }, 'not said yet');
  await suffer(state, held, fate);
}

/**
 * What nobody will take where it was to stand goes elsewhere, where it can; a whisper is for one moment and place. What
 * stands already, as in a channel that was archived since, stays as it is, and is edited with its next change.
 */
async function suffer(state: Attempting, held: Pick<Claim, 'row' | 'attempt'>, fate: Fate): Promise<void> {
  const { row } = held;
  if (fate.kind === 'pause') state.pausedUntil = state.real() + PROBE_MS;
  await state.context.transaction(async (tx) => {
    const lost = fate.kind === 'undeliverable' && row.whisper_to === null;
    if (lost && row.ts !== null)
      return settle(tx, held, { state: 'sent', shown_version: row.wanted_version, reason: fate.reason });
    const place = lost ? await state.elsewhere(tx, row) : undefined;
    if (place === undefined || place.to === row.recipient) return settle(tx, held, fate.row);
    const { to: recipient, holdUntil: hold_until } = place;
    const anew = {
      state: 'pending',
      thread_key: null,
      ts: null,
      channel: null,
      sent: null,
      failures: 0,
      look_again_at: null,
    } as const;
    await settle(tx, held, { ...anew, recipient, hold_until });
  });
}

/** A look at Slack's history that may fail, without holding up anybody else's messages. */
export async function asked(state: Attempting, row: Row, looking: ReturnType<typeof readBack>): Promise<void> {
  const unread = await looking;
  if (unread === undefined) return;
  const fate = fateUnread(row, unread, state.real());
  state.log.warn({ outbox: row.id, kind: row.kind, outcome: unread.kind, fate: fate.kind }, 'history not read yet');
  const held = { row, attempt: row.attempt };
  if (row.state === 'unknown') return suffer(state, held, fate);
  const look_again_at = fate.kind === 'undeliverable' ? null : (fate.row.retry_at ?? state.real() + PROBE_MS);
  await state.context.transaction((tx) => settle(tx, held, { look_again_at }));
}

/** Our own code failed at it. */
export async function broke(state: Attempting, row: Row, error: unknown): Promise<void> {
  const { id, kind } = row;
  state.log.error({ outbox: id, kind, error }, 'a message could not be handled');
  const busy = error instanceof DatabaseBusy;
  const retry_at = state.real() + SOONEST_MS;
  await state.context
    .transaction((tx) =>
      busy ? settle(tx, { row, attempt: row.attempt }, { retry_at }) : setAside(tx, id, state.real()),
    )
    .catch(() => undefined);
}
