import type { Duration } from '../../kernel/duration.ts';
import { defaultSteps, type LadderStep } from './ladder.ts';
import type { Policy, PolicyKey } from './policy.ts';

/** What of an issue decides which policy it goes by. */
export interface PolicySubject {
  readonly department: string;
  readonly severity: 'normal' | 'urgent' | 'critical';
  readonly accountValue: number | undefined;
}

/** A policy as it holds for one issue: its numbers, and the ladder with every time worked in. */
export interface EffectivePolicy extends Policy {
  readonly ladder: readonly LadderStep[];
}

const worked = new WeakMap<Policy, Map<string, EffectivePolicy>>();

/** The company's policy with every exception that fits, a later one over an earlier; urgent issues have their own times for being taken. */
export function policyFor(policy: Policy, { department, severity, accountValue }: PolicySubject): EffectivePolicy {
  const known = worked.get(policy) ?? new Map<string, EffectivePolicy>();
  worked.set(policy, known);
  const key = `${severity} ${accountValue} ${department}`;
  const found = known.get(key);
  if (found) return found;
  const effective = effectiveOf(policy, { department, severity, accountValue });
  // As many entries as there are account values: they are few, or forgotten.
  if (known.size >= 1000) known.clear();
  known.set(key, effective);
  return effective;
}

function effectiveOf(policy: Policy, subject: PolicySubject): EffectivePolicy {
  const fitting = (policy.exceptions ?? []).filter(({ when }) => fits(when, subject));
  const excepted: Policy = Object.assign({}, policy, ...fitting.map(({ set }) => set));
  const values = subject.severity === 'normal' ? excepted : urgently(excepted);
  return { ...values, ladder: ladderOf(values) };
}

function fits(
  { department, severity, account_value: least }: NonNullable<Policy['exceptions']>[number]['when'],
  subject: PolicySubject,
): boolean {
  return (
    (department === undefined || department === subject.department) &&
    (severity === undefined || severity === subject.severity) &&
    (least === undefined || (subject.accountValue ?? 0) >= least)
  );
}

const urgently = (policy: Policy): Policy => ({
  ...policy,
  accept_within: policy.urgent_accept_within,
  backup_after: policy.urgent_backup_after,
  limbo_after: policy.urgent_backup_after,
});

/** The default ladder with the company's own steps in place of those of the same name, or behind them. */
function ladderOf(policy: Policy): LadderStep[] {
  const own = new Map((policy.steps ?? []).map((step) => [step.name, step]));
  const usual = defaultSteps.flatMap((step) => (own.has(step.name) ? [] : [timed(step, policy)]));
  return [...usual, ...[...own.values()].flatMap((step) => ('off' in step ? [] : [timed(step, policy)]))];
}

function timed({ after, ...step }: LadderStep<string | Duration>, policy: Policy): LadderStep {
  if (after === undefined) return step;
  return { ...step, after: typeof after === 'string' ? (policy[after as PolicyKey] as Duration) : after };
}
