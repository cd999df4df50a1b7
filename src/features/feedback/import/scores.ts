import { suggestion } from '../../../platform/nearest.ts';
import { isOnScale, SCORE_KINDS, type Score, scaleText } from '../domain.ts';
import type { Outcome } from './columns.ts';

/** How the score column is to be understood. */
export interface Scale {
  readonly kind: Score['kind'];
  readonly max: number | undefined;
  /** What each written value stands for; any other is no score. None: the column holds the score itself. */
  readonly values: ReadonlyMap<string, number> | undefined;
}

export interface ScaleOptions {
  readonly kind?: string | undefined;
  readonly max?: string | undefined;
  readonly values?: string | undefined;
}

const WORDS: Readonly<Record<string, number>> = { yes: 1, true: 1, no: 0, false: 0 };

export function scaleFrom(options: ScaleOptions): Outcome<Scale> {
  const values = given(options.values, pairsFrom);
  const max = given(options.max, maxFrom);
  const kind = kindFrom(options.kind ?? (values && 'csat'));
  const problems = [kind, max, values].flatMap((each) => (each && 'problems' in each ? each.problems : []));
  if (!('value' in kind) || problems.length > 0) return { problems };
  const scale = { kind: kind.value, max: valueIn(max), values: valueIn(values) };
  const outside = [...(scale.values?.values() ?? [])].find((value) => !isOnScale(scale, value));
  return outside === undefined
    ? { value: scale }
    : { problems: [`--score-values gives ${outside}, which is not ${rangeText(scale)}`] };
}

const given = <Value>(text: string | undefined, read: (text: string) => Outcome<Value>) =>
  text === undefined ? undefined : read(text);

const valueIn = <Value>(outcome: Outcome<Value> | undefined) =>
  outcome && 'value' in outcome ? outcome.value : undefined;

function kindFrom(text: string | undefined): Outcome<Score['kind']> {
  const kind = SCORE_KINDS.find((known) => known === text);
  if (kind !== undefined) return { value: kind };
  if (text !== undefined) return { problems: [`--score-kind "${text}": ${suggestion(text, SCORE_KINDS)}`] };
  return { problems: [`a score is mapped: say --score-kind ${SCORE_KINDS.join('|')}`] };
}

function maxFrom(text: string): Outcome<number> {
  const max = numberFrom(text);
  return max !== undefined && max > 0 ? { value: max } : { problems: [`--score-max "${text}" is no number above 0`] };
}

/** Reads `1=5,2=4` or `Very good=5,Good=4`. */
function pairsFrom(text: string): Outcome<ReadonlyMap<string, number>> {
  const values = new Map<string, number>();
  const problems: string[] = [];
  for (const pair of text.split(',')) {
    const at = pair.lastIndexOf('=');
    const value = at < 1 ? undefined : numberFrom(pair.slice(at + 1).trim());
    if (value === undefined) problems.push(`--score-values: "${pair}" is no pair such as 1=5`);
    else values.set(keyOf(pair.slice(0, at)), value);
  }
  return problems.length > 0 ? { problems } : { value: values };
}

const keyOf = (written: string) => written.trim().toLowerCase();

/** The score in a cell, `undefined` where there is none, or why it is refused. */
export function scoreFrom(cell: string, scale: Scale): Score | undefined | { readonly problem: string } {
  if (cell === '') return undefined;
  const value = scale.values ? meant(cell, scale.values) : (WORDS[keyOf(cell)] ?? numberFrom(cell));
  if (value === undefined && scale.values) return undefined;
  if (value === undefined || !isOnScale(scale, value)) {
    return { problem: `the score "${cell.slice(0, 40)}" is not ${rangeText(scale)}` };
  }
  return { kind: scale.kind, value, ...(scale.max !== undefined && { max: scale.max }) };
}

/** A spreadsheet may have made 1.0 of 1. */
function meant(cell: string, values: ReadonlyMap<string, number>): number | undefined {
  return values.get(keyOf(cell)) ?? values.get(String(numberFrom(cell)));
}

const rangeText = (scale: Scale): string => (scale.kind === 'fcr' ? 'yes or no' : scaleText(scale));

/** A plain number with a decimal point or comma. `1,234` could be either of two numbers and is none. */
export function numberFrom(cell: string): number | undefined {
  if (!/^-?\d{1,15}([.,]\d{1,10})?$/.test(cell) || /,\d{3}$/.test(cell)) return undefined;
  return Number(cell.replace(',', '.'));
}
