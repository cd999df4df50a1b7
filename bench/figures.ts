/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly measured: string;
  readonly aim?: string;
  /** Whether the aim is met. */
  readonly met?: boolean;
  /** What this machine can do at best, or what else explains the figure; taken in the same run. */
  readonly beside?: string;
}

/** A number with the unit it is measured in, held against an aim. */
export function atLeast(name: string, value: number, aim: number, unit: string, beside = ''): Figure {
  return { name, measured: `${whole(value)}${unit}`, aim: `≥ ${whole(aim)}${unit}`, met: value >= aim, beside };
}

export function atMost(name: string, value: number, aim: number, unit: string, beside = ''): Figure {
  return { name, measured: `${whole(value)}${unit}`, aim: `≤ ${whole(aim)}${unit}`, met: value <= aim, beside };
}

const NUMBERS = new Intl.NumberFormat('en');

export const whole = (value: number): string =>
  NUMBERS.format(value < 10 ? Number(value.toFixed(1)) : Math.round(value));

export const ratio = (value: number, limit: number): string => (value / limit).toFixed(2);

/** The nearest-rank percentile: a value that was really measured. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** "p50 3 ms, p99 40 ms, longest 51 ms" */
export function spread(values: readonly number[]): string {
  return `p50 ${whole(percentile(values, 50))} ms, p99 ${whole(percentile(values, 99))} ms, longest ${whole(percentile(values, 100))} ms`;
}

const HEAD = ['', 'measured', 'aim', '', 'beside it, in the same run'];

export function table(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ name, measured, aim = '', met, beside = '' }: Figure): string[] {
  return [name, measured, aim, met === undefined ? '' : met ? 'met' : 'SHORT', beside];
}
