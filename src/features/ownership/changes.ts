import type { Organisation } from './domain.ts';
import { type Policy, policyLines } from './policy.ts';

/** Something that stands differently in two organisations; one side is absent where it was added or taken away. */
export interface Change {
  readonly where: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What a new organisation file would change, in the order in which the file has it. */
export function changesBetween(before: Organisation, after: Organisation): Change[] {
  return [
    ...fields('company', before.company, after.company),
    ...fields('roles', before.roles, after.roles),
    ...listed('titles', before.titles ?? [], after.titles ?? [], ({ title }) => title),
    ...listed('people', before.people, after.people, ({ who }) => who),
    ...listed('departments', before.departments, after.departments, ({ key }) => key),
    ...listed('topics', before.topics, after.topics, ({ key }) => key),
    ...fields('stages', { order: before.stages }, { order: after.stages }),
    ...policyChanges(before.policy, after.policy),
    ...fields('rehearsal', before.rehearsal ?? {}, after.rehearsal ?? {}),
    ...fields('wall', before.wall ?? {}, after.wall ?? {}),
    ...fields('sources', { all: before.sources }, { all: after.sources }),
    ...fields('support_days', before.support_days ?? {}, after.support_days ?? {}),
  ];
}

/** Numbers as people read them, then exceptions and the ladder's own steps. */
function policyChanges(before: Policy, after: Policy): Change[] {
  const old = new Map(policyLines(before).map(({ key, value }) => [key, value]));
  const numbers = policyLines(after).flatMap(({ key, value }) => change(`policy.${key}`, old.get(key), value));
  return [
    ...numbers,
    ...fields('policy.exceptions', { all: before.exceptions }, { all: after.exceptions }),
    ...listed('policy.steps', before.steps ?? [], after.steps ?? [], ({ name }) => name),
  ];
}

/** Entries of a list by what names them: added, taken away, or with other fields. */
function listed<Entry extends object>(
  where: string,
  before: readonly Entry[],
  after: readonly Entry[],
  nameOf: (entry: Entry) => string,
): Change[] {
  const [old, fresh] = [before, after].map((entries) => new Map(entries.map((entry) => [nameOf(entry), entry])));
  const names = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
  return [...names].flatMap((name): Change[] => {
    const [one, other] = [old?.get(name), fresh?.get(name)];
    if (one && other) return fields(`${where}.${name}`, one, other);
    return [{ where: `${where}.${name}`, before: one && 'there', after: other && 'there' }];
  });
}

function fields(where: string, before: object, after: object): Change[] {
  const [old, fresh] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) =>
    change(`${where}.${key}`, shown(old.get(key)), shown(fresh.get(key))),
  );
}

const change = (where: string, before: string | undefined, after: string | undefined): Change[] =>
  before === after ? [] : [{ where, before, after }];

function shown(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return JSON.stringify(value);
}
