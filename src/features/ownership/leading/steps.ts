import { type Department, departmentIn, type Organisation, type Topic } from '../domain.ts';
import { type Line, missing, type OpenDirectory, type Place, withoutOwner } from '../upkeep/lines.ts';

/** One thing at a time of setting up: places that go together, a department, or who answers for its topics. */
export type Step =
  | { readonly kind: 'places'; readonly key: string; readonly places: readonly Place[] }
  | { readonly kind: 'department'; readonly key: string; readonly department: Department }
  | {
      readonly kind: 'owners';
      readonly key: string;
      readonly department: Department;
      /** Those that only the head answers for, and nobody is asked to. */
      readonly topics: readonly Topic[];
    };

/** A step as it stands among all of them, from 1. */
export interface Numbered {
  readonly step: Step;
  readonly n: number;
  readonly of: number;
}

const MOST_TOPICS = 12;

/** All steps in their order; nothing is kept of how far somebody is: what is missing says it. */
export function stepsOf({ organisation, agreements }: Pick<OpenDirectory, 'organisation' | 'agreements'>): Step[] {
  const asked = new Set(agreements.flatMap(({ topic, state }) => (state === 'asked' ? [topic] : [])));
  const unowned = Map.groupBy(
    withoutOwner(organisation).filter(({ key }) => !asked.has(key)),
    ({ department }) => department,
  );
  const { departments } = organisation;
  const owned = new Set(organisation.topics.map(({ department }) => department));
  return [
    { kind: 'places', key: 'lead', places: ['cx_lead', 'cx_deputy'] },
    { kind: 'places', key: 'sponsor', places: ['executive_sponsor', 'people_lead'] },
    ...departments.map((department): Step => ({ kind: 'department', key: `department/${department.key}`, department })),
    ...departments
      .filter(({ key }) => owned.has(key))
      .map((department): Step => {
        const topics = (unowned.get(department.key) ?? []).slice(0, MOST_TOPICS);
        return { kind: 'owners', key: `owners/${department.key}`, department, topics };
      }),
  ];
}

/** Whether something of the step is missing; of owners, while a department has not one. */
function isOpen(step: Step, lines: readonly Line[], { topics }: Organisation): boolean {
  if (step.kind === 'owners')
    return step.topics.length === topics.filter(({ department }) => department === step.department.key).length;
  return lines.some((line) =>
    step.kind === 'places'
      ? line.kind === 'vacant' && step.places.includes(line.place)
      : isOf(step.department.key, line),
  );
}

const isOf = (key: string, line: Line): boolean =>
  line.kind === 'vacant' ? line.place === `head/${key}` : line.kind === 'channel' && line.department.key === key;

/** The first step with something missing, after that one where it is named; undefined where nothing is. */
export function nextStep(directory: OpenDirectory, after?: string): Numbered | undefined {
  const steps = stepsOf(directory);
  const from = steps.findIndex(({ key }) => key === after) + 1;
  const lines = missing(directory);
  const found = steps.findIndex((step, n) => n >= from && isOpen(step, lines, directory.organisation));
  const step = steps[found];
  return step && { step, n: found + 1, of: steps.length };
}

/** The step that somebody means, who may have made it up. */
export const stepOf = (directory: OpenDirectory, key: string): Step | undefined =>
  stepsOf(directory).find((step) => step.key === key);

/** Whether a company is still at its beginning: somebody only stands in, or no topic has an owner of its own. */
export function isBeginning({ organisation, agreements }: OpenDirectory): boolean {
  const { roles, departments, topics } = organisation;
  const nobodyYet = withoutOwner(organisation).length === topics.length;
  return roles.interim === true || departments.some(({ interim }) => interim) || (nobodyYet && agreements.length === 0);
}

/** Whether the person named is still who only stands in. */
export const standsIn = (organisation: Organisation, place: Place): boolean =>
  place === 'cx_lead'
    ? organisation.roles.interim === true
    : departmentIn(organisation, place.slice('head/'.length))?.interim === true;
