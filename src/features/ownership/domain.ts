import type { Week } from '../../kernel/calendar/week.ts';
import type { Policy } from './policy.ts';

/** A person as the organisation file names them: a Slack id (U…, W…) or an e-mail address in small letters. */
export type PersonRef = string;

/** A user group as the organisation file names it: `@handle` or its Slack id (S…). */
export type GroupRef = string;

/** A channel as the organisation file names it: `#name` or its Slack id (C…, G…). */
export type ChannelRef = string;

export interface Company {
  readonly name: string;
  readonly timezone: string;
  /** Whose public holidays count, as `daysOff` knows them: FI, US, DE-BY. */
  readonly holidays?: string | undefined;
  readonly hours: Week;
}

export interface Roles {
  readonly cx_lead: PersonRef;
  readonly cx_deputy?: PersonRef | undefined;
  readonly executive_sponsor?: PersonRef | undefined;
  /** Who reads, beside the CX lead, what only few may. */
  readonly people_lead?: PersonRef | undefined;
  readonly legal?: PersonRef | undefined;
  /** Whoever owns the workspace leads until somebody is named: so long its admins may name. */
  readonly interim?: true | undefined;
}

/** A role of the company's own making, such as Digital CX Specialist: found by its title. */
export interface OwnRole {
  readonly title: string;
  readonly who: PersonRef;
}

/** What the company's file says of one person, where neither Slack nor the company's defaults are right. */
export interface PersonException {
  readonly who: PersonRef;
  readonly timezone?: string | undefined;
  readonly holidays?: string | undefined;
  readonly hours?: Week | undefined;
}

export interface Department {
  readonly key: string;
  readonly name: string;
  /** What it is there for in customers' eyes. */
  readonly purpose?: string | undefined;
  /** Without one its cards go where those of a channel go that is not there. */
  readonly channel?: ChannelRef | undefined;
  readonly head: PersonRef;
  /** Stands in for the head. */
  readonly deputy?: PersonRef | undefined;
  /** The head stands in until somebody is named. */
  readonly interim?: true | undefined;
  /** People, and user groups of Slack by id (S…) or handle (`@support`). */
  readonly members: readonly (PersonRef | GroupRef)[];
}

/** Owner and backup are the department's head where the file names nobody. */
export interface Topic {
  readonly key: string;
  readonly name: string;
  readonly department: string;
  readonly stage: string;
  readonly owner: PersonRef;
  readonly backup: PersonRef;
  /** The owner is asked first; without it, who is named in the file counts as having agreed. */
  readonly ask?: boolean | undefined;
  /** Who does the work, who is asked for advice, who is kept informed, where a company tells that apart from who is accountable. */
  readonly responsible?: readonly (PersonRef | GroupRef)[] | undefined;
  readonly consulted?: readonly (PersonRef | GroupRef)[] | undefined;
  readonly informed?: readonly (PersonRef | GroupRef)[] | undefined;
  readonly words: readonly string[];
}

export interface Organisation {
  readonly company: Company;
  readonly roles: Roles;
  readonly titles?: readonly OwnRole[] | undefined;
  readonly people: readonly PersonException[];
  readonly departments: readonly Department[];
  readonly topics: readonly Topic[];
  readonly stages: readonly string[];
  readonly policy: Policy;
  readonly rehearsal?: Rehearsal | undefined;
  readonly sources?: readonly Source[] | undefined;
  readonly wall?: Wall | undefined;
  readonly support_days?: SupportDays | undefined;
}

/** Where the cards of the customer love wall are posted; without a channel they stand on the Home tab alone. */
export interface Wall {
  readonly channel: ChannelRef;
}

/** Beside whom everybody else sits for a day each quarter. */
interface SupportDays {
  /** The key of a department. */
  readonly host: string;
}

/** A source of feedback that goes straight before the executive sponsor. */
interface Source {
  readonly source: string;
  readonly to: 'ceo';
}

/** While it is tried out every DM goes to one channel, but for the people of departments that are live. */
export interface Rehearsal {
  readonly channel: ChannelRef;
  readonly live: readonly string[];
}

/** The stages of a customer's journey unless the file lists its own. */
export const defaultStages = ['discover', 'buy', 'onboard', 'use', 'pay', 'get-help', 'renew'] as const;

export const departmentIn = (organisation: Organisation, key: string | undefined): Department | undefined =>
  organisation.departments.find((department) => department.key === key);
