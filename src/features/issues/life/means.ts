import type { Instant } from '../../../kernel/time.ts';
import type { Need } from '../domain.ts';

/** An issue that cannot go on, as far as the ask for leadership minds. */
export interface Blocked {
  readonly issue: number;
  readonly need: Need;
  readonly department: string;
  readonly reason: string;
  readonly waitingSince: Instant;
  /** One key a customer, so that who waits for two things counts once. */
  readonly customer: string;
  /** One key an account, whose worth counts once. */
  readonly account: string;
  readonly value: number;
}

/** What is wanting in one department, and for whom. */
export interface Want {
  readonly need: Need;
  readonly department: string;
  readonly issues: number;
  readonly customers: number;
  /** What the accounts that wait are worth together; 0 where nobody has said. */
  readonly value: number;
  readonly longest: Blocked;
}

/** The ask for means, the greatest first: by what the waiting accounts are worth, then by customers, then by who waited longest. */
export function rankedWants(blocked: readonly Blocked[]): Want[] {
  const groups = Map.groupBy(blocked, ({ need, department }) => `${need}/${department}`);
  const wants = [...groups.values()].flatMap((group) => {
    const [longest] = group.toSorted((a, b) => a.waitingSince - b.waitingSince);
    return longest === undefined ? [] : [wantOf(longest, group)];
  });
  return wants.sort(
    (a, b) => b.value - a.value || b.customers - a.customers || a.longest.waitingSince - b.longest.waitingSince,
  );
}

function wantOf(longest: Blocked, group: readonly Blocked[]): Want {
  return {
    need: longest.need,
    department: longest.department,
    issues: group.length,
    customers: customersIn(group),
    value: worthOf(group),
    longest,
  };
}

/** What these accounts are worth, each counted once. */
export function worthOf(waiting: readonly Pick<Blocked, 'account' | 'value'>[]): number {
  const worth = new Map(waiting.map(({ account, value }) => [account, value]));
  return [...worth.values()].reduce((sum, value) => sum + value, 0);
}

export const customersIn = (blocked: readonly Pick<Blocked, 'customer'>[]): number =>
  new Set(blocked.map(({ customer }) => customer)).size;
