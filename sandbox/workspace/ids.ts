import { createHash } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Ids by chance, as Slack's look: `V0` and nine letters. */
export interface Ids {
  next(prefix: string): string;
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  digits(length: number): string;
}

export function createIds(random: () => number): Ids {
  const pick = (letters: string, length: number) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
  return {
    next: (prefix) => `${prefix}0${pick(LETTERS, 9)}`,
    hex: (length) => pick('0123456789abcdef', length),
    digits: (length) => `1${pick('0123456789', length - 1)}`,
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
