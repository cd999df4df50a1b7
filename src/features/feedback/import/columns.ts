import { suggestion } from '../../../platform/nearest.ts';

/** What a column can be, in the words of `--map`. */
export const FIELDS = [
  'text',
  'id',
  'score',
  'customer_id',
  'customer_name',
  'email',
  'account',
  'value',
  'renews_on',
  'received_at',
  'url',
  'language',
  'tags',
] as const;

export type Field = (typeof FIELDS)[number];

/** Where in a row each field stands, counted from 0. */
export type Columns = ReadonlyMap<Field, number>;

export type Outcome<Value> = { readonly value: Value } | { readonly problems: readonly string[] };

/** Reads `text=Comment,score=How likely?` beside the file's header; a column's name may hold commas. Every mistake is told at once. */
export function columnsFrom(map: string, header: readonly string[]): Outcome<Columns> {
  const columns = new Map<Field, number>();
  const problems: string[] = [];
  for (const part of map.split(/,(?=[^,=]*=)/).filter((part) => part.trim() !== '')) {
    const pair = pairFrom(part, header);
    if ('problem' in pair) problems.push(pair.problem);
    else if (columns.has(pair.field)) problems.push(`"${pair.field}" is given twice`);
    else columns.set(pair.field, pair.at);
  }
  if (problems.length === 0 && !columns.has('text') && !columns.has('score')) {
    problems.push(`neither text nor score is given, for example text=${header[0]}`);
  }
  return problems.length > 0 ? { problems } : { value: columns };
}

type Pair = { readonly field: Field; readonly at: number } | { readonly problem: string };

function pairFrom(part: string, header: readonly string[]): Pair {
  const [name = '', ...rest] = part.split('=');
  const field = FIELDS.find((known) => known === name.trim());
  if (field === undefined) return { problem: `there is no field "${name.trim()}"; ${suggestion(name.trim(), FIELDS)}` };
  const column = rest.join('=').trim();
  const count = header.filter((each) => each === column).length;
  if (count === 1) return { field, at: header.indexOf(column) };
  return count > 1
    ? { problem: `the file has ${count} columns "${column}": give them different names` }
    : { problem: `the file has no column "${column}"; ${suggestion(column, header)}` };
}
