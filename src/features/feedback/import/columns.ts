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
  for (const pair of map.split(/,(?=[^,=]*=)/).filter((part) => part.trim() !== '')) {
    const [name = '', ...rest] = pair.split('=');
    const field = FIELDS.find((known) => known === name.trim());
    const problem = field === undefined ? unknownField(name.trim()) : columnProblem(rest.join('=').trim(), header);
    if (problem !== undefined) problems.push(problem);
    else if (field !== undefined && columns.has(field)) problems.push(`"${field}" is given twice`);
    else if (field !== undefined) columns.set(field, header.indexOf(rest.join('=').trim()));
  }
  if (problems.length === 0 && !columns.has('text') && !columns.has('score')) {
    problems.push(`neither text nor score is given, for example text=${header[0]}`);
  }
  return problems.length > 0 ? { problems } : { value: columns };
}

const unknownField = (name: string) => `there is no field "${name}"; ${suggestion(name, FIELDS)}`;

function columnProblem(column: string, header: readonly string[]): string | undefined {
  const count = header.filter((name) => name === column).length;
  if (count === 1) return undefined;
  if (count > 1) return `the file has ${count} columns "${column}": give them different names`;
  return `the file has no column "${column}"; ${suggestion(column, header)}`;
}
