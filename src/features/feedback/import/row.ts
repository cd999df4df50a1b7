import type { Said } from '../domain.ts';
import { Said as SaidSchema } from '../ingest-body.ts';
import type { Columns, Field } from './columns.ts';
import { type DateRules, dateFrom } from './dates.ts';
import { numberFrom, type Scale, scoreFrom } from './scores.ts';

/** What was said of the file on the command line, once it is found to be in order. */
export interface Mapping {
  readonly columns: Columns;
  readonly scale: Scale | undefined;
  readonly dates: DateRules;
}

export type ReadRow = { readonly said: Said } | { readonly problem: string };

/** One row as something a customer said, held to the same rules as what comes by webhook. */
export function saidFrom(cells: readonly string[], { columns, scale, dates }: Mapping): ReadRow {
  const cell = (field: Field): string | undefined => {
    const at = columns.get(field);
    return (at === undefined ? '' : (cells[at] ?? '').trim()) || undefined;
  };
  const score = scale && scoreFrom(cell('score') ?? '', scale);
  if (score && 'problem' in score) return score;
  const date = given(cell('received_at'), (written) => dateFrom(written, dates));
  if (date && 'problem' in date) return date;
  const value = given(cell('value'), numberFrom);
  if (value === undefined && cell('value'))
    return { problem: `the value "${cell('value')}" is no number such as 1250.50` };
  const text = cell('text') ?? '';
  if (text === '' && score === undefined) return { problem: 'has neither a text nor a score' };
  return checked({
    text,
    score,
    customer: customerFrom(cell, value),
    received_at: date?.iso,
    url: cell('url'),
    language: cell('language'),
    tags: given(cell('tags'), tagsFrom),
  });
}

const given = <Value>(cell: string | undefined, read: (cell: string) => Value): Value | undefined =>
  cell === undefined ? undefined : read(cell);

function tagsFrom(cell: string): string[] {
  return cell
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

function customerFrom(cell: (field: Field) => string | undefined, value: number | undefined): Said['customer'] {
  const customer = {
    id: cell('customer_id'),
    name: cell('customer_name'),
    email: cell('email'),
    account: cell('account'),
    value,
  };
  return Object.values(customer).some((each) => each !== undefined) ? customer : undefined;
}

function checked(said: Said): ReadRow {
  const parsed = SaidSchema.safeParse(said);
  if (parsed.success) return { said: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { problem: problems.join('; ') };
}
