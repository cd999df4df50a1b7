import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { Restricted } from '../../kernel/restricted.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

export type State = 'open' | 'accepted' | 'contacted' | 'fixed' | 'closed';
export type Severity = 'normal' | 'urgent' | 'critical';

/** Where in the chain the owner stands: a silent owner hands on to the backup, a silent backup to the last one, the CX lead. */
export type Standing = 'owner' | 'backup' | 'last';

export const ENDINGS = [
  'told',
  'unreachable',
  'anonymous',
  'answered-in-public',
  'already-fixed',
  'wont-change',
  'not-a-complaint',
  'duplicate',
] as const;
export type Ending = (typeof ENDINGS)[number];

export interface Issue {
  readonly id: number;
  readonly feedback: number;
  readonly topic: string | undefined;
  /** A department's key; '' when nothing said whose it is. */
  readonly department: string;
  readonly owner: UserId;
  readonly standing: Standing;
  readonly state: State;
  readonly severity: Severity;
  /** Counts changes, so that a form can tell that it is out of date. */
  readonly version: number;
  readonly organisationVersion: number;
  /** When the customer spoke: their clock, which never pauses. */
  readonly waitingSince: Instant;
  /** When our own clocks began: arrival, or the import. */
  readonly clockFrom: Instant;
  readonly openedAt: Instant;
  /** Counts owners, states and acts passed through; a nudge belongs to one stage. */
  readonly stage: number;
  readonly stageFrom: Instant;
  readonly stepsTaken: readonly string[];
  readonly activeAt: Instant;
  readonly acceptedAt: Instant | undefined;
  readonly contactedAt: Instant | undefined;
  readonly fixedAt: Instant | undefined;
  /** When the owner has promised that the customer hears from us. */
  readonly promisedFor: Instant | undefined;
  readonly pause: Pause | undefined;
  /** Working milliseconds of past pauses, which our clocks do not count. */
  readonly pausedMs: number;
  /** Milliseconds in which it was merged into another, so that nobody had it. The customer waited through them. */
  readonly mergedMs: number;
  /** How often its owner has put it off. */
  readonly snoozes: number;
  readonly rootCause: string | undefined;
  readonly change: string | undefined;
  /** Who has been asked to tell the customer, where that is not the owner. */
  readonly teller: UserId | undefined;
  readonly told: Told | undefined;
  readonly end: End | undefined;
  /** Hand-offs by people. */
  readonly bounces: number;
  /** Whether the machine's guess was put right once. */
  readonly rerouted: boolean;
  readonly reopened: number;
  readonly limbo: Limbo | undefined;
  /** Since when it has been in the executive sponsor's queue. */
  readonly queuedAt: Instant | undefined;
  /** By when the executive sponsor has said that it is decided; until then it is out of that queue. */
  readonly decideBy: Instant | undefined;
  /** Why it is shown to a few only; undefined for the ordinary issue. */
  readonly restricted: Restricted | undefined;
  /** Colleagues whom what is restricted names: they never read it. */
  readonly named: readonly UserId[];
  /** What the customer's account is worth, where the source has said so. */
  readonly accountValue: number | undefined;
  /** The cause that it hangs under, by number. */
  readonly cause: number | undefined;
}

/** Our clocks stand still: it is the customer's turn, the owner has put it off, or people, money or a tool are wanting. */
export interface Pause {
  readonly kind: 'customer' | 'snooze' | 'blocked';
  readonly from: Instant;
  /** Undefined: until somebody ends it, which only what is blocked may be. */
  readonly until: Instant | undefined;
  readonly reason: string;
  /** What is wanting, of what is blocked. */
  readonly need?: Need | undefined;
}

export const NEEDS = ['people', 'money', 'tool'] as const;
export type Need = (typeof NEEDS)[number];

/** Fallen between departments, by people's word or by silence. The CX lead has it until the heads agree. */
export interface Limbo {
  readonly since: Instant;
  readonly why: 'bounced' | 'silence' | 'overdue';
  readonly agreeBy: Instant;
}

export interface Told {
  readonly by: UserId;
  readonly channel: string;
  readonly day: IsoDate;
  readonly words: string;
}

export interface End {
  readonly at: Instant;
  readonly ending: Ending;
  readonly reason: string | undefined;
  readonly link: string | undefined;
}

/** What happened, kept for ever: who (nobody: the clock), when, and with which words. */
export interface IssueEvent {
  readonly type: EventType;
  readonly actor: UserId | undefined;
  readonly at: Instant;
  readonly payload: Readonly<Record<string, string>>;
}

export type EventType =
  | 'opened'
  | 'accepted'
  | 'promised'
  | 'released'
  | 'contacted'
  | 'fixed'
  | 'closed'
  | 'waiting'
  | 'back'
  | 'bounced'
  | 'rerouted'
  | 'handed on'
  | 'given'
  | 'limbo'
  | 'reopened'
  | 'noted'
  | 'shown'
  | 'helping'
  | 'snoozed'
  | 'asked to put off'
  | 'not put off'
  | 'blocked'
  | 'unblocked'
  | 'offered'
  | 'taken over'
  | 'declined'
  | 'help wanted'
  | 'teller asked'
  | 'goodwill'
  | 'unmerged'
  | 'confirmed'
  | 'not sorted'
  | 'heads asked'
  | 'agreed'
  | 'unrestricted'
  | 'decided'
  | 'day set'
  | 'asked why'
  | 'answered why'
  | 'why withdrawn'
  | 'hung'
  | 'taken off';

/** A decision about an issue: what it becomes and what is remembered; or why not, in words for the person, by field where it was a form. */
export type Outcome =
  | { readonly kind: 'changed'; readonly issue: Issue; readonly event: IssueEvent }
  | { readonly kind: 'refused'; readonly because: string; readonly field?: string };

export const refused = (because: string, field?: string): Outcome => ({
  kind: 'refused',
  because,
  ...(field !== undefined && { field }),
});

export const ENDING_TEXT: Record<Ending, string> = {
  told: 'fixed, and the customer was told',
  unreachable: 'the customer could not be reached',
  anonymous: 'anonymous: there was nobody to tell',
  'answered-in-public': 'answered in public',
  'already-fixed': 'it was fixed already',
  'wont-change': 'we will not change it',
  'not-a-complaint': 'it was not a complaint',
  duplicate: 'a duplicate of another',
};

const SEVERER: Record<Severity, Severity> = { normal: 'urgent', urgent: 'critical', critical: 'critical' };
export const oneSeverer = (severity: Severity): Severity => SEVERER[severity];
