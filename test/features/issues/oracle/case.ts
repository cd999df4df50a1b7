import { DAY, HOUR, MINUTE } from '../../../../src/kernel/time.ts';
import type { Days } from './days.ts';

/** What the owner does of their own accord, so many working minutes after the complaint, or after what they did last. */
export interface Act {
  readonly does:
    | 'takes it'
    | 'promises'
    | 'answers'
    | 'mends it'
    | 'is on it'
    | 'waits for the customer'
    | 'puts it off';
  readonly after: number;
  /** Of a promise the working days until then, and of a wait. */
  readonly days: number;
}

export interface Complaint {
  readonly opens: number;
  readonly urgent: boolean;
  readonly acts: readonly Act[];
}

type Phase = 'open' | 'taken' | 'fixed';

/** A complaint with its one owner, as product.md has its life. */
export interface Case {
  readonly n: number;
  readonly opened: number;
  readonly urgent: boolean;
  owner: string;
  standing: 'owner' | 'backup' | 'last';
  phase: Phase;
  /** Whether it waits for the customer, or is put off. */
  waits: boolean;
  /** Counts owners and acts: whoever has just acted owes nothing that was asked before. */
  stage: number;
  since: number;
  accepted: number | undefined;
  answered: boolean;
  promised: number | undefined;
  wakes: number | undefined;
  pausedFrom: number;
  pausedMinutes: number;
  agreeBy: number | undefined;
  /** How often its owner has put it off. */
  putOff: number;
  /** When its owner did or said something last. */
  lastAct: number | undefined;
  done: Set<string>;
}

export const opened = (n: number, { opens, urgent }: Complaint): Case => ({
  n,
  opened: opens,
  urgent,
  owner: 'ann',
  standing: 'owner',
  phase: 'open',
  waits: false,
  stage: 1,
  since: opens,
  accepted: undefined,
  answered: false,
  promised: undefined,
  wakes: undefined,
  pausedFrom: 0,
  pausedMinutes: 0,
  agreeBy: undefined,
  putOff: 0,
  lastAct: undefined,
  done: new Set(),
});

/**
 * When she does each of these, in her hours. Each complaint has ten minutes of the hour for itself, none of them one in
 * which days end or bundles go, so that never two clocks ring at once: what is first then is no rule.
 */
export function actTimes({ opens, acts }: Complaint, days: Days): { readonly at: number; readonly act: Act }[] {
  let at = days.next(opens);
  return acts.map((act) => {
    at = days.later(at, act.after);
    while (!days.works(at) || tenth(at) !== tenth(opens)) at += MINUTE;
    return { at, act };
  });
}

const tenth = (at: number) => Math.floor(((at / MINUTE) % 60) / 10);

/** The instant that a promise or a wait is meant for: at ten, or at nine of the day on which it comes back. */
export const dayMeant = (at: number, { does, days: n }: Act, days: Days): number =>
  days.midnight(days.daysLater(at, n)) + (does === 'promises' ? 10 : 9) * HOUR;

/** Whether they can: only what is theirs, and nothing is put off past a promise or before it is taken. */
export function can(it: Case, at: number, act: Act, days: Days): boolean {
  if (it.owner !== 'ann') return false;
  const taken = it.phase !== 'open';
  switch (act.does) {
    case 'takes it':
      return !taken;
    case 'promises':
      return !it.answered && dayMeant(at, act, days) > at && !(taken && it.promised === dayMeant(at, act, days));
    case 'puts it off':
      return taken && !(promiseStands(it) && (it.promised ?? 0) <= dayMeant(at, act, days));
    default:
      return true;
  }
}

const promiseStands = ({ promised, answered }: Case) => promised !== undefined && !answered;

/** Any act begins anew what is asked, and ends a wait, which is not counted against them; but taking it a second time is none. */
export function acted(it: Case, at: number, act: Act, days: Days): void {
  it.lastAct = at;
  if (act.does === 'puts it off' && ++it.putOff > FREE) return;
  endWait(it, at, act.does !== 'is on it', days);
  begins(it, at, true);
  const become = EFFECTS[act.does];
  become(it, at, dayMeant(at, act, days));
}

/** So often it may be put off; then the head is asked, and until they allow it nothing changes. */
const FREE = 2;

const EFFECTS: Readonly<Record<Act['does'], (it: Case, at: number, day: number) => void>> = {
  'takes it': take,
  promises(it, at, day) {
    if (it.phase === 'open') take(it, at);
    it.promised = day;
  },
  answers(it, at) {
    it.answered = true;
    if (it.phase !== 'fixed') it.phase = 'taken';
    it.accepted ??= at;
  },
  'mends it'(it, at) {
    it.phase = 'fixed';
    it.accepted ??= at;
  },
  'is on it': () => undefined,
  'waits for the customer': rest,
  'puts it off': rest,
};

function take(it: Case, at: number): void {
  Object.assign(it, { phase: 'taken', accepted: at, pausedMinutes: 0, agreeBy: undefined });
}

function rest(it: Case, at: number, day: number): void {
  Object.assign(it, { waits: true, wakes: day, pausedFrom: at });
}

export function endWait(it: Case, at: number, ends: boolean, days: Days): void {
  if (!it.waits || !ends) return;
  it.pausedMinutes += days.between(it.pausedFrom, at);
  it.waits = false;
}

/** Another stage: steps may be taken anew, but for what is told once an issue, or once an owner. */
export function begins(it: Case, at: number, sameOwner: boolean): void {
  it.stage += 1;
  it.since = at;
  it.done = new Set([...it.done].filter((each) => each.startsWith('issue') || (sameOwner && each.startsWith('owner'))));
}

/** It is with somebody else, who has not taken it: what the owner before promised was theirs. */
export function passes(it: Case, at: number, owner: string, standing: Case['standing']): void {
  begins(it, at, it.owner === owner);
  Object.assign(it, {
    owner,
    standing,
    phase: 'open',
    waits: false,
    promised: undefined,
    putOff: 0,
    lastAct: undefined,
  });
}

export const daysToAgree = (at: number, days: Days): number => days.daysLater(at, 1);

/** Two days by the customer's clock without a word. */
export const BREACH = 2 * DAY;
export const TARGET = DAY;
