import { BREACH, type Case, TARGET } from './case.ts';
import type { Days } from './days.ts';

/** Something that falls due if nobody does anything. */
export interface Step {
  readonly says: string;
  readonly at: number;
  /** What can wait for the morning is written the night before, so that the bundle of its own day has it. */
  readonly ready: number;
  readonly alone: boolean;
  readonly does: 'hand on' | 'limbo' | 'wake' | undefined;
  readonly to: readonly ('owner' | 'head' | 'lead')[];
  /** How often: `stage`, `owner` or `issue`, and the step. */
  readonly mark: string;
}

type How = Partial<Pick<Step, 'alone' | 'does' | 'to'>> & { once?: 'stage' | 'owner' | 'issue'; gently?: boolean };

/** The table of nudges of product.md, for a case as it stands; soonest first. */
export function stepsOf(it: Case, days: Days): Step[] {
  const step = (says: string, due: number, how: How = {}): Step => {
    const { alone = false, does, to = ['owner'], once = 'stage', gently = false } = how;
    // Whoever has just acted, or got it, is left alone for an hour of their work.
    const peace = gently ? days.later(it.since, 60) : 0;
    const at = Math.max(due, peace);
    const ready = alone || does ? at : Math.max(days.midnight(at), peace);
    return { says, at, ready, alone, does, to, mark: `${once}:${does ?? ''}${says}` };
  };
  const now = it.waits ? whileWaiting : { open: whileOpen, taken: whileTaken, fixed: whileFixed }[it.phase];
  const all = now(it, days, step);
  const ahead = all.sort((a, b) => a.at - b.at).filter(({ mark }) => !it.done.has(mark));
  return ahead.length > 0 ? ahead : weekly(it, days, all, step);
}

type Make = (says: string, due: number, how?: How) => Step;

/** After 4 working hours one nudge, after 8 the next has it, after 8 more it is between departments; urgent: 1 and 2. */
function whileOpen(it: Case, days: Days, step: Make): Step[] {
  const last = days.later(it.since, it.urgent ? 120 : 480);
  const asks = step('accept', days.later(it.since, it.urgent ? 60 : 240), { alone: true });
  const then = {
    owner: () => step('accept', last, { does: 'hand on' }),
    backup: () => step('accept', last, { does: 'limbo' }),
    last: () => step('accept-again', last, { alone: true }),
  }[it.standing]();
  const agree = it.agreeBy === undefined ? [] : [step('agree', it.agreeBy, { to: ['lead'] })];
  return [asks, then, ...agree, ...breach(it, step)];
}

const breach = (it: Case, step: Make): Step[] =>
  it.answered
    ? []
    : [step('contact-breach', it.opened + BREACH, { to: ['owner', 'head'], once: 'issue', gently: true })];

function whileTaken(it: Case, days: Days, step: Make): Step[] {
  const accepted = it.accepted ?? it.since;
  const due = days.later(days.daysLater(accepted, 5), it.pausedMinutes);
  // Three quarters of the time to mend it are gone by the staff clock, which pauses while it waits.
  const most = (days.between(accepted, days.daysLater(accepted, 5)) * 3) / 4 + it.pausedMinutes;
  const still = days.daysLater(it.since, 3);
  const silent = { does: it.standing === 'owner' ? ('hand on' as const) : ('limbo' as const) };
  return [
    ...unanswered(it, days, step),
    step('resolve-warning', days.later(accepted, most), { once: 'owner', gently: true }),
    step('overdue-head', days.daysLater(due, 1), { to: ['head'], once: 'owner' }),
    step('overdue-cx-lead', days.daysLater(due, 3), { to: ['lead'], once: 'owner' }),
    step('still-on-it', still),
    ...(it.standing === 'last'
      ? []
      : [
          step('still-on-it', days.daysLater(still, 1), silent),
          step('overdue-cx-lead', days.daysLater(due, 5), { does: 'limbo', once: 'owner' }),
        ]),
  ];
}

function unanswered(it: Case, days: Days, step: Make): Step[] {
  if (it.answered) return [];
  const { promised } = it;
  const target =
    promised === undefined
      ? [step('contact', it.opened + TARGET, { once: 'issue', gently: true })]
      : [step('promised', days.midnight(promised)), step('promise-missed', days.later(promised, 60), { alone: true })];
  return [...target, ...breach(it, step)];
}

function whileFixed(it: Case, days: Days, step: Make): Step[] {
  const [first, second, third] = [2, 4, 6].map((n) => days.daysLater(it.since, n)) as [number, number, number];
  return [step('tell', first), step('tell-again', second), step('tell-last', third, { to: ['head'] })];
}

const whileWaiting = (it: Case, _days: Days, step: Make): Step[] => [
  step('wait-over', it.wakes ?? 0, { does: 'wake' }),
];

/** Nothing more to come, and still open: the CX lead is told every five working days. */
function weekly(it: Case, days: Days, all: readonly Step[], step: Make): Step[] {
  const told = [...it.done].filter((mark) => mark.startsWith('stage:still-open')).length;
  const end = all.at(-1)?.at ?? it.since;
  const each = { ...step('still-open', days.daysLater(end, 5 * (told + 1)), { to: ['lead'] }) };
  return [{ ...each, mark: `stage:still-open/${told}` }];
}
