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

/** The head hears of what nobody has taken, in their bundle. */
const TO_HEAD = `${ORG}
policy:
  steps:
    - { name: hand-on, off: true }
    - { name: to-head, while: [open], from: asked, after: 1 staff hours, to: [head], says: overdue-head }
`;

test('however long a bundle is held, what comes meanwhile goes into it, and its day has no second one', async () => {
  const t = await startTestBot({ org: TO_HEAD });
  await t.sandbox.as('fay').command('/cx', 'away until 2026-03-27');
  await t.hears(COMPLAINT);
  for (const when of ['03 00:01', '03 12:00', '12 12:00']) await t.turnTo(at(`2026-03-${when}`));
  await t.hears({ ...COMPLAINT, customer: { account: 'Nord' } });
  for (const when of ['13 12:00', '30 00:01']) await t.turnTo(at(`2026-03-${when}`));
  expect(t.dms('fay')).toEqual([]);
  await t.turnTo(at('2026-03-30 16:59'));
  expect(t.dms('fay')).toHaveLength(1);
});
