import { type Issue, type Outcome, refused } from '../domain.ts';
import { type Fields, missing } from '../fields.ts';
import { type Act, CLOSED, signOfLife } from './change.ts';

const MOST = 1_000_000;
const AMOUNT = /^\d{1,3}(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?$|^\d{1,7}(?:[.,]\d{1,2})?$/;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** Something was given to the customer for their trouble: how much, and why. */
export function goodwill(issue: Issue, act: Act, { amount, currency, reason }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const problem = missing({ amount, reason });
  if (problem) return problem;
  const value = amountIn(amount);
  if (value === undefined)
    return refused('A number above nothing, such as 25 or 12.50, and at most a million.', 'amount');
  const code = currency?.toUpperCase();
  if (code !== undefined && !CURRENCIES.has(code))
    return refused('Three letters, such as EUR or USD, or nothing.', 'currency');
  const text = Number.isInteger(value) ? String(value) : value.toFixed(2);
  return signOfLife(issue, act, 'goodwill', { amount: code === undefined ? text : `${text} ${code}`, reason });
}

/** "12,50" and "1 000" as people write them. */
function amountIn(text: string | undefined): number | undefined {
  const typed = text?.trim() ?? '';
  if (!AMOUNT.test(typed)) return undefined;
  const value = Number(typed.replace(/[ \u00a0\u202f]/g, '').replace(',', '.'));
  return value > 0 && value <= MOST ? value : undefined;
}
