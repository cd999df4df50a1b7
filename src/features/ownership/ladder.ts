import type { Duration } from '../../kernel/duration.ts';

/** Where an issue stands, as far as the ladder minds. `waiting`: for the customer, or put off; `blocked`: for want of means. */
export const PHASES = ['open', 'accepted', 'contacted', 'fixed', 'waiting', 'blocked'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * What a step counts from, beside the name of a step before it.
 * - asked: the owner got it, or did something last. active: a change of state or a note.
 * - customer: when the customer spoke (or an import brought it). promise: what the owner promised; promise-day: that morning.
 * - accepted, warning, due: when it was taken; most of its time gone; to be fixed by.
 * - wake: the day on which it is to be looked at again. agree: by when the heads agree whose it is.
 */
export const ANCHORS = [
  'asked',
  'active',
  'customer',
  'promise',
  'promise-day',
  'accepted',
  'warning',
  'due',
  'wake',
  'agree',
] as const;
export type Anchor = (typeof ANCHORS)[number];

/** `teller` is whoever is to tell the customer: the owner, unless they have asked somebody. */
export const RECIPIENTS = ['owner', 'teller', 'head', 'cx_lead', 'sponsor'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** What a step does beside speaking: the next in the chain becomes the owner; it enters limbo; it wakes. */
export const MOVES = ['hand-on', 'limbo', 'wake'] as const;
export type Move = (typeof MOVES)[number];

/** The kinds of words there are, which the views of issues know how to say. */
export const SAYINGS = [
  'accept',
  'accept-again',
  'promised',
  'promise-missed',
  'contact',
  'contact-breach',
  'resolve-warning',
  'still-on-it',
  'overdue-head',
  'overdue-cx-lead',
  'wait-over',
  'blocked',
  'agree',
  'tell',
  'tell-again',
  'tell-last',
  'still-open',
] as const;
export type Saying = (typeof SAYINGS)[number];

/** Who stands where in the chain of owners. */
export const STANDINGS = ['owner', 'backup', 'last'] as const;
type Standing = (typeof STANDINGS)[number];

/** One step of the ladder: when, by which clock, to whom, in which words. `Time` is a policy key or a length of its own. */
export interface LadderStep<Time = Duration> {
  readonly name: string;
  readonly while: readonly Phase[];
  readonly only?: Condition | undefined;
  /** An anchor, or the name of another step. */
  readonly from: string;
  /** Absent: at that very instant. */
  readonly after?: Time | undefined;
  readonly does?: Move | undefined;
  readonly to: readonly Recipient[];
  readonly says: Saying;
  /** How often it may be taken: once a stage, once an owner, once an issue. */
  readonly once: 'stage' | 'owner' | 'issue';
  /** Goes by itself, at its hour; all else waits for the morning's bundle. */
  readonly alone?: boolean | undefined;
  /** Not within an hour of work of whoever has just acted, even when it is due. */
  readonly gently?: boolean | undefined;
}

/** All that are given must hold. */
export interface Condition {
  readonly standing?: readonly Standing[] | undefined;
  /** Whether the customer has heard from anybody yet. */
  readonly answered?: boolean | undefined;
  readonly promised?: boolean | undefined;
  readonly limbo?: boolean | undefined;
}

const WORKED_ON = ['accepted', 'contacted'] as const;
const UNANSWERED = { answered: false } as const;
const CHAINED = ['owner', 'backup'] as const;

/** The ladder unless a company writes its own. Times are keys of the policy, so that changing one number changes the step. */
export const defaultSteps = [
  step({ name: 'accept', while: ['open'], from: 'asked', after: 'accept_within', says: 'accept', alone: true }),
  step({
    name: 'hand-on',
    while: ['open'],
    only: { standing: ['owner'] },
    from: 'asked',
    after: 'backup_after',
    does: 'hand-on',
    says: 'accept',
  }),
  step({
    name: 'limbo',
    while: ['open'],
    only: { standing: ['backup'] },
    from: 'asked',
    after: 'limbo_after',
    does: 'limbo',
    says: 'accept',
  }),
  step({
    name: 'accept-again',
    while: ['open'],
    only: { standing: ['last'] },
    from: 'asked',
    after: 'backup_after',
    says: 'accept-again',
    alone: true,
  }),
  step({
    name: 'promised',
    while: ['accepted'],
    only: { answered: false, promised: true },
    from: 'promise-day',
    says: 'promised',
  }),
  step({
    name: 'promise-missed',
    while: ['accepted'],
    only: { answered: false, promised: true },
    from: 'promise',
    after: 'promise_grace',
    says: 'promise-missed',
    alone: true,
  }),
  step({
    name: 'contact',
    while: WORKED_ON,
    only: { answered: false, promised: false },
    from: 'customer',
    after: 'contact_within',
    says: 'contact',
    once: 'issue',
    gently: true,
  }),
  step({
    name: 'contact-breach',
    while: ['open', ...WORKED_ON],
    only: UNANSWERED,
    from: 'customer',
    after: 'contact_breach',
    to: ['owner', 'head'],
    says: 'contact-breach',
    once: 'issue',
    gently: true,
  }),
  step({
    name: 'resolve-warning',
    while: WORKED_ON,
    from: 'warning',
    says: 'resolve-warning',
    once: 'owner',
    gently: true,
  }),
  step({
    name: 'overdue-head',
    while: WORKED_ON,
    from: 'due',
    after: 'overdue_head',
    to: ['head'],
    says: 'overdue-head',
    once: 'owner',
  }),
  step({
    name: 'overdue-cx-lead',
    while: WORKED_ON,
    from: 'due',
    after: 'overdue_cx_lead',
    to: ['cx_lead'],
    says: 'overdue-cx-lead',
    once: 'owner',
  }),
  step({
    name: 'overdue-limbo',
    while: WORKED_ON,
    only: { standing: CHAINED },
    from: 'due',
    after: 'overdue_limbo',
    does: 'limbo',
    says: 'overdue-cx-lead',
    once: 'owner',
  }),
  step({ name: 'still-on-it', while: WORKED_ON, from: 'active', after: 'no_activity_after', says: 'still-on-it' }),
  step({
    name: 'take-back',
    while: WORKED_ON,
    only: { standing: ['owner'] },
    from: 'still-on-it',
    after: 'silent_after',
    does: 'hand-on',
    says: 'still-on-it',
  }),
  step({
    name: 'silence-limbo',
    while: WORKED_ON,
    only: { standing: ['backup'] },
    from: 'still-on-it',
    after: 'silent_after',
    does: 'limbo',
    says: 'still-on-it',
  }),
  step({
    name: 'agree',
    while: ['open', ...WORKED_ON],
    only: { limbo: true },
    from: 'agree',
    to: ['cx_lead'],
    says: 'agree',
  }),
  step({ name: 'wait-over', while: ['waiting', 'blocked'], from: 'wake', does: 'wake', says: 'wait-over' }),
  step({ name: 'blocked', while: ['blocked'], from: 'asked', to: ['head'], says: 'blocked' }),
  step({ name: 'tell', while: ['fixed'], from: 'asked', after: 'tell_within', to: ['teller'], says: 'tell' }),
  step({
    name: 'tell-again',
    while: ['fixed'],
    from: 'tell',
    after: 'tell_within',
    to: ['teller'],
    says: 'tell-again',
  }),
  step({
    name: 'tell-last',
    while: ['fixed'],
    from: 'tell-again',
    after: 'tell_within',
    to: ['head'],
    says: 'tell-last',
  }),
] as const;

function step<const After extends string = never>(
  given: Pick<LadderStep<After>, 'name' | 'while' | 'from' | 'says'> & Partial<LadderStep<After>>,
): LadderStep<After> {
  return { to: ['owner'], once: 'stage', ...given };
}
