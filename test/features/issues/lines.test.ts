import { describe, expect, test } from 'vitest';
import { type ItemNow, linesOf } from '../../../src/features/issues/letters/lines.ts';
import { MONDAY, user } from '../../support/issue.ts';

const [ann, fay, eve] = [user('ann'), user('fay'), user('eve')];

const now: ItemNow['now'] = {
  ...{ owner: ann, teller: undefined, state: 'open', stage: 2, severity: 'normal', waitingSince: MONDAY },
  ...{ rests: false, contacted: false },
};
const item = (step: string, changes: Partial<ItemNow> = {}): ItemNow => ({
  ...{ issue: 1, stage: 2, step, notice: true, now },
  ...changes,
});
const standings = (items: ItemNow[], reader: typeof ann, sent: boolean) =>
  linesOf(items, reader, sent).lines.map(({ step, standing }) => `${step} ${standing}`);

describe('a line about what a colleague has', () => {
  test.each<[step: string, reader: typeof ann]>([
    ['handed-on', ann],
    ['contact-breach', ann],
    ['overdue-head', ann],
  ])('"%s" is not told to whoever has it by now, and shows it as theirs where it was told', (step, reader) => {
    expect(standings([item(step)], reader, false)).toEqual([]);
    expect(standings([item(step)], reader, true)).toEqual([`${step} yours`]);
  });

  test('is told to everybody else', () => {
    expect(standings([item('handed-on')], fay, false)).toEqual(['handed-on asks']);
    expect(standings([item('contact-breach')], fay, false)).toEqual(['contact-breach asks']);
  });

  test('is asked all the same where a decision is wanted of whoever has it', () => {
    const theirs = { ...now, owner: eve };
    expect(standings([item('brief-decision', { now: theirs })], eve, false)).toEqual(['brief-decision asks']);
  });
});
