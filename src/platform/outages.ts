import type { Outage } from '../kernel/calendar/outage.ts';
import { DAY, type Instant, instant, later, MINUTE } from '../kernel/time.ts';
import type { Context } from './context.ts';
import { prepared } from './db/prepared.ts';
import type { Tx } from './db/schema.ts';
import { getSetting, setSetting } from './db/settings.ts';
import type { Log } from './log.ts';

const ALIVE = 'alive_at';
const EVERY_MS = MINUTE;
/** A restart is no outage: who presses a button then presses it again. */
const LEAST = 10 * MINUTE;
/** Nothing that is still open counts from longer ago. */
const KEPT = 90 * DAY;

/** When we were down, oldest first. */
export async function outagesOf(tx: Tx): Promise<Outage[]> {
  const rows = await outages.all(tx, {});
  return rows.map(({ from_at: from, until_at: until }) => ({ from, until }));
}

const outages = prepared((db) => db.selectFrom('outage').select(['from_at', 'until_at']).orderBy('from_at'));

/** Notes the outage that ends now, if there was one, and from now on that we are alive. */
export async function keepAlive(
  { now, transaction }: Context,
  log: Log,
): Promise<{ readonly beat: () => Promise<void>; readonly stop: () => Promise<void> }> {
  const outage = await transaction((tx) => endOutage(tx, now()));
  if (outage)
    log.warn({ ms: outage.until - outage.from, until: outage.until }, 'we were down: no escalation counts that time');
  const beat = () => transaction((tx) => setSetting(tx, ALIVE, String(now())));
  const note = () => beat().catch((error) => log.error({ error }, 'it could not be noted that we are alive'));
  const timer = setInterval(note, EVERY_MS);
  timer.unref();
  return {
    /** Now too, as when the clock was turned: what it passed over was no outage. */
    beat: note,
    async stop() {
      clearInterval(timer);
      await beat();
    },
  };
}

async function endOutage(tx: Tx, now: Instant): Promise<Outage | undefined> {
  const alive = Number((await getSetting(tx, ALIVE)) ?? now);
  await setSetting(tx, ALIVE, String(now));
  if (now - alive < LEAST) return undefined;
  const outage = { from: instant(alive), until: now };
  await tx.deleteFrom('outage').where('until_at', '<', later(now, -KEPT)).execute();
  await tx
    .insertInto('outage')
    .values({ from_at: outage.from, until_at: outage.until })
    .onConflict((oc) => oc.column('from_at').doUpdateSet({ until_at: outage.until }))
    .execute();
  return outage;
}
