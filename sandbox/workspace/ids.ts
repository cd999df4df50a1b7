import { createHash } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Ids by chance, as Slack's look, but never the same twice in one run, however poor the chance. */
export interface Ids {
  /** `V0` and nine letters. */
  next(prefix: string): string;
  /** Five letters: a block_id or action_id that the app left open. */
  short(): string;
  /** Lower-case hexadecimal digits, at least twelve. */
  hex(length: number): string;
}

export function createIds(random: () => number): Ids {
  let count = 0;
  const chance = (letters: string, length: number) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
  const counted = (radix: number, length: number) => {
    count += 1;
    return count.toString(radix).padStart(length, '0').slice(-length);
  };
  return {
    next: (prefix) => `${prefix}0${chance(LETTERS, 4)}${counted(36, 5).toUpperCase()}`,
    short: () => `${chance(LETTERS, 2)}${counted(36, 3).toUpperCase()}`,
    hex: (length) => chance('0123456789abcdef', length - 8) + counted(16, 8),
  };
}

/** The same id for the same name at every start, so that an app's own records keep their meaning without a snapshot. */
export function steadyId(prefix: string, name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 9);
  return `${prefix}0${[...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;
}

/** Timestamps that name messages: the workspace's time in seconds, never the same twice, never going back. */
export function createTs(now: () => number, after = 0): { next(): string; last(): number } {
  let last = after;
  return {
    next() {
      last = Math.max(last + 1, now() * 1000);
      return tsFrom(last);
    },
    last: () => last,
  };
}

const tsFrom = (micros: number) => `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
