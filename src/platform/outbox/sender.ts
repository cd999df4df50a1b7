import { z } from 'zod';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import { breathe } from '../batch.ts';
import type { Context, RealClock } from '../context.ts';
import type { Db, Tx } from '../db/schema.ts';
import type { Log } from '../log.ts';
import type { Lane } from '../queue/doorbell.ts';
import type { Call, Outcome } from '../slack/calls.ts';
import {
  adoptUnfinished,
  type Claim,
  claim,
  headsOfLine,
  heldBack,
  nextHeldBack,
  nextRetry,
  type Row,
  setAside,
  settle,
  settleSent,
} from './claim.ts';
import { directChannel } from './direct.ts';
import { fateOf } from './fate.ts';
import type { Render } from './outbox.ts';
import { createPace, type Limits, type Pace } from './pace.ts';
import { lookAgain, nextReadBack, settleUnknown } from './read-back.ts';
import { callFor } from './say.ts';

export interface SenderOptions {
  readonly context: Context;
  readonly read: Db;
  readonly real: RealClock;
  readonly call: Call;
  readonly renders: ReadonlyMap<string, Render>;
  readonly limits: Limits;
  /** Makes sure that we may post in a channel. */
  readonly enter: (channel: ChannelId) => Promise<void>;
  /** What to do with a message that Slack will never take: it gets a new recipient, or undefined gives it up. */
  readonly elsewhere: (tx: Tx, row: { recipient: ChannelId | UserId; reason: string }) => Promise<UserId | undefined>;
  readonly log: Log;
  /** How late Slack may commit a post whose answer was lost: read back after `firstMs`, look again after `secondMs`. */
  readonly lateness?: { readonly firstMs: number; readonly secondMs: number };
  /** For fault tests: told where a send stands. */
  readonly reached?: (point: string) => void;
}

export interface Sender {
  readonly lane: Lane;
  /** Resolves when no call is under way. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** True while Slack refuses our token. */
  readonly paused: () => boolean;
}

const AT_ONCE = 8;
const PROBE_MS = 60_000;
/** Between two looks at what could not be settled. */
const SOONEST_MS = 250;

/** Says what is promised: most urgent first, never two at once to one recipient, never faster than Slack wants to hear. */
export async function createSender(options: SenderOptions): Promise<Sender> {
  const { context, read, real } = options;
  await context.transaction(adoptUnfinished);
  const state: State = {
    ...options,
    pace: createPace(options.limits),
    busy: new Map(),
    pausedUntil: 0,
    stopped: false,
    pumping: false,
    again: false,
    wake: undefined,
  };
  return {
    lane: {
      name: 'outbox',
      async drain() {
        await pump(state);
        return 0;
      },
      async upcoming(after, limit) {
        const rows = await heldBack(read, after ?? '', limit, context.now());
        return rows.map((row) => ({ id: row.key, version: row.hold_until, at: row.hold_until }));
      },
      next: (now) => nextHeldBack(read, now),
    },
    async idle() {
      while (state.busy.size > 0 || state.pumping || (state.wake && state.wake.at <= real())) {
        await Promise.race([...state.busy.values(), breathe()]);
      }
    },
    async stop() {
      state.stopped = true;
      clearTimeout(state.wake?.timer);
      await Promise.all(state.busy.values());
    },
    paused: () => state.pausedUntil > real(),
  };
}

interface State extends SenderOptions {
  readonly pace: Pace;
  /** By recipient, the send under way. */
  readonly busy: Map<string, Promise<void>>;
  /** Slack refused our token: until then nothing is sent, and then one message as a probe. 0 once it is taken again. */
  pausedUntil: number;
  stopped: boolean;
  pumping: boolean;
  again: boolean;
  wake: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;
}

/** Starts whatever may be sent now, and sets the clock for what may be sent soon. One at a time: a call meanwhile makes it look again. */
async function pump(state: State): Promise<void> {
  state.again = true;
  if (state.pumping) return;
  state.pumping = true;
  try {
    while (state.again && !state.stopped) {
      state.again = false;
      await look(state);
    }
  } finally {
    state.pumping = false;
  }
}

async function look(state: State): Promise<void> {
  if (state.pausedUntil > state.real()) return wakeAt(state, state.pausedUntil);
  await settleUnknown(state);
  await lookAgain(state);
  const heads = await headsOfLine(state.read, state.context.now(), state.real());
  for (const row of heads) consider(state, row);
  for (const at of [await nextRetry(state.read, state.real()), await nextReadBack(state)]) {
    if (at !== undefined) wakeAt(state, Math.max(at, state.real() + SOONEST_MS));
  }
}

