import type { Instant } from '../kernel/time.ts';
import type { Context } from './context.ts';
import type { Tx } from './db/schema.ts';
import type { Log } from './log.ts';

/** Something that ought never to be, in words for whoever runs the bot; `key` names this very one. */
export interface Flaw {
  readonly key: string;
  readonly words: string;
}

/** What a feature looks after: it finds its flaws, and may put one right. */
export interface Audit {
  readonly find: (tx: Tx, now: Instant) => Promise<readonly Flaw[]>;
  readonly mend: (tx: Tx, flaw: Flaw, now: Instant) => Promise<void>;
}

export interface Auditor {
  /** Looks now. Resolves to what is still wrong after a mend was tried. */
  readonly look: () => Promise<readonly Flaw[]>;
  readonly stop: () => Promise<void>;
}

/** So often that what stands still is told within two minutes: seen once it is mended, seen again it is told. */
const EVERY_MS = 30_000;

interface Options {
  readonly context: Context;
  readonly audits: readonly Audit[];
  readonly log: Log;
  /** Told each time that all is well; where it is not, or nobody looks any more, the silence is the alarm. */
  readonly ping?: (() => Promise<void>) | undefined;
  readonly everyMs?: number;
}

/** Twice a minute: what ought never to be is mended once, and told of when it is there again the next time. */
export function startAuditor({ context, audits, log, ping, everyMs = EVERY_MS }: Options): Auditor {
  let mended = new Set<string>();
  let told = new Set<string>();
  let looking: Promise<readonly Flaw[]> | undefined;

  const mend = ({ audit, flaw }: Found) =>
    context
      .transaction((tx) => audit.mend(tx, flaw, context.now()))
      .catch((error) => log.error({ key: flaw.key, error }, 'a flaw could not be mended'));
  const tell = ({ flaw: { key, words } }: Found) =>
    log.error({ key, detail: words }, 'something is wrong that does not mend itself');
  const look = async (): Promise<readonly Flaw[]> => {
    const found = await findings(context, audits);
    const stubborn = found.filter(({ flaw }) => mended.has(flaw.key));
    for (const fresh of found.filter(({ flaw }) => !mended.has(flaw.key))) await mend(fresh);
    for (const each of stubborn.filter(({ flaw }) => !told.has(flaw.key))) tell(each);
    mended = keysOf(found);
    told = keysOf(stubborn);
    if (found.length === 0) await ping?.().catch((error) => log.warn({ error }, 'the heartbeat was not taken'));
    return stubborn.map(({ flaw }) => flaw);
  };
  const lookOnce = () => (looking ??= look().finally(() => (looking = undefined)));
  const timer = setInterval(() => {
    lookOnce().catch((error) => log.error({ error }, 'the audit failed'));
  }, everyMs);
  timer.unref();
  return {
    look: lookOnce,
    async stop() {
      clearInterval(timer);
      await looking?.catch(() => undefined);
    },
  };
}

interface Found {
  readonly audit: Audit;
  readonly flaw: Flaw;
}

async function findings(context: Context, audits: readonly Audit[]): Promise<Found[]> {
  const all = await Promise.all(
    audits.map(async (audit) => {
      const flaws = await context.transaction((tx) => audit.find(tx, context.now()));
      return flaws.map((flaw) => ({ audit, flaw }));
    }),
  );
  return all.flat();
}

const keysOf = (found: readonly Found[]) => new Set(found.map(({ flaw }) => flaw.key));
