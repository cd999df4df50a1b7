import { Presets, SingleBar } from 'cli-progress';
import type { World } from '../../main.ts';

export interface Progress {
  readonly add: (amount: number) => void;
  readonly stop: () => void;
}

/** A bar for whoever watches; nothing where nobody does. */
export function startProgress({ screen }: World, what: string, total: number): Progress {
  if (screen === undefined) return { add: () => undefined, stop: () => undefined };
  const format = `${what} {bar} {percentage} %, {eta_formatted} left`;
  const bar = new SingleBar(
    { stream: screen, format, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { add: (amount) => bar.increment(amount), stop: () => bar.stop() };
}
