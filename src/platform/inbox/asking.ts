import type { RealClock } from '../context.ts';

/** What is not answered by then is done without: nobody's words wait for Slack. */
const LONGEST_MS = 1000;
const KEPT_MS = 60_000;

/** Asks about one thing at most once a minute, answered or not, so that whoever Slack does not know holds up one batch and not all. */
export function askingOnce(real: RealClock): (key: string, ask: () => Promise<void>) => Promise<void> {
  const asked = new Map<string, { readonly until: number; readonly answered: Promise<void> }>();
  return (key, ask) => {
    const now = real();
    for (const [old, { until }] of asked) {
      if (until > now) break;
      asked.delete(old);
    }
    const known = asked.get(key);
    if (known) return known.answered;
    const answered = within(LONGEST_MS, ask());
    asked.set(key, { until: now + KEPT_MS, answered });
    return answered;
  };
}

/** Resolves when the work is done, or after so many milliseconds. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (late = setTimeout(resolve, ms)));
  await Promise.race([work, enough]).finally(() => clearTimeout(late));
}
