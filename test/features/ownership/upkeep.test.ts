import { describe, expect, test } from 'vitest';
import { topicOf } from '../../../src/features/ownership/answerable.ts';
import { speaksForMoving } from '../../../src/features/ownership/upkeep/agreement.ts';
import { auditTrail } from '../../../src/platform/db/audit-trail.ts';
import { startTestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { answers, applied, dm, inForce, said, until, whispered } from '../../support/directory.ts';

const ASKING = ORG.replace('owner: ann@acme.test,', 'owner: ann@acme.test, ask: true,');

describe('what people hand on', () => {
  test.each([
    [{ moved: 7, of: 9 }, true],
    [{ moved: 5, of: 5 }, true],
    [{ moved: 4, of: 4 }, false],
    [{ moved: 5, of: 9 }, false],
  ])('%o speaks for moving the topic: %s', (handoffs, speaks) => {
    expect(speaksForMoving(handoffs)).toBe(speaks);
  });

  const fiveMoved = async () => {
    const t = await startTestBot();
    for (let n = 1; n <= 5; n++) {
      await t.hears({ text: `I was charged twice ${'xyz'.repeat(n)}` });
      await t.sandbox.as('ann').click(t.card('finance', n), 'issue.bounce');
      await t.sandbox.as('ann').submit({ reason: 'The app does it.', department: 'product' });
      await t.settled();
    }
    await until(t, '2026-03-09');
    await until(t, '2026-03-10');
    return t;
  };

  test('goes to the CX lead as one question with its numbers', async () => {
    const t = await fiveMoved();
    const asked = dm(t, 'lea', 'ownership.move');
    expect(JSON.stringify(asked.blocks)).toContain('people moved 5 of 5 to Product');
  });

  test('moves the topic by one click; the new head answers and is asked who should', async () => {
    const t = await fiveMoved();
    await t.sandbox.as('lea').click(dm(t, 'lea', 'ownership.move'), 'ownership.move');
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toMatchObject({
      department: 'product',
      owner: 'pat@acme.test',
    });
    expect(dm(t, 'pat', 'Would you be the one who answers for it?').text).toBe('Would you answer for Double charges?');
    expect(await answers(t)).toContain(`<@${t.sandbox.user('pat')}>`);
  });

  test('left as it is, is not proposed again for a quarter', async () => {
    const t = await fiveMoved();
    await t.sandbox.as('lea').click(dm(t, 'lea', 'ownership.leave'), 'ownership.leave');
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toMatchObject({ department: 'finance' });
    await until(t, '2026-03-16');
    await until(t, '2026-03-17');
    expect(JSON.stringify(t.sandbox.dm('lea'))).not.toContain('ownership.move');
  });
});

describe('an owner who leaves', () => {
  test('has their topics put before the head the same working day, while the backup answers', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    expect(said(t, 'fay')).toContain('is not here any more, so the backup has it meanwhile');
    expect(await answers(t)).toContain(`<@${t.sandbox.user('bob')}>`);
  });

  test('has them again when they come back, and nobody is asked for another', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    t.sandbox.setUser('ann', { deleted: false });
    await t.settled();
    await until(t, '2026-03-09');
    await until(t, '2026-03-10');
    expect(await answers(t)).toContain('last confirmed 2026-03-09');
  });

  test('is replaced by whom the head names, once they say yes', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    await t.sandbox.as('fay').click(dm(t, 'fay'), 'ownership.name');
    await t.sandbox.as('fay').submit({ person: t.sandbox.user('joe') });
    await t.settled();
    await t.sandbox.as('joe').click(dm(t, 'joe'), 'ownership.agree');
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toMatchObject({ owner: 'joe@acme.test' });
  });
});

describe('a place that nobody fills', () => {
  const inApril = async () => {
    const t = await startTestBot();
    await t.turnTo(Date.UTC(2026, 3, 6, 5));
    await until(t, '2026-04-07');
    return t;
  };

  test('is told of once a month, with what comes of it', async () => {
    const t = await inApril();
    expect(said(t, 'lea')).toContain("The CX lead's deputy");
    expect(said(t, 'lea')).toContain('Complaints about a colleague reach the CX lead alone.');
    await until(t, '2026-04-14');
    expect(t.dms('lea')).toHaveLength(1);
  });

  test('is filled in a form, and whoever is named is told', async () => {
    const t = await inApril();
    await t.sandbox.as('lea').click(dm(t, 'lea'), 'ownership.fill');
    await t.sandbox.as('lea').submit({ person: t.sandbox.user('sam') });
    await t.settled();
    expect((await inForce(t)).roles.cx_deputy).toBe('sam@acme.test');
    expect(said(t, 'sam')).toContain("has put you down as *The CX lead's deputy*");
  });

  test('cannot be filled with whoever has it already in another way, and the form says so', async () => {
    const t = await inApril();
    await t.sandbox.as('lea').click(dm(t, 'lea'), 'ownership.fill');
    const { errors } = await t.sandbox.as('lea').submit({ person: t.sandbox.user('lea') });
    expect(errors?.person).toContain('is the CX lead, for whom a deputy has to stand in');
  });
});

describe('the audit', () => {
  test('has who changed what, before and after, whether a file or a click did', async () => {
    const t = await startTestBot({ org: ASKING });
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.agree');
    await t.settled();
    await applied(t, ASKING.replace('name: Double charges', 'name: Charged twice'));
    const trail = await t.bot.context.transaction((tx) => auditTrail(tx, { about: 'double-charges', most: 9 }));
    expect(trail.map(({ by, before, after }) => ({ by, before, after }))).toEqual([
      { by: 'file', before: 'Double charges', after: 'Charged twice' },
      { by: t.sandbox.user('ann'), before: 'asked', after: 'agreed' },
    ]);
  });

  test('is read by the CX lead and the executive sponsor, and by nobody else', async () => {
    const t = await startTestBot();
    await applied(t, ASKING);
    await t.sandbox.as('lea').command('/cx', 'audit double');
    expect(whispered(t, 'lea')).toContain('the organisation file');
    await t.sandbox.as('joe').command('/cx', 'audit');
    expect(whispered(t, 'joe')).toContain('That is for the CX lead or the executive sponsor.');
  });

  test('is never rewritten: the database refuses', async () => {
    const t = await startTestBot();
    const rewrite = t.bot.context.transaction((tx) => tx.updateTable('audit_entry').set({ by: 'file' }).execute());
    await expect(rewrite).rejects.toThrow('what was done is never rewritten');
    const erase = t.bot.context.transaction((tx) => tx.deleteFrom('audit_entry').execute());
    await expect(erase).rejects.toThrow('what was done is never rewritten');
  });
});
