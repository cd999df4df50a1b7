import { expect, test } from 'vitest';
import { DAY, MINUTE } from '../../../src/kernel/time.ts';
import { startTestBot } from '../../support/bot.ts';
import { complaint, largeCompany, wordOf } from '../large.ts';
import { figures } from '../run.ts';
import { PATIENCE_MS, WATCHED } from '../sizes.ts';

const DEPARTMENTS = 3;
const quiet = () => undefined;

test('P19: in a day on which all goes as it should the auditor calls nobody, and the heartbeat never stays out', {
  timeout: PATIENCE_MS,
}, async () => {
  const told: object[] = [];
  let pings = 0;
  const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void told.push(fields) };
  const ping = async () => void pings++;
  const t = await startTestBot({ ...largeCompany({ departments: DEPARTMENTS, owners: 4 }), bot: { log, ping } });
  let looks = 0;
  for (let at = 0; at < DAY; at += WATCHED.everyMs, looks++) {
    // Half of what comes is taken, so that cards, letters and steps of every kind are on their way.
    if (at % (30 * MINUTE) === 0) await comesIn(looks);
    await t.turn(WATCHED.everyMs);
    await t.bot.auditor.look();
  }
  expect(told).toEqual([]);
  expect(pings).toBe(looks);
  figures('P19', { looks, 'false alerts': told.length });

  async function comesIn(n: number): Promise<void> {
    const department = n % DEPARTMENTS;
    const id = `a${n}`;
    await t.hears({ id, text: complaint(id, wordOf(department, n % 4)), customer: { account: id } });
    const card = t.sandbox.messages(`d${department}`).findLast(({ text }) => text?.includes(`at ${id}`));
    if (card === undefined || n % 2 === 0) return;
    await t.sandbox.as(`head-${department}`).click({ channel: card.channel, ts: card.ts }, 'issue.accept');
  }
});
