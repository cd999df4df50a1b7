import { MINUTE, SECOND } from '../../src/kernel/time.ts';

/** How large a run is: small with every test, full with `npm run chaos`. Two cores do all the full ones within an hour. */
export const isFull = process.env.CHAOS_SIZE === 'full';

const ofRun = <T>(small: T, full: T): T => (isFull ? full : small);

export const PATIENCE_MS = ofRun(60_000, 900_000);
/** P4: feedback, each with about one post of its own. */
export const POSTS = ofRun(40, 2000);
/** P9: issues that several claim at once. */
export const CLAIMED = ofRun(10, 2000);
/** It dies after so many clicks, or up to twice as many. */
export const KILLED_AFTER = ofRun(20, 1000);
/** P6: issues that missed their nudges, and the posts a minute by which they are caught up with. */
export const MISSED = ofRun(30, 2000);
export const MISSED_A_MINUTE = ofRun(240, 600);
/** P8: how many while all is quiet, which the flood is measured by; how many in one channel within how long; how many other channels, how often each gets one meanwhile; how far the clock is turned so that what waits is late; by when all of it is to be seen. */
export const FLOOD = ofRun(
  { alone: 2, pieces: 160, sentInMs: 3000, others: 5, beside: 2, everyMs: 1000, turnMs: 40_000, within: 60_000 },
  { alone: 10, pieces: 10_000, sentInMs: 60_000, others: 20, beside: 3, everyMs: 20_000, turnMs: 0, within: 600_000 },
);
/** In a run of seconds the burst at its beginning, and a busy machine, are a good part of it. */
export const NEAR_THE_PACE = ofRun(0.5, 0.1);
/** P11: issues whose owners, and channels, change. */
export const CHANGED = ofRun(20, 1000);
/** P12: issues that come while Slack refuses the token, and for how long it does. */
export const TOKENLESS = ofRun({ issues: 12, minutes: 5 }, { issues: 500, minutes: 360 });
/** P19: how often the auditor looks in a turned day. */
export const WATCHED = { everyMs: ofRun(10 * MINUTE, 30 * SECOND) };
/** P5 lives the same two weeks twice. */
export const NUDGING_MS = ofRun(120_000, 3_600_000);
/** P5: issues, and how often the clock is turned by seven hours and a quarter: two days, and two weeks. */
export const NUDGED = ofRun({ issues: 20, steps: 6 }, { issues: 5000, steps: 46 });
/** P10: people and channels of a large workspace. */
export const CROWD = ofRun({ people: 3500, channels: 1200 }, { people: 50_000, channels: 10_000 });