/** Sends it now if its recipient and its method are free, else wakes when they are. */
function consider(state: State, row: Row): void {
  if (state.stopped || state.busy.has(row.recipient)) return;
  const free = state.pace.freeAt(methodOf(row), row.recipient);
  if (free > state.real()) wakeAt(state, free);
  else if (state.busy.size < (state.pausedUntil > 0 ? 1 : AT_ONCE)) begin(state, row);
}

const methodOf = (row: Row) =>
  row.whisper_to !== null ? 'chat.postEphemeral' : row.ts !== null ? 'chat.update' : 'chat.postMessage';

function begin(state: State, row: Row): void {
  const sending = send(state, row)
    .catch((error) => broke(state, row, error))
    .finally(() => {
      state.busy.delete(row.recipient);
      wakeAt(state, 0);
    });
  state.busy.set(row.recipient, sending);
}

async function broke(state: State, { id, kind }: Row, error: unknown): Promise<void> {
  state.log.error({ outbox: id, kind, error }, 'a message could not be handled');
  await state.context.transaction((tx) => setAside(tx, id, state.real())).catch(() => undefined);
}

/** Pumps again at that real time; an earlier wish stands. */
function wakeAt(state: State, at: number): void {
  if (state.stopped || (state.wake && state.wake.at <= at)) return;
  clearTimeout(state.wake?.timer);
  const timer = setTimeout(
    () => {
      state.wake = undefined;
      pump(state).catch((error) => state.log.error({ error }, 'the sender could not look for work'));
    },
    Math.max(0, at - state.real()),
  );
  timer.unref();
  state.wake = { at, timer };
}

async function send(state: State, row: Row): Promise<void> {
  const { context, call, real } = state;
  state.reached?.('outbox.before-claim');
  const channel = await directChannel(state, row.recipient);
  if (channel.kind !== 'ok') return afterFailure(state, { row, attempt: row.attempt }, channel, 'conversations.open');
  if (row.ts === null) await state.enter(channel.channel);
  const held = await context.transaction((tx) =>
    claim(tx, row.id, state.renders, { now: context.now(), realNow: real() }),
  );
  if (held === undefined) return;
  state.reached?.('outbox.after-claim');
  const { method, args } = callFor(held, channel.channel);
  state.pace.made(method, row.recipient, real());
  const outcome = await call(method, args);
  state.reached?.('outbox.after-answer');
  if (outcome.kind !== 'ok') return afterFailure(state, held, outcome, method);
  state.pausedUntil = 0;
  await saveSent(state, held, outcome, channel.channel);
  state.reached?.('outbox.after-save');
}

const Posted = z.object({ ts: z.string().optional(), channel: z.string().optional() });

async function saveSent(state: State, held: Claim, outcome: Outcome & { kind: 'ok' }, to: ChannelId): Promise<void> {
  const { ts, channel } = Posted.parse(outcome.body);
  const at = { channel: (channel ?? to) as ChannelId, ts: ts ?? held.row.ts ?? '' };
  await state.context.transaction(async (tx) => {
    await settleSent(tx, held, at, state.context.now());
  });
}

async function afterFailure(
  state: State,
  held: Pick<Claim, 'row' | 'attempt'>,
  outcome: Exclude<Outcome, { kind: 'ok' }>,
  method: string,
): Promise<void> {
  const { context, real, log } = state;
  const fate = fateOf(held.row, outcome, method, real());
  log.warn(
    { outbox: held.row.id, kind: held.row.kind, method, outcome: outcome.kind, fate: fate.kind },
    'not said yet',
  );
  if (fate.kind === 'pause') state.pausedUntil = real() + PROBE_MS;
  if (outcome.kind === 'limited') state.pace.limited(method, held.row.recipient, real() + outcome.waitMs);
  await context.transaction(async (tx) => {
    if (fate.kind !== 'undeliverable') return settle(tx, held, fate.row);
    const recipient = await state.elsewhere(tx, { recipient: held.row.recipient, reason: fate.reason });
    const moved = recipient !== undefined && recipient !== held.row.recipient;
    await settle(
      tx,
      held,
      moved ? { state: 'pending', recipient, thread_key: null, ts: null, channel: null } : fate.row,
    );
  });
}
