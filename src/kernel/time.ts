import type { Brand } from './brand.ts';

/** Milliseconds since the epoch, UTC. Pure code is handed one; only the shell asks the clock. */
export type Instant = Brand<number, 'Instant'>;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const instant = (ms: number): Instant => ms as Instant;
export const later = (at: Instant, ms: number): Instant => instant(at + ms);
export const earlier = (at: Instant, ms: number): Instant => instant(at - ms);
