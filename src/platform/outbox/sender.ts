import { breathe } from '../batch.ts';
import type { Lane } from '../queue/doorbell.ts';
import {
  type Attempting,
  asked,
  broke,
  LONGEST_REST_MS,
  PROBE_MS,
  resting,
  type SenderOptions,
  SOONEST_MS,
  send,
} from './attempt.ts';
import { createPace } from './pace.ts';
import { adoptUnfinished, lookAgain, readBack, toLookAgain, toReadBack } from './read-back.ts';
import { headsOfLine, heldBack, nextHeldBack, nextRetry, type Row } from './ready.ts';

export type { Elsewhere, SenderOptions } from './attempt.ts';

export interface Sender {
  readonly lane: Lane;
  /** Resolves when no call is under way. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** True while Slack refuses our token. */
  readonly paused: () => boolean;
}

const AT_ONCE = 8;

/** Says what is promised: most urgent first, never two at once to one recipient, never faster than Slack wants to hear. */
export async function createSender(options: SenderOptions): Promise<Sender> {
  const { context, read, real } = options;
  await context.transaction(adoptUnfinished);
  const pace = createPace(options.limits);
  const state: State = {
    ...options,
    call: resting(options, pace),
    pace,
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
      async upcoming(after = '', limit, until) {
        const rows = await heldBack(read, { after, limit }, { from: context.now(), until });
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
      while (state.pumping) await breathe();
      await Promise.all(state.busy.values());
    },
    paused: () => isPaused(state),
  };
}

interface State extends Attempting {
  /** By recipient, the send under way. */
  readonly busy: Map<string, Promise<void>>;
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

const isPaused = ({ pausedUntil, real }: State) => pausedUntil > real() && pausedUntil <= real() + PROBE_MS;

async function look(state: State): Promise<void> {
  const { read, real, context } = state;
  if (isPaused(state)) return wakeAt(state, state.pausedUntil);
  for (const { row, at } of await toReadBack(state)) {
    if (at <= real()) begin(state, row, () => asked(state, row, readBack(state, row)));
    else wakeAt(state, Math.max(at, real() + SOONEST_MS));
  }
  for (const row of await toLookAgain(read, real())) begin(state, row, () => asked(state, row, lookAgain(state, row)));
  for (const row of await headsOfLine(read, context.now(), real())) consider(state, row);
  const at = await nextRetry(read, real());
  if (at !== undefined) wakeAt(state, Math.max(at, real() + SOONEST_MS));
}

/** Sends it now if its recipient and its method are free, else wakes when they are. */
function consider(state: State, row: Row): void {
  if (state.stopped || state.busy.has(row.recipient)) return;
  const free = state.pace.freeAt(methodOf(row), row.recipient);
  if (free > state.real() && free <= state.real() + LONGEST_REST_MS) wakeAt(state, free);
  else begin(state, row, () => send(state, row));
}

const methodOf = (row: Row) =>
  row.whisper_to !== null ? 'chat.postEphemeral' : row.ts !== null ? 'chat.update' : 'chat.postMessage';

function begin(state: State, row: Row, work: () => Promise<void>): void {
  if (state.stopped || state.busy.has(row.recipient)) return;
  if (state.busy.size >= (state.pausedUntil > 0 ? 1 : AT_ONCE)) return;
  const sending = work()
    .catch((error) => broke(state, row, error))
    .finally(() => {
      state.busy.delete(row.recipient);
      wakeAt(state, 0);
    });
  state.busy.set(row.recipient, sending);
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
