import { z } from 'zod';
import type { TimeOfDay } from '../../kernel/calendar/day.ts';
import { type Duration, durationFrom, durationText } from '../../kernel/duration.ts';
import type { LadderStep } from './ladder.ts';
import { StepSchema } from './ladder-schema.ts';

interface ValueKinds {
  duration: Duration;
  percent: number;
  count: number;
  time: TimeOfDay;
  /** In the currency that `customer.value` of the feedback has. */
  amount: number | undefined;
}

interface Row {
  readonly key: string;
  readonly kind: keyof ValueKinds;
  readonly default: string | number | undefined;
  readonly meaning: string;
}

/** The ladder, step by step. Parsing, `loopkeeper org check` and the manual all read this one table. */
export const policyDefaults = [
  row('accept_within', 'duration', '4 staff hours', 'the owner accepts by then, or is nudged once'),
  row('backup_after', 'duration', '8 staff hours', 'not accepted by then: the backup becomes owner, both are told'),
  row('limbo_after', 'duration', '8 staff hours', 'the backup silent for that long: limbo, with the CX lead as owner'),
  row('urgent_accept_within', 'duration', '1 staff hours', 'accept_within of urgent issues'),
  row('urgent_backup_after', 'duration', '2 staff hours', 'backup_after and limbo_after of urgent issues'),
  row(
    'promise_grace',
    'duration',
    '1 staff hours',
    'so long after a promised time without an answer: the owner is reminded',
  ),
  row('urgent_account_value', 'amount', undefined, 'accounts worth this much or more are urgent; unset: none is'),
  row(
    'repeat_within',
    'duration',
    'P60D',
    'a second complaint of a customer on a topic within that is one severity higher',
  ),
  row(
    'merge_dm_within',
    'duration',
    'PT2H',
    'new work edits an unread message younger than this instead of sending another',
  ),
  row('contact_within', 'duration', 'PT24H', 'the customer hears from us by then: the target'),
  row('contact_breach', 'duration', 'PT48H', 'the customer has not heard from us by then: a breach'),
  row('contact_on_time', 'percent', 80, 'of customers who hear from us within contact_within: the bar'),
  row('resolve_within', 'duration', '5 working days', 'fixed by then, unless a slot was promised'),
  row('resolve_warning', 'percent', 75, 'of resolve_within gone: the owner is warned'),
  row('no_activity_after', 'duration', '3 working days', 'no change and no note for that long: "Still on it?"'),
  row('silent_after', 'duration', '1 working days', 'no answer to that: back to the backup'),
  row('overdue_head', 'duration', '1 working days', 'overdue by that: the department head is told'),
  row('overdue_cx_lead', 'duration', '3 working days', 'overdue by that: the CX lead is told'),
  row('overdue_limbo', 'duration', '5 working days', 'overdue by that: limbo'),
  row('tell_within', 'duration', '2 working days', 'fixed but the customer not told by then: nudged'),
  row('still_open_every', 'duration', '5 working days', 'nothing more to come and still open: the CX lead is told'),
  row('limbo_bounces', 'count', 2, 'hand-offs by people that put an issue into limbo'),
  row('agree_within', 'duration', '1 working days', 'in limbo: by then the heads agree whose it is'),
  row('nudges_per_stage', 'count', 3, 'delivered nudges about one issue and stage, at most; then it escalates'),
  row('free_snoozes', 'count', 2, 'snoozes before the department head is asked'),
  row(
    'dms_a_day',
    'count',
    2,
    'DMs to one person in a day, the bundle included; the rest waits for the next, unless urgent',
  ),
  row(
    'dms_a_week',
    'count',
    10,
    'DMs to one owner, or the CX lead, in a week, the bundles included; the rest rides in them, unless critical',
  ),
  row('dms_a_week_head', 'count', 6, 'dms_a_week of the head of a department'),
  row('dms_a_week_sponsor', 'count', 1, 'dms_a_week of the executive sponsor'),
  row('bundle_at', 'time', '09:15', "when a person's daily bundle comes, by their clock"),
  row(
    'also_heard_at',
    'time',
    '16:00',
    'when a channel reads what else customers said that day, praise above all, in one post',
  ),
  row('wall_at', 'time', '12:00', 'when praise goes up on the customer love wall, by the clock of the company'),
  row('bundle_lines', 'count', 5, 'lines of a bundle, at most'),
  row(
    'channel_posts_a_day',
    'count',
    8,
    'posts in a channel in a day, the last of them for what is urgent; what is more stands in one thread',
  ),
  row('same_words_from', 'count', 10, 'complaints in nearly the same words within an hour: one cause is suggested'),
  row('confirm_owners_every', 'duration', 'P90D', 'so often the owner of a topic says that it is still theirs'),
  row('confirm_within', 'duration', 'P14D', 'asked for so long without an answer: the department head answers instead'),
  row('import_older_than', 'duration', 'P7D', 'older feedback is a fact for the numbers and opens no issue'),
] as const;

