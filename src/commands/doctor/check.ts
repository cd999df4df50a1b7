/** One thing that doctor looked at. */
export interface Check {
  /** `look`: it works, but not as somebody meant it; `broken`: it does not work. */
  readonly state: 'ok' | 'look' | 'broken';
  readonly about: string;
  readonly found: string;
  /** What to do about it. */
  readonly fix?: string | undefined;
}

export const ok = (about: string, found: string): Check => ({ state: 'ok', about, found });
export const look = (about: string, found: string, fix: string): Check => ({ state: 'look', about, found, fix });
export const broken = (about: string, found: string, fix: string): Check => ({ state: 'broken', about, found, fix });

/** A line each, and one that sums up. */
export function checkLines(checks: readonly Check[]): string[] {
  const width = Math.max(...checks.map(({ about }) => about.length));
  const lines = checks.map(({ state, about, found, fix }) =>
    [state.padEnd('broken'.length), about.padEnd(width), fix === undefined ? found : `${found}: ${fix}`].join('  '),
  );
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  const verdict = [
    ...(count('broken') > 0 ? [`${count('broken')} broken`] : []),
    ...(count('look') > 0 ? [`${count('look')} to look at`] : []),
  ];
  return [...lines, '', verdict.length > 0 ? `${verdict.join(', ')}.` : 'All is well.'];
}
