import type { Department, Organisation, PersonRef, Topic } from '../domain.ts';
import { contradictionsIn } from '../org-checks.ts';
import { entryProblems } from '../org-file.ts';

/** What a form holds of a topic or a department: fields of one value (blank: ''), and fields of several. */
export interface Draft {
  readonly one: Readonly<Record<string, string>>;
  readonly several: Readonly<Record<string, readonly string[]>>;
}

/** How people, groups and channels that the organisation names stand in a form, and the other way round. */
export interface Naming {
  /** Their Slack id; '' for who and what is not there (any more): a field for one then begins blank, and left so changes nothing. */
  readonly idOf: (ref: string | undefined) => string;
  /** Their Slack id where it is known, else what is written. */
  readonly valueFor: (ref: string) => string;
  readonly refOf: (value: string) => string;
  readonly labelOf: (ref: string) => string;
}

/** What somebody changed in a form. */
export interface Edit {
  readonly one: Readonly<Record<string, string>>;
  /** What a field of several has as it is now, with what they added and without what they took away. */
  readonly several: Readonly<Record<string, readonly string[]>>;
  /** What somebody else has changed meanwhile, to something else than was sent: that stays as it is now. */
  readonly meanwhile: readonly { readonly field: string; readonly now: string; readonly sent: string }[];
}

/** What was sent, against how it stood when the form was opened and how it stands now: whatever they left alone stays. */
export function editOf(opened: Draft, now: Draft, sent: Draft): Edit {
  const changed = Object.keys(sent.one).filter((field) => sent.one[field] !== opened.one[field]);
  const isLate = (field: string) => now.one[field] !== opened.one[field] && now.one[field] !== sent.one[field];
  const taken = changed.filter((field) => !isLate(field));
  const lists = Object.entries(sent.several).map(([field, list]): [string, readonly string[]] => {
    const [before = [], current = []] = [opened.several[field], now.several[field]];
    const kept = current.filter((each) => list.includes(each) || !before.includes(each));
    return [field, [...kept, ...list.filter((each) => !before.includes(each) && !current.includes(each))]];
  });
  const touched = lists.filter(([field, list]) => list.join('\n') !== (now.several[field] ?? []).join('\n'));
  return {
    one: Object.fromEntries(taken.map((field) => [field, sent.one[field] ?? ''])),
    several: Object.fromEntries(touched),
    meanwhile: changed
      .filter(isLate)
      .map((field) => ({ field, now: now.one[field] ?? '', sent: sent.one[field] ?? '' })),
  };
}

const PARTS = ['responsible', 'consulted', 'informed'] as const;

/** Blank is an owner or backup where the department's head is. Words stand as the form gives them back. */
export function topicDraft(topic: Topic, head: PersonRef | undefined, { idOf, valueFor }: Naming): Draft {
  const unlessHead = (ref: PersonRef) => (ref === head ? '' : idOf(ref));
  const { name, department, stage, owner, backup, words } = topic;
  return {
    one: { name, department, stage, owner: unlessHead(owner), backup: unlessHead(backup) },
    several: {
      words: wordsFrom(words.join(',')),
      ...Object.fromEntries(PARTS.map((part) => [part, (topic[part] ?? []).map(valueFor)])),
    },
  };
}

/** The topic with what was changed of it, but for a new owner, who is asked first. */
export function topicWith(topic: Topic, { one, several }: Edit, headOf: HeadOf, naming: Naming): Topic {
  const [former, department] = [headOf(topic.department), one.department ?? topic.department];
  const head = headOf(department) ?? topic.owner;
  const heir = (ref: PersonRef) => (ref === former ? head : ref);
  const backup = one.backup === undefined ? heir(topic.backup) : naming.refOf(one.backup) || head;
  const owner = one.owner === '' ? head : heir(topic.owner);
  return {
    ...topic,
    ...{ name: one.name ?? topic.name, department, stage: one.stage ?? topic.stage, owner, backup },
    ...(owner === head && { ask: undefined }),
    words: several.words ?? topic.words,
    ...Object.fromEntries(
      PARTS.flatMap((part) => {
        const list = several[part];
        return list === undefined ? [] : [[part, list.length === 0 ? undefined : namedIn(list, topic[part], naming)]];
      }),
    ),
  };
}

type HeadOf = (department: string) => PersonRef | undefined;

/** Whoever was there already stays written as they were. */
function namedIn(values: readonly string[], known: readonly string[] = [], { valueFor, refOf }: Naming): string[] {
  const written = new Map(known.map((ref) => [valueFor(ref), ref]));
  return values.map((value) => written.get(value) ?? refOf(value));
}

/** Blank is a head who only stands in. */
export function departmentDraft(department: Department, { idOf, valueFor }: Naming): Draft {
  const { name, purpose = '', head, interim, deputy, channel, members } = department;
  return {
    one: { name, purpose, head: interim ? '' : idOf(head), deputy: idOf(deputy), channel: idOf(channel) },
    several: { members: members.map(valueFor) },
  };
}

/** The department with what was changed of it, but for its head, who has places of theirs to take over. */
export function departmentWith(department: Department, { one, several }: Edit, naming: Naming): Department {
  const ref = (value: string) => (value === '' ? undefined : naming.refOf(value));
  return {
    ...department,
    ...(one.name !== undefined && { name: one.name }),
    ...(one.purpose !== undefined && { purpose: one.purpose || undefined }),
    ...(one.deputy !== undefined && { deputy: ref(one.deputy) }),
    ...(one.channel !== undefined && { channel: ref(one.channel) }),
    ...(several.members && { members: namedIn(several.members, department.members, naming) }),
  };
}

const LONGEST_KEY = 60;

/** A key that nothing else has: small letters, digits and dashes, which stay when the name changes. */
export function keyFrom(name: string, taken: readonly string[]): string {
  const plainly = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const key = plainly.slice(0, LONGEST_KEY) || 'new';
  for (let n = 1; ; n++) {
    const free = n === 1 ? key : `${key}-${n}`;
    if (!taken.includes(free)) return free;
  }
}

/** Words as people type them, parted by commas or in lines, each once. */
export const wordsFrom = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

type Part = 'topics' | 'departments';

/** What a file that said so would be refused for, by the field of that entry. */
export function problemsOf(organisation: Organisation, part: Part, key: string): Record<string, string> | undefined {
  const at = organisation[part].findIndex((each) => each.key === key);
  const own = entryProblems(part, organisation[part][at]);
  const between = contradictionsIn(organisation).map(({ path, ...problem }) => ({
    ...problem,
    field: path[0] === part && path[1] === at ? String(path[2]) : 'name',
  }));
  const problems = [...own, ...between].map(({ field, what, fix }) => [field, `This ${what}: ${fix}.`]);
  return problems.length === 0 ? undefined : Object.fromEntries(problems.reverse());
}

/** What speaks against taking a department away, in words; undefined where nothing does. */
export function dependsOn(
  { departments, policy, rehearsal, support_days }: Organisation,
  key: string,
): string | undefined {
  if (departments.length < 2) return 'It is the only department: there has to be one.';
  if (policy.exceptions?.some(({ when }) => when.department === key))
    return 'The policy has an exception for it (policy.exceptions of the organisation file): take that away first.';
  if (rehearsal?.live.includes(key))
    return 'It is live in the rehearsal (rehearsal.live of the organisation file): take that away first.';
  if (support_days?.host === key)
    return 'Its members host support days (support_days.host of the organisation file): name another there first.';
  return undefined;
}
