import { z } from 'zod';
import { isZone } from '../../kernel/calendar/day.ts';
import { weekFrom } from '../../kernel/calendar/week.ts';
import { daysOff } from '../people/index.ts';
import { defaultStages } from './domain.ts';
import { ANCHORS, PHASES, RECIPIENTS, SAYINGS } from './ladder.ts';
import { PolicySchema, policyFix } from './policy.ts';

/** Text that `parse` turns into what is meant, or says what is wrong with it. */
function parsed<R>(parse: (text: string) => R) {
  return z.string().transform((text, issue): Exclude<R, Problem> => {
    const result = parse(text);
    if (!isProblem(result)) return result as Exclude<R, Problem>;
    issue.addIssue({ code: 'custom', message: result.problem });
    return z.NEVER;
  });
}

interface Problem {
  readonly problem: string;
}

const isProblem = (result: unknown): result is Problem =>
  typeof result === 'object' && result !== null && 'problem' in result;

const known = (text: string, isKnown: boolean, problem: string) => (isKnown ? text : { problem });

const Name = z.string().trim().min(1, 'is empty').max(80, 'is longer than 80 characters');
const Key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'is not made of small letters, digits and dashes');
const Zone = parsed((zone) => known(zone, isZone(zone), `"${zone}" is no time zone`));
const Holidays = parsed((code) => {
  const calendar = daysOff(code);
  return 'problem' in calendar ? calendar : code;
});
const Hours = parsed(weekFrom);
const Person = parsed((ref) => {
  const isPerson = /^[UW][A-Z0-9]{2,}$/.test(ref) || /^[^\s@<>]+@[^\s@<>]+$/.test(ref);
  return known(ref.includes('@') ? ref.toLowerCase() : ref, isPerson, `"${ref}" is no person`);
});
const Member = parsed((ref) => {
  const isGroup = /^S[A-Z0-9]{2,}$/.test(ref) || /^@[^\s@<>]{1,80}$/.test(ref);
  if (isGroup) return ref;
  const isPerson = /^[UW][A-Z0-9]{2,}$/.test(ref) || /^[^\s@<>]+@[^\s@<>]+$/.test(ref);
  return known(ref.includes('@') ? ref.toLowerCase() : ref, isPerson, `"${ref}" is no person and no user group`);
});
const Channel = parsed((ref) => {
  const isChannel = /^[CG][A-Z0-9]{2,}$/.test(ref) || /^#[^\s#<>A-Z]{1,80}$/.test(ref);
  return known(ref, isChannel, `"${ref}" is no channel`);
});
const Purpose = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters');
const Word = z.string().trim().min(1, 'is empty').max(80, 'is longer than 80 characters');

const Interim = z.literal(true, 'is not true').optional();

const Company = z.strictObject({
  name: Name,
  timezone: Zone,
  holidays: Holidays.optional(),
  hours: Hours.prefault('Mon-Fri 09:00-17:00'),
});
const Roles = z.strictObject({
  cx_lead: Person,
  cx_deputy: Person.optional(),
  executive_sponsor: Person.optional(),
  people_lead: Person.optional(),
  legal: Person.optional(),
  interim: Interim,
});
const Exception = z.strictObject({
  who: Person,
  timezone: Zone.optional(),
  holidays: Holidays.optional(),
  hours: Hours.optional(),
});
const Department = z.strictObject({
  key: Key,
  name: Name,
  purpose: Purpose.optional(),
  channel: Channel.optional(),
  head: Person,
  deputy: Person.optional(),
  interim: Interim,
  members: z.array(Member).default([]),
});
const Topic = z.strictObject({
  key: Key,
  name: Name,
  department: z.string(),
  stage: z.string(),
  owner: Person.optional(),
  backup: Person.optional(),
  ask: z.boolean().optional(),
  responsible: z.array(Member).optional(),
  consulted: z.array(Member).optional(),
  informed: z.array(Member).optional(),
  words: z.array(Word).min(1, 'is empty').max(200, 'has more than 200 words'),
});

const Title = z.strictObject({ title: Name, who: Person });

const Rehearsal = z.strictObject({ channel: Channel, live: z.array(Key).default([]) });

const Wall = z.strictObject({ channel: Channel });

const Source = z.strictObject({ source: Name, to: z.literal('ceo', 'is not ceo') });

const SupportDays = z.strictObject({ host: Key });

