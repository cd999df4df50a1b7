import { expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { at } from '../../support/issue.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

/** Four reminders to whoever has not taken it: two by themselves, one in the bundle, and one before that bundle goes. */
const FOUR = `${ORG}
policy:
  dms_a_day: 10
  steps:
    - { name: hand-on, off: true }
    - { name: contact-breach, off: true }
    - { name: accept, while: [open], from: asked, after: 2 staff hours, says: accept, alone: true }
    - { name: second, while: [open], from: asked, after: 5 staff hours, says: accept-again, alone: true }
    - { name: third, while: [open], from: asked, after: 1 working days, says: still-open }
    - { name: fourth, while: [open], from: asked, after: 8 staff hours, says: contact, alone: true }
`;

/** DMs beside the first, which says that it is theirs. */
const reminders = (t: TestBot, who: string) =>
  t.sandbox.dm(who).filter(({ metadata }) => kindIn(metadata) === 'issue.nudge');
const kindIn = (metadata: unknown) =>
  (metadata as { event_payload?: { kind?: string } } | undefined)?.event_payload?.kind;

test('a reminder on its way counts: with two sent and one to go with the bundle, the fourth goes to the head', async () => {
  const t = await startTestBot({ org: FOUR, at: at('2026-03-02 09:05') });
  await t.hears(COMPLAINT);
  for (const time of ['11:06', '14:06']) await t.turnTo(at(`2026-03-02 ${time}`));
  expect(reminders(t, 'ann')).toHaveLength(2);
  for (const time of ['00:01', '09:06']) await t.turnTo(at(`2026-03-03 ${time}`));
  expect(reminders(t, 'ann')).toHaveLength(2);
  expect(reminders(t, 'fay')).toHaveLength(1);
  await t.turnTo(at('2026-03-03 16:59'));
  expect(reminders(t, 'ann')).toHaveLength(3);
});

async function wantsPeace(t: TestBot, who: string, until: number): Promise<void> {
  const minutes = Math.round((until - t.sandbox.clock.now()) / 60_000);
  await fetch(`${t.sandbox.url}/sandbox/act?as=${t.sandbox.user(who)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ act: 'set-dnd', minutes }),
  });
  await t.settled();
}

test('however long a bundle is held, what comes meanwhile goes into it, and its day has no second one', async () => {
  const t = await startTestBot({ at: at('2026-03-02 18:00') });
  await wantsPeace(t, 'ann', at('2026-03-17 10:00'));
  await t.hears(COMPLAINT);
  for (const when of ['03 12:00', '04 12:00', '16 18:00']) await t.turnTo(at(`2026-03-${when}`));
  await t.hears({ ...COMPLAINT, customer: { account: 'Nord' } });
  expect(t.dms('ann')).toEqual([]);
  await t.turnTo(at('2026-03-17 16:59'));
  expect(t.dms('ann')).toHaveLength(1);
});
