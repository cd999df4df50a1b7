import { suggestion } from '../../../platform/nearest.ts';
import { SCORE_KINDS, type Score } from '../domain.ts';
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

const USUAL_MAX: Readonly<Record<Score['kind'], number>> = { nps: 10, csat: 5, ces: 7, stars: 5, fcr: 1 };
const WORDS: Readonly<Record<string, number>> = { yes: 1, true: 1, no: 0, false: 0 };

export function scaleFrom({ kind, max, values }: ScaleOptions): Outcome<Scale> {
  const pairs = values === undefined ? undefined : pairsFrom(values);
  const known = SCORE_KINDS.find((each) => each === (kind ?? (pairs && 'csat')));
  const most = max === undefined ? undefined : numberFrom(max);
  const problems = [
    ...(known === undefined ? [kindProblem(kind)] : []),
    ...(max !== undefined && !(most !== undefined && most > 0) ? [`--score-max "${max}" is no number above 0`] : []),
    ...(pairs && 'problems' in pairs ? pairs.problems : []),
  ];
  if (known === undefined || problems.length > 0) return { problems };
  const scale = { kind: known, max: most, values: pairs && 'value' in pairs ? pairs.value : undefined };
  const outside = [...(scale.values?.values() ?? [])].find((value) => !isOn(scale, value));
  return outside === undefined
    ? { value: scale }
    : { problems: [`--score-values gives ${outside}, which is not ${rangeText(scale)}`] };
}

function kindProblem(kind: string | undefined): string {
  if (kind !== undefined) return `--score-kind "${kind}": ${suggestion(kind, SCORE_KINDS)}`;
  return `a score is mapped: say --score-kind ${SCORE_KINDS.join('|')}`;
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
  const value = scale.values ? valueOf(cell, scale.values) : (WORDS[keyOf(cell)] ?? numberFrom(cell));
  if (value === undefined && scale.values) return undefined;
  if (value === undefined || !isOn(scale, value)) {
    return { problem: `the score "${cell.slice(0, 40)}" is not ${rangeText(scale)}` };
  }
  return { kind: scale.kind, value, ...(scale.max !== undefined && { max: scale.max }) };
}

/** A spreadsheet may have made 1.0 of 1. */
function valueOf(cell: string, values: ReadonlyMap<string, number>): number | undefined {
  return values.get(keyOf(cell)) ?? values.get(String(numberFrom(cell)));
}

function isOn({ kind, max = USUAL_MAX[kind] }: Scale, value: number): boolean {
  const whole = kind === 'nps' || kind === 'fcr';
  return value >= 0 && value <= max && (!whole || Number.isInteger(value));
}

function rangeText({ kind, max = USUAL_MAX[kind] }: Scale): string {
  return kind === 'fcr' ? 'yes or no' : `a number from 0 to ${max} (${kind})`;
}

/** A plain number with a decimal point or comma. `1,234` could be either of two numbers and is none. */
export function numberFrom(cell: string): number | undefined {
  if (!/^-?\d{1,15}([.,]\d{1,10})?$/.test(cell) || /,\d{3}$/.test(cell)) return undefined;
  return Number(cell.replace(',', '.'));
}
