import type { Fates } from '../features/issues/index.ts';
import type { Organisation } from '../features/ownership/index.ts';
import type { Imagined } from '../platform/outbox/imagined.ts';
import type { Simulated } from './run.ts';
import { userOf } from './world.ts';

/** A life under one policy. */
export interface Lived extends Pick<Simulated, 'messages' | 'nameOf'> {
  readonly fates: Fates;
}

/** How many of something there are under the one policy and under the other. */
interface Row {
  readonly what: string;
  readonly before: number;
  readonly after: number;
}

/** What another policy does to those concerned: to customers and issues, to each kind of message, each role, each department; and to whom most. */
export function comparison(before: Lived, after: Lived, organisation: Organisation): string[] {
  const [old, fresh] = [loud(before), loud(after)];
  const rows = (part: (said: Imagined) => string, order: readonly string[]) => counted(part, order, old.dms, fresh.dms);
  const [roles, departments] = [roleIn(organisation), departmentIn(organisation)];
  const people = rows(({ to }) => to, []).map((row) => ({ ...row, what: after.nameOf(row.what) }));
  const fates = fatesOf(before.fates, after.fates);
  if ([...fates, ...people].every((row) => row.before === row.after) && old.posts === fresh.posts) return [UNMOVED];
  return aligned([
    ...fates,
    '',
    { what: 'Direct messages in all', before: old.dms.length, after: fresh.dms.length },
    ...rows(({ kind }) => KINDS[kind] ?? OTHER, [...Object.values(KINDS), OTHER]).map(indented),
    { what: 'Posts in channels', before: old.posts, after: fresh.posts },
    '',
    'Direct messages by role',
    ...rows(({ to }) => roles(to), ROLES).map(indented),
    '',
    'and by department',
    ...moved(
      rows(
        ({ to }) => departments(to),
        organisation.departments.map(({ name }) => name),
      ).map(indented),
    ),
    '',
    ...most('Most more', people, (row) => row.after - row.before),
    ...most('Most less', people, (row) => row.before - row.after),
  ]);
}

const UNMOVED = 'nobody gets a message more or less: what was changed does not come up there.';

const loud = ({ messages }: Lived) => {
  const all = messages.filter(({ inThread }) => !inThread);
  const dms = all.filter(({ to }) => to.startsWith('U'));
  return { dms, posts: all.length - dms.length };
};

const fatesOf = (before: Fates, after: Fates): Row[] => [
  { what: 'Customers who hear from us within 48 hours, in %', before: share(before), after: share(after) },
  { what: 'Times an issue goes on because nobody takes it', before: before.handedOn, after: after.handedOn },
  { what: 'Times one falls between departments', before: before.limbo, after: after.limbo },
];

const share = ({ answered, issues }: Fates): number => (issues === 0 ? 0 : Math.round((100 * answered) / issues));

const OTHER = 'all else';
const KINDS: Readonly<Record<string, string>> = {
  'issue.assigned': 'new work',
  'issue.nudge': 'one reminder',
  'issue.letter': 'several things in one',
  'issue.handed-on': 'a colleague has it now',
  'issue.brief': "Monday's brief",
  'issue.ask': 'a question of a colleague',
  'issue.answer': 'the answer to one',
};

const [LEAD, SPONSOR, HEADS, OWNERS, REST] = [
  'CX lead and deputy',
  'executive sponsor',
  'heads of departments',
  'owners of topics and their backups',
  'everybody else',
];
const ROLES = [LEAD, SPONSOR, HEADS, OWNERS, REST];

/** What somebody is first of all: each message counts once. */
function roleIn({ roles, departments, topics }: Organisation): (user: string) => string {
  const known = new Map<string, string>();
  const are = (role: string, refs: readonly (string | undefined)[]) => {
    for (const ref of refs) if (ref !== undefined && !known.has(userOf(ref))) known.set(userOf(ref), role);
  };
  are(LEAD, [roles.cx_lead, roles.cx_deputy]);
  are(SPONSOR, [roles.executive_sponsor]);
  are(
    HEADS,
    departments.map(({ head }) => head),
  );
  are(
    OWNERS,
    topics.flatMap(({ owner, backup }) => [owner, backup]),
  );
  return (user) => known.get(user) ?? REST;
}

function departmentIn({ departments }: Organisation): (user: string) => string {
  const known = new Map<string, string>();
  for (const { name, head, deputy, members } of departments)
    for (const ref of [head, ...(deputy === undefined ? [] : [deputy]), ...members])
      if (!known.has(userOf(ref))) known.set(userOf(ref), name);
  return (user) => known.get(user) ?? 'none';
}

/** A row for each part that has any, those of the order first. */
function counted(
  part: (said: Imagined) => string,
  order: readonly string[],
  old: readonly Imagined[],
  fresh: readonly Imagined[],
): Row[] {
  const [before, after] = [sums(old, part), sums(fresh, part)];
  const parts = new Set([...order, ...before.keys(), ...after.keys()]);
  return [...parts]
    .map((what): Row => ({ what, before: before.get(what) ?? 0, after: after.get(what) ?? 0 }))
    .filter((row) => row.before + row.after > 0);
}

function sums(said: readonly Imagined[], part: (said: Imagined) => string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const each of said) found.set(part(each), (found.get(part(each)) ?? 0) + 1);
  return found;
}

const indented = (row: Row): Row => ({ ...row, what: `  ${row.what}` });

/** Only what is not as before, and how many are. */
function moved(rows: readonly Row[]): (Row | string)[] {
  const changed = rows.filter(({ before, after }) => before !== after);
  const same = rows.length - changed.length;
  return [...changed, ...(same > 0 ? [`  ${changed.length === 0 ? 'all' : same} as before`] : [])];
}

const NAMED = 3;

/** The few for whom it changes most in one direction. */
function most(title: string, people: readonly Row[], by: (row: Row) => number): string[] {
  const named = people
    .filter((row) => by(row) > 0)
    .sort((a, b) => by(b) - by(a) || (a.what < b.what ? -1 : 1))
    .slice(0, NAMED);
  return named.length === 0
    ? []
    : [`${title}: ${named.map(({ what, before, after }) => `${what} ${before} → ${after}`).join(', ')}`];
}

function aligned(lines: readonly (Row | string)[]): string[] {
  const rows = lines.filter((line) => typeof line !== 'string');
  const [name, number] = [
    Math.max(...rows.map(({ what }) => what.length)),
    Math.max(...rows.flatMap(({ before, after }) => [String(before).length, String(after).length])),
  ];
  return lines.map((line) => {
    if (typeof line === 'string') return line;
    const { what, before, after } = line;
    const numbers = `${String(before).padStart(number)} → ${String(after).padEnd(number)}`;
    return `${what.padEnd(name)}  ${numbers}  ${difference(after - before)}`.trimEnd();
  });
}

function difference(by: number): string {
  if (by === 0) return '';
  return by > 0 ? `+${by}` : `−${-by}`;
}
