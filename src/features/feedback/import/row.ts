import type { Said } from '../domain.ts';
import { Said as SaidSchema } from '../ingest-body.ts';
import { type Columns, columnsFrom, type Field, type Outcome } from './columns.ts';
import { DATE_ORDERS, type DateRules, dateFrom, dayFrom } from './dates.ts';
import { numberFrom, type Scale, type ScaleOptions, scaleFrom, scoreFrom } from './scores.ts';

/** How to understand the file, as somebody said it. */
export interface MappingOptions {
  readonly map: string;
  readonly score: ScaleOptions;
  readonly dates?: string | undefined;
}

/** The same, once it is found to be in order. */
export interface Mapping {
  readonly columns: Columns;
  readonly scale: Scale | undefined;
  readonly dates: DateRules;
}

/** Every mistake at once. `zone` is whose wall a time without a zone was read off. */
export function mappingFrom(options: MappingOptions, header: readonly string[], zone: string): Outcome<Mapping> {
  const { map, score, dates } = options;
  const columns = columnsFrom(map, header);
  const hasScore = /(^|,)\s*score\s*=/.test(map);
  const scale = hasScore ? scaleFrom(score) : noScale(score);
  const order = DATE_ORDERS.find((each) => each === dates);
  const problems = [
    ...('problems' in columns ? columns.problems.map((problem) => `--map: ${problem}`) : []),
    ...('problems' in scale ? scale.problems : []),
    ...(dates !== undefined && order === undefined ? [`--dates "${dates}": say dmy or mdy`] : []),
  ];
  if (problems.length > 0 || 'problems' in columns || 'problems' in scale) return { problems };
  return { value: { columns: columns.value, scale: scale.value, dates: { zone, order } } };
}

function noScale(score: ScaleOptions): Outcome<undefined> {
  const isAskedFor = Object.values(score).some((each) => each !== undefined);
  return isAskedFor
    ? { problems: ['how to read a score is given, but no column for it: add score=… to --map'] }
    : { value: undefined };
}

export type ReadRow = { readonly said: Said } | { readonly problem: string };

/** One row as something a customer said, held to the same rules as what comes by webhook. */
export function saidFrom(cells: readonly string[], { columns, scale, dates }: Mapping): ReadRow {
  const cell = (field: Field) => cells[columns.get(field) ?? cells.length]?.trim() || undefined;
  const score = given(cell('score'), (written) => scale && scoreFrom(written, scale));
  if (score && 'problem' in score) return score;
  const date = given(cell('received_at'), (written) => dateFrom(written, dates));
  if (date && 'problem' in date) return date;
  const text = cell('text') ?? '';
  if (text === '' && score === undefined) return { problem: 'has neither a text nor a score' };
  const customer = customerFrom(cell, dates);
  if (customer && 'problem' in customer) return customer;
  const [url, language, tags] = [cell('url'), cell('language'), given(cell('tags'), tagsFrom)];
  return checked({ text, score, customer, received_at: date?.iso, url, language, tags });
}

const given = <Value>(cell: string | undefined, read: (cell: string) => Value): Value | undefined =>
  cell === undefined ? undefined : read(cell);

function valueFrom(cell: string): number | { readonly problem: string } {
  return numberFrom(cell) ?? { problem: `the value "${cell.slice(0, 40)}" is no number such as 1250.50` };
}

function tagsFrom(cell: string): string[] {
  return cell
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

function customerFrom(
  cell: (field: Field) => string | undefined,
  dates: DateRules,
): Said['customer'] | { readonly problem: string } {
  const value = given(cell('value'), valueFrom);
  if (typeof value === 'object') return value;
  const renews = given(cell('renews_on'), (written) => dayFrom(written, dates));
  if (typeof renews === 'object') return renews;
  const customer = {
    id: cell('customer_id'),
    name: cell('customer_name'),
    email: cell('email'),
    account: cell('account'),
    value,
    renews_on: renews,
  };
  return Object.values(customer).some((each) => each !== undefined) ? customer : undefined;
}

function checked(said: Said): ReadRow {
  const parsed = SaidSchema.safeParse(said);
  if (parsed.success) return { said: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { problem: problems.join('; ') };
}
