import { oneSeverer, type Severity } from '../domain.ts';

/** Earlier complaints of a customer on a topic, the newest first, and within how long they count. */
export interface Again {
  /** How often they have complained of it, this one included. */
  readonly times: number;
  readonly within: string;
  readonly other: number;
}

/** Where it starts: what is urgent by itself, and one higher when this customer has said it before. */
export function startingSeverity(urgent: boolean, again: Again | undefined): Severity {
  const severity = urgent ? 'urgent' : 'normal';
  return again === undefined ? severity : oneSeverer(severity);
}

/** Whether it is a repetition, and of which. */
export function againOf(earlier: readonly number[], within: string): Again | undefined {
  const [other] = earlier;
  return other === undefined ? undefined : { times: earlier.length + 1, within, other };
}

const ORDINALS = ['', 'First', 'Second', 'Third', 'Fourth', 'Fifth'];

/** "Second time in 60 days, see #12". */
export const againText = ({ times, within, other }: Again): string =>
  `${ORDINALS[times] ? `${ORDINALS[times]} time` : `${times} times`} in ${within}, see #${other}`;
