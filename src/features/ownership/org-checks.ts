import { z } from 'zod';
import type { Duration } from '../../kernel/duration.ts';
import { suggestion } from '../../platform/nearest.ts';
import { defaultStages } from './domain.ts';
import { KNOWN_FROM } from './ladder-schema.ts';
import { PolicySchema } from './policy.ts';

type Path = readonly (string | number)[];

/** A mistake between parts of the file that are each right by themselves. */
export interface Contradiction {
  readonly path: Path;
  readonly what: string;
  readonly fix: string;
}

const maybe = z.string().optional().catch(undefined);
const list = <T extends z.ZodType>(item: T) => z.array(item).catch([]);

/** What can be compared even in a file that is wrong elsewhere. */
const Readable = z.object({
  roles: z.object({ cx_lead: maybe, cx_deputy: maybe }).catch({}),
  people: list(z.object({ who: maybe }).catch({})),
  departments: list(z.object({ key: maybe }).catch({})),
  topics: list(z.object({ key: maybe, department: maybe, stage: maybe }).catch({})),
  stages: z.array(z.string()).catch([...defaultStages]),
  policy: z.unknown().optional(),
  sources: list(z.object({ source: maybe }).catch({})),
  rehearsal: z.object({ live: list(maybe) }).catch({ live: [] }),
  support_days: z.object({ host: maybe }).catch({}),
});
type Readable = z.output<typeof Readable>;

export function contradictionsIn(file: unknown): Contradiction[] {
  const parsed = Readable.safeParse(file);
  if (!parsed.success) return [];
  const { roles, people, departments, topics, stages, policy, rehearsal, sources, support_days } = parsed.data;
  return [
    ...repeated('departments', 'key', departments),
    ...repeated('topics', 'key', topics),
    ...repeated('people', 'who', people),
    ...repeated('sources', 'source', sources),
    ...strangers(topics, 'department', keysOf(departments)),
    ...strangers(topics, 'stage', stages),
    ...sameDeputy(roles),
    ...disorderIn(policy),
    ...loosePolicy(policy, keysOf(departments)),
    ...rehearsal.live.flatMap((key, i) =>
      unknownName(key, keysOf(departments), ['rehearsal', 'live', i], 'department of this file'),
    ),
    ...unknownName(support_days.host, keysOf(departments), ['support_days', 'host'], 'department of this file'),
  ];
}

const keysOf = (items: readonly { key?: string | undefined }[]) => items.flatMap(({ key }) => key ?? []);

function repeated<K extends string>(
  part: string,
  key: K,
  items: readonly { [P in K]?: string | undefined }[],
): Contradiction[] {
  const seen = new Set<string>();
  return items.flatMap((item, i) => {
    const value = item[key];
    if (value === undefined || !seen.has(value.toLowerCase())) {
      if (value !== undefined) seen.add(value.toLowerCase());
      return [];
    }
    return { path: [part, i, key], what: `"${value}" is there twice`, fix: 'keep one of the two, or rename it' };
  });
}

function strangers(topics: Readable['topics'], key: 'department' | 'stage', known: readonly string[]): Contradiction[] {
  return topics.flatMap((topic, i) => {
    const value = topic[key];
    if (value === undefined || known.includes(value)) return [];
    return { path: ['topics', i, key], what: `"${value}" is no ${key} of this file`, fix: suggestion(value, known) };
  });
}

function sameDeputy({ cx_lead: lead, cx_deputy: deputy }: Readable['roles']): Contradiction[] {
  if (!lead || lead.toLowerCase() !== deputy?.toLowerCase()) return [];
  const what = 'is the CX lead, for whom a deputy has to stand in';
  return [{ path: ['roles', 'cx_deputy'], what, fix: 'name somebody else or leave it out' }];
}

/** Steps of the ladder that come one after the other. */
const IN_ORDER = [
  ['accept_within', 'backup_after'],
  ['urgent_accept_within', 'urgent_backup_after'],
  ['contact_within', 'contact_breach'],
  ['overdue_head', 'overdue_cx_lead'],
  ['overdue_cx_lead', 'overdue_limbo'],
] as const;

function disorderIn(given: unknown): Contradiction[] {
  const parsed = PolicySchema.safeParse(given ?? {});
  if (!parsed.success) return [];
  const policy = parsed.data as Record<string, Duration>;
  return IN_ORDER.filter(([first, then]) => isLonger(policy[first], policy[then])).map(([first, then]) => {
    const set = Object.keys(given as object).includes(then) ? then : first;
    return { path: ['policy', set], what: `${then} comes before ${first}`, fix: `make ${then} the longer of the two` };
  });
}

const Loose = z.object({
  exceptions: list(z.object({ when: z.object({ department: maybe }).catch({}) }).catch({ when: {} })),
  steps: list(z.object({ name: maybe, from: maybe }).catch({})),
});

/** Exceptions for departments that there are not, and steps that count from no anchor and no other step. */
function loosePolicy(policy: unknown, departments: readonly string[]): Contradiction[] {
  const parsed = Loose.safeParse(policy);
  if (!parsed.success) return [];
  const { exceptions, steps } = parsed.data;
  const known = [...KNOWN_FROM, ...steps.flatMap(({ name }) => name ?? [])];
  return [
    ...exceptions.flatMap(({ when: { department } }, i) =>
      unknownName(
        department,
        departments,
        ['policy', 'exceptions', i, 'when', 'department'],
        'department of this file',
      ),
    ),
    ...steps.flatMap(({ from }, i) => unknownName(from, known, ['policy', 'steps', i, 'from'], 'anchor and no step')),
  ];
}

function unknownName(value: string | undefined, known: readonly string[], path: Path, what: string): Contradiction[] {
  if (value === undefined || known.includes(value)) return [];
  return [{ path, what: `"${value}" is no ${what}`, fix: suggestion(value, known) }];
}

/** Whether the first is longer, where the two are measured alike. */
function isLonger(a: Duration | undefined, b: Duration | undefined): boolean {
  if (a?.clock === 'wall' && b?.clock === 'wall') return a.ms > b.ms;
  return a?.clock === 'staff' && b?.clock === 'staff' && a.unit === b.unit && a.n > b.n;
}