export const OrgSchema = z.strictObject({
  company: Company,
  roles: Roles,
  titles: z.array(Title).optional(),
  people: z.array(Exception).default([]),
  departments: z.array(Department).min(1, 'is empty'),
  topics: z.array(Topic).default([]),
  stages: z
    .array(Key)
    .min(1, 'is empty')
    .default([...defaultStages]),
  policy: PolicySchema.prefault({}),
  rehearsal: Rehearsal.optional(),
  sources: z.array(Source).optional(),
  wall: Wall.optional(),
  support_days: SupportDays.optional(),
});

/** One entry of a list of the file. */
export const ENTRIES = { topics: Topic, departments: Department, titles: Title };

export type OrgValues = z.output<typeof OrgSchema>;

/** The keys there may be, by the part of the file. */
const PARTS: Readonly<Record<string, object>> = {
  company: Company.shape,
  roles: Roles.shape,
  titles: Title.shape,
  people: Exception.shape,
  departments: Department.shape,
  topics: Topic.shape,
  policy: PolicySchema.shape,
  rehearsal: Rehearsal.shape,
  sources: Source.shape,
  wall: Wall.shape,
  support_days: SupportDays.shape,
};

export function keysOf(part: string | undefined): string[] {
  return Object.keys(part === undefined ? OrgSchema.shape : (PARTS[part] ?? {}));
}

const PERSON = 'give a Slack id such as U0123ABCD or an e-mail address';

const FIXES: Readonly<Record<string, string>> = {
  company: 'for example { name: Acme, timezone: Europe/Helsinki, holidays: FI, hours: "Mon-Fri 09:00-17:00" }',
  roles: 'for example { cx_lead: cx-lead@acme.test, executive_sponsor: ceo@acme.test }',
  people: 'for example [{ who: ceo@acme.test, timezone: America/New_York }]',
  departments: 'give at least one, with key, name, head and, once there is one, channel',
  topics: 'give a list, each with key, name, department, stage and words',
  stages: `leave it out for ${defaultStages.join(', ')}, or give a list of your own`,
  rehearsal:
    'give a channel, and the departments that are live by now, for example { channel: "#cx-rehearsal", live: [finance] }',
  wall: 'give the channel of the customer love wall, for example { channel: "#customer-love" }',
  support_days: 'leave it out where the department with the key support hosts, or give { host: <key of a department> }',
  host: 'give the key of the department beside whose members the others sit, for example support',
  live: 'give a list of keys of departments of this file',
  policy: 'give keys with values, for example { accept_within: 4 staff hours }',
  name: 'give a name in words',
  key: 'give a short name in small letters that never changes, for example double-charges',
  timezone: 'give an IANA time zone, for example Europe/Helsinki or America/New_York',
  holidays: 'give a country, or a state of it, for example FI, US or DE-BY',
  purpose: 'say in a line what customers get from the department, or leave it out',
  interim: 'give true while the head, or the CX lead, only stands in, or leave it out',
  hours: 'give days and hours in quotes, for example "Mon-Fri 09:00-17:00", or always',
  channel: 'give its name in quotes (without them YAML takes # for a comment), for example "#finance", or its id',
  department: 'give the key of a department of this file',
  stage: 'give a stage of the journey',
  ask: 'give true where the owner is to be asked first, or leave it out',
  words: 'give a list of the words customers use, for example [invoice, charged twice]',
  exceptions: 'for example [{ when: { department: finance }, set: { resolve_within: 3 working days } }]',
  when: 'give a department, a severity (normal, urgent, critical), an account_value, or several of them',
  severity: 'give normal, urgent or critical',
  account_value: 'give a number, for example 50000',
  set: 'give keys of the policy with values, for example { resolve_within: 3 working days }',
  steps: `give { name: …, off: true }, or a step with name, while, from and says, where while is of ${PHASES.join(', ')}; from is of ${ANCHORS.join(', ')} or a step; to is of ${RECIPIENTS.join(', ')}; and says is of ${SAYINGS.join(', ')}`,
  sources: 'give a list of those that go straight to the CEO queue, for example [{ source: board-letters, to: ceo }]',
  source: 'give the name under which the source sends, as in /ingest/board-letters',
  to: `give ceo for a source; for a step a list of ${RECIPIENTS.join(', ')}`,
  members: 'give a list of people by Slack id or e-mail address, or of user groups such as "@support"',
  responsible: 'give a list of people or user groups who do the work',
  consulted: 'give a list of people or user groups to be asked for advice',
  informed: 'give a list of people or user groups to be kept informed',
  titles: 'for example [{ title: Digital CX Specialist, who: lee@acme.test }]',
  title: 'give what the role is called',
};

/** How to mend what is wrong at that key of the file. */
export const fixFor = (key: string): string => FIXES[key] ?? policyFix(key) ?? PERSON;
