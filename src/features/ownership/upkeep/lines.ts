import {
  type ChannelRef,
  type Department,
  departmentIn,
  type Organisation,
  type PersonRef,
  type Roles,
  type Topic,
} from '../domain.ts';
import type { Agreement } from './agreement.ts';
import type { Proposal } from './store.ts';

/** A place in the company that somebody is to fill. `head/…` is the head of a department. */
export type Place = Exclude<keyof Roles, 'legal' | 'interim'> | `head/${string}`;

/** One thing about the directory that one person can put right with a click. */
export type Line =
  | { readonly kind: 'asked'; readonly topic: Topic; readonly agreement: Agreement; readonly isHead: boolean }
  | { readonly kind: 'due'; readonly topic: Topic; readonly agreement: Agreement }
  /** Told to whoever let it lapse, who may still take it back; not asked again. */
  | { readonly kind: 'lapsed'; readonly topic: Topic }
  | {
      readonly kind: 'unanswered';
      readonly topic: Topic;
      readonly person: PersonRef;
      readonly why: 'declined' | 'lapsed' | 'gone';
    }
  | { readonly kind: 'moved'; readonly topic: Topic; readonly proposal: Proposal; readonly to: string }
  | { readonly kind: 'channel'; readonly department: Department }
  | { readonly kind: 'vacant'; readonly place: Place; readonly gone: PersonRef | undefined };

/** The directory, as far as something about it is open. */
export interface OpenDirectory {
  readonly organisation: Organisation;
  /** Those not simply agreed, and those to be confirmed. */
  readonly agreements: readonly Agreement[];
  readonly proposals: readonly Proposal[];
  /** Whether whoever is named so works here. */
  readonly isHere: (ref: PersonRef) => boolean;
  /** Whether there is a channel of that name in which cards may stand. */
  readonly hasChannel: (ref: ChannelRef) => boolean;
  /** Whoever is the CX lead now, or stands in. */
  readonly lead: PersonRef;
}

/** What is open, with who can put it right: the person asked, else the head of the department, else the CX lead. */
export function openLines(directory: OpenDirectory): readonly { readonly reader: PersonRef; readonly line: Line }[] {
  const { organisation, agreements, proposals, lead } = directory;
  const topics = new Map(organisation.topics.map((topic) => [topic.key, topic]));
  return [
    ...agreements.flatMap((agreement) => lineOf(directory, topics.get(agreement.topic), agreement)),
    ...proposals.flatMap((proposal) => moveOf(directory, topics.get(proposal.topic), proposal)),
    ...missing(directory).map((line) => ({ reader: lead, line })),
  ];
}

type Addressed = { readonly reader: PersonRef; readonly line: Line };

function lineOf(
  { organisation, isHere, lead }: OpenDirectory,
  topic: Topic | undefined,
  agreement: Agreement,
): Addressed[] {
  if (topic === undefined) return [];
  const { person, state } = agreement;
  const head = departmentIn(organisation, topic.department)?.head;
  if (state === 'asked')
    return [{ reader: person, line: { kind: 'asked', topic, agreement, isHead: head === person } }];
  if (state === 'agreed') return [{ reader: person, line: { kind: 'due', topic, agreement } }];
  // Whom a colleague had named is asked no more; the directory still names another.
  if (topic.owner !== person) return [];
  const reader = head !== undefined && head !== person && isHere(head) ? head : lead;
  const theirs: Addressed[] =
    state === 'lapsed' && head !== person ? [{ reader: person, line: { kind: 'lapsed', topic } }] : [];
  return [...theirs, { reader, line: { kind: 'unanswered', topic, person, why: state } }];
}

function moveOf({ organisation, lead }: OpenDirectory, topic: Topic | undefined, proposal: Proposal): Addressed[] {
  const to = departmentIn(organisation, proposal.department);
  if (topic === undefined || to === undefined || topic.department === to.key) return [];
  return [{ reader: lead, line: { kind: 'moved', topic, proposal, to: to.name } }];
}

/** Whether a line is worth a message by itself. An empty place is, once a month; what somebody let lapse they have been asked. */
export const isAsked = (line: Line, monthBegins: boolean): boolean =>
  isMissing(line) ? monthBegins : line.kind !== 'lapsed';

/** The place that somebody means, who may have made it up. */
export function placeFrom({ departments }: Organisation, text: string): Place | undefined {
  const known: readonly Place[] = [...WANTED, ...departments.map(({ key }): Place => `head/${key}`)];
  return known.find((place) => place === text);
}

const WANTED = ['cx_lead', 'cx_deputy', 'executive_sponsor', 'people_lead'] as const;

/** What the company lacks, whoever asks: people in places, and channels. */
export const missing = (directory: OpenDirectory): Line[] => [...vacancies(directory), ...channelless(directory)];

export const isMissing = ({ kind }: Line): boolean => kind === 'vacant' || kind === 'channel';

/** Places that nobody is named for, or whose holder is here no more. */
function vacancies({
  organisation: { roles, departments },
  isHere,
}: Pick<OpenDirectory, 'organisation' | 'isHere'>): Extract<Line, { kind: 'vacant' }>[] {
  const held: [Place, PersonRef | undefined][] = [
    ...WANTED.map((role): [Place, PersonRef | undefined] => [
      role,
      role === 'cx_lead' && roles.interim ? undefined : roles[role],
    ]),
    ...departments.map(({ key, head, interim }): [Place, PersonRef | undefined] => [
      `head/${key}`,
      interim ? undefined : head,
    ]),
  ];
  return held
    .filter(([, holder]) => holder === undefined || !isHere(holder))
    .map(([place, gone]) => ({ kind: 'vacant', place, gone }));
}

/** Departments whose cards have nowhere to stand. */
const channelless = ({ organisation, hasChannel }: OpenDirectory): Extract<Line, { kind: 'channel' }>[] =>
  organisation.departments
    .filter(({ channel }) => channel === undefined || !hasChannel(channel))
    .map((department) => ({ kind: 'channel', department }));

/** Topics that only their department's head answers for. */
export const withoutOwner = ({ topics, departments }: Organisation): Topic[] => {
  const heads = new Map(departments.map(({ key, head }) => [key, head]));
  return topics.filter(({ owner, department }) => owner === heads.get(department));
};
