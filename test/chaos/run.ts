import { isFull } from './sizes.ts';

/** Does all of it, so many at a time. */
export async function pooled<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Does it again and again, that often, until it is stopped. */
export function repeatedly(act: () => void | Promise<void>, everyMs: number): { readonly stop: () => Promise<void> } {
  let stopped = false;
  const going = (async () => {
    while (!stopped) {
      await act();
      await pause(everyMs);
    }
  })();
  return {
    stop() {
      stopped = true;
      return going;
    },
  };
}

/** The value below which that share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A full run says what it measured. */
export function figures(promise: string, measured: Readonly<Record<string, number | string>>): void {
  const said = Object.entries(measured).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? Math.round(value * 100) / 100 : value}`,
  );
  if (isFull) process.stdout.write(`${promise}: ${said.join(' · ')}\n`);
}
