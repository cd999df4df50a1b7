import { stringify } from 'yaml';
import { weekText } from '../../kernel/calendar/week.ts';
import { type Duration, durationSource } from '../../kernel/duration.ts';
import type { Organisation, PersonException } from './domain.ts';
import { defaultPolicy, type Policy, policyDefaults } from './policy.ts';

/** The organisation as a file that `organisationFrom` reads as the very same; of the policy only what is not as by default. */
export function organisationText({ company, people, departments, topics, policy, ...rest }: Organisation): string {
  const file = {
    company: { ...company, hours: weekText(company.hours) },
    roles: rest.roles,
    titles: rest.titles,
    people: people.length > 0 ? people.map(personOf) : undefined,
    departments,
    topics: topics.length > 0 ? topics : undefined,
    stages: rest.stages,
    policy: policyOf(policy),
    rehearsal: rest.rehearsal,
    sources: rest.sources,
    wall: rest.wall,
    support_days: rest.support_days,
  };
  return stringify(file, { lineWidth: 0, flowCollectionPadding: false });
}

const personOf = ({ hours, ...person }: PersonException) => ({ ...person, ...(hours && { hours: weekText(hours) }) });

function policyOf({ exceptions, steps, ...values }: Policy): object | undefined {
  const own = Object.fromEntries(
    policyDefaults
      .filter(({ key }) => JSON.stringify(values[key]) !== JSON.stringify(defaultPolicy[key]))
      .map(({ key }) => [key, sourceOf(values[key])]),
  );
  const policy = {
    ...own,
    exceptions: exceptions?.map(({ when, set }) => ({ when, set: mapped(set) })),
    steps: steps?.map(mapped),
  };
  return Object.values(policy).some((value) => value !== undefined) ? policy : undefined;
}

/** As somebody would write it: durations in words. */
const mapped = (values: object): object =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, sourceOf(value)]));

function sourceOf(value: unknown): unknown {
  const isDuration = typeof value === 'object' && value !== null && 'clock' in value;
  return isDuration ? durationSource(value as Duration) : value;
}