function row<const Key extends string, const Kind extends keyof ValueKinds>(
  key: Key,
  kind: Kind,
  byDefault: Row['default'],
  meaning: string,
): Row & { readonly key: Key; readonly kind: Kind } {
  return { key, kind, default: byDefault, meaning };
}

export type PolicyValues = { readonly [R in (typeof policyDefaults)[number] as R['key']]: ValueKinds[R['kind']] };
export type PolicyKey = keyof PolicyValues;

/** The numbers, where they differ for some issues, and where the ladder has other steps than the usual. */
export interface Policy extends PolicyValues {
  readonly exceptions?: readonly Exception[] | undefined;
  readonly steps?: readonly OwnStep[] | undefined;
}

interface Exception {
  readonly when: {
    readonly department?: string | undefined;
    readonly severity?: 'normal' | 'urgent' | 'critical' | undefined;
    /** In the currency that `customer.value` of the feedback has: that much or more. */
    readonly account_value?: number | undefined;
  };
  readonly set: Partial<PolicyValues>;
}

type OwnStep = { readonly name: string; readonly off: true } | LadderStep<string | Duration>;

const KINDS: Readonly<Record<keyof ValueKinds, z.ZodType<unknown, unknown>>> = {
  duration: z.string().transform((text, issue) => {
    const duration = durationFrom(text);
    if (!('problem' in duration)) return duration;
    issue.addIssue({ code: 'custom', message: duration.problem });
    return z.NEVER;
  }),
  percent: z.number().min(1, 'is less than 1 percent').max(100, 'is more than 100 percent'),
  count: z.int('is no whole number').min(1, 'is less than 1').max(100, 'is more than 100'),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time from 00:00 to 23:59'),
  amount: z.number().positive('is not more than nothing'),
};

const EXAMPLES: Readonly<Record<keyof ValueKinds, string>> = {
  duration: 'give staff hours, working days or an ISO duration',
  percent: 'give a number from 1 to 100',
  count: 'give a whole number',
  time: 'give a time in quotes',
  amount: 'give a number, for example 50000, or leave it out',
};

const When = z
  .strictObject({
    department: z.string().optional(),
    severity: z.enum(['normal', 'urgent', 'critical']).optional(),
    account_value: KINDS.amount.optional(),
  })
  .refine((when) => Object.keys(when).length > 0, 'is empty');

const Values = z.strictObject(Object.fromEntries(policyDefaults.map(({ key, kind }) => [key, KINDS[kind].optional()])));
const DURATIONS = policyDefaults.filter(({ kind }) => kind === 'duration').map(({ key }) => key);

/** The `policy` of an organisation file; what is left out has its default. */
export const PolicySchema = z.strictObject({
  ...Object.fromEntries(
    policyDefaults.map((one) => {
      const value = KINDS[one.kind];
      return [one.key, one.default === undefined ? value.optional() : value.prefault(one.default)];
    }),
  ),
  exceptions: z.array(z.strictObject({ when: When, set: Values })).optional(),
  steps: z.array(StepSchema(DURATIONS)).optional(),
});

export const defaultPolicy = PolicySchema.parse({}) as Policy;

/** How to mend a value of that key. */
export function policyFix(key: string): string | undefined {
  const found = policyDefaults.find((one) => one.key === key);
  if (!found) return undefined;
  const usual = found.default === undefined ? '' : `; the default is ${JSON.stringify(found.default)}`;
  return `${EXAMPLES[found.kind]}${usual}`;
}

export interface PolicyLine {
  readonly key: PolicyKey;
  readonly value: string;
  readonly isDefault: boolean;
  readonly meaning: string;
}

/** Every key with what is in force, for people. */
export function policyLines(policy: Policy): PolicyLine[] {
  return policyDefaults.map(({ key, kind, meaning }) => {
    const value = valueText(kind, policy[key]);
    return { key, value, isDefault: value === valueText(kind, defaultPolicy[key]), meaning };
  });
}

function valueText(kind: keyof ValueKinds, value: ValueKinds[keyof ValueKinds]): string {
  if (value === undefined) return 'none';
  if (typeof value === 'object') return durationText(value);
  return kind === 'percent' ? `${value} %` : String(value);
}
