import { describe, expect, test } from 'vitest';
import type { Issue, Outcome } from '../../../src/features/issues/domain.ts';
import { type Step, stepsAhead, stepsToTake, withSteps } from '../../../src/features/issues/ladder.ts';
import { close } from '../../../src/features/issues/life/ending.ts';
import { contact, fix, note } from '../../../src/features/issues/life/mending.ts';
import { accept, handOn, promise } from '../../../src/features/issues/life/owning.ts';
import { comeBack, wait } from '../../../src/features/issues/life/pausing.ts';
import { defaultPolicy, policyFor } from '../../../src/features/ownership/index.ts';
import { HOUR, type Instant } from '../../../src/kernel/time.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const act = (now: Instant = MONDAY) => ({ by: user('ann'), now, calendar: nineToFive });
const done = (outcome: Outcome): Issue => {
  if (outcome.kind === 'refused') throw new Error(outcome.because);
  return outcome.issue;
};
const ahead = (issue: Issue) => stepsAhead(issue, policyFor(defaultPolicy, issue), nineToFive);
const when = (issue: Issue, name: string) => ahead(issue).find((step) => step.name === name)?.at;

const accepted = done(accept(newIssue, act()));
const contacted = done(contact(accepted, act(), { channel: 'mail', day: '2026-03-02', words: 'On it' }));
const fixed = done(fix(contacted, act(), { root_cause: 'c', change: 'd' }));
const urgent: Issue = { ...newIssue, severity: 'urgent' };
const backup: Issue = { ...newIssue, standing: 'backup' };
const last: Issue = { ...newIssue, standing: 'last' };

describe('by the default policy, for an issue opened on Monday 09:30', () => {
  test.each<[rule: string, issue: Issue, step: string, due: string | undefined]>([
    ['not accepted: a nudge after 4 working hours', newIssue, 'accept', '2026-03-02 13:30'],
    ['not accepted: the backup has it after 8', newIssue, 'hand-on', '2026-03-03 09:30'],
    ['urgent: a nudge after 1 working hour', urgent, 'accept', '2026-03-02 10:30'],
    ['urgent: the backup has it after 2', urgent, 'hand-on', '2026-03-02 11:30'],
    ['a silent backup: limbo after 8 more', backup, 'limbo', '2026-03-03 09:30'],
    ['the last in the chain hands on to nobody', last, 'hand-on', undefined],
    ['the last in the chain is asked again instead', last, 'accept-again', '2026-03-03 09:30'],
    ['accepted: the customer hears within 24 hours of the wall clock', accepted, 'contact', '2026-03-03 09:30'],
    ['accepted: a breach after 48', accepted, 'contact-breach', '2026-03-04 09:30'],
    ['contacted: nothing more about first contact', contacted, 'contact', undefined],
    ['to be fixed in 5 working days: a warning at three quarters', accepted, 'resolve-warning', '2026-03-05 15:30'],
    ['overdue by 1 working day: the head hears', accepted, 'overdue-head', '2026-03-10 09:30'],
    ['overdue by 3: the CX lead hears', accepted, 'overdue-cx-lead', '2026-03-12 09:30'],
    ['overdue by 5: limbo', accepted, 'overdue-limbo', '2026-03-16 09:30'],
    ['3 working days without a sign: still on it?', contacted, 'still-on-it', '2026-03-05 09:30'],
    ['one more: back to the backup', contacted, 'take-back', '2026-03-06 09:30'],
    ['fixed, not told: a nudge after 2 working days', fixed, 'tell', '2026-03-04 09:30'],
    ['fixed, not told: again after 2 more', fixed, 'tell-again', '2026-03-06 09:30'],
    ['fixed, not told: then the head', fixed, 'tell-last', '2026-03-10 09:30'],
    ['fixed: no more word about fixing', fixed, 'overdue-head', undefined],
  ])('%s', (_rule, issue, step, due) => {
    expect(when(issue, step)).toBe(due && at(due));
  });
});

test('an issue whose ladder has come to its end is put before the CX lead every 5 working days', () => {
  const ignored = { ...last, stepsTaken: ['stage:accept', 'stage:accept-again', 'issue:contact-breach'] };
  const weeks = ahead(ignored).slice(0, 2);
  expect(weeks).toMatchObject([
    { name: 'still-open', at: at('2026-03-11 09:30') },
    { name: 'still-open', at: at('2026-03-18 09:30') },
  ]);
  const reminded = { ...ignored, stepsTaken: [...ignored.stepsTaken, 'stage:still-open'] };
  expect(when(reminded, 'still-open')).toBe(at('2026-03-18 09:30'));
});

test('an open issue always has a next step, whatever was done about it', () => {
  const stages = [newIssue, urgent, backup, last, accepted, contacted, fixed];
  for (const issue of stages) {
    let now = issue;
    for (let taken = 0; taken < 30; taken++) {
      const [next] = ahead(now);
      expect(next).toBeDefined();
      now = { ...now, stepsTaken: withSteps(now, next ? [next] : []) };
    }
  }
});

test('a closed issue has no steps', () => {
  const closed = done(close(newIssue, act(), { ending: 'anonymous' }));
  expect(ahead(closed)).toEqual([]);
});

test('while one waits for the customer nothing happens but coming back', () => {
  const waiting = done(wait(accepted, act(), { until: '2026-03-20', reason: 'their invoice' }));
  expect(ahead(waiting)).toMatchObject([{ name: 'wait-over', at: at('2026-03-20 09:00') }]);
});

test('the time spent waiting moves the day by which it is to be fixed', () => {
  const waiting = done(wait(accepted, act(), { until: '2026-03-04', reason: 'their invoice' }));
  const back = done(comeBack(waiting, act(at('2026-03-04 09:00'))));
  expect(when(back, 'overdue-head')).toBe(at('2026-03-12 09:00'));
});

test('three quarters of the time to mend it are working time in which it did not wait', () => {
  const waiting = done(wait(accepted, act(), { until: '2026-03-04', reason: 'their invoice' }));
  const back = done(comeBack(waiting, act(at('2026-03-04 09:00'))));
  const paused = back.pausedMs / HOUR;
  expect([when(accepted, 'resolve-warning'), paused]).toEqual([at('2026-03-05 15:30'), 15.5]);
  expect(when(back, 'resolve-warning')).toBe(at('2026-03-09 15:00'));
});

test('whoever takes it has the whole time to mend it, whatever it waited before, and it waits no more', () => {
  const waiting = done(wait(newIssue, act(), { until: '2026-03-06', reason: 'their invoice' }));
  const accepting = accept(waiting, act(at('2026-03-04 10:00')));
  const promising = promise(waiting, act(at('2026-03-04 10:00')), at('2026-03-05 10:00'));
  for (const taken of [accepting, promising].map(done))
    expect([taken.pause, when(taken, 'overdue-head')]).toEqual([undefined, at('2026-03-12 10:00')]);
});

test('who has just acted is left in peace for an hour, though the customer has waited long', () => {
  const late = done(accept(newIssue, act(at('2026-03-05 10:00'))));
  expect(when(late, 'contact')).toBe(at('2026-03-05 11:00'));
});

test('a sign of life puts off the next question', () => {
  const noted = done(note(contacted, act(at('2026-03-05 10:00'))));
  expect(when(noted, 'still-on-it')).toBe(at('2026-03-10 10:00'));
});

test('a step is taken once a stage, and the word about first contact once an issue', () => {
  const asked = { ...newIssue, stepsTaken: ['stage:accept', 'issue:contact-breach'] };
  expect(when(asked, 'accept')).toBeUndefined();
  const handed = done(handOn(asked, act(), { owner: user('bob'), standing: 'backup' }, 'silent'));
  expect(when(handed, 'accept')).toBeDefined();
  expect(when(handed, 'contact-breach')).toBeUndefined();
});

describe('while we were down from Monday 10:30 to Wednesday 09:00', () => {
  const outage = { from: at('2026-03-02 10:30'), until: at('2026-03-04 09:00') };
  const despite = (issue: Issue, name: string) =>
    stepsAhead(issue, policyFor(defaultPolicy, issue), nineToFive, [outage]).find((step) => step.name === name)?.at;

  test.each<[rule: string, issue: Issue, step: string, due: string]>([
    ['a reminder to the owner comes late rather than later still', newIssue, 'accept', '2026-03-02 13:30'],
    ['the backup has it when the owner had their 8 hours with us there', newIssue, 'hand-on', '2026-03-04 16:00'],
    ['a silent backup has 8 such hours too', backup, 'limbo', '2026-03-04 16:00'],
    ['the head hears of no breach that was only ours', accepted, 'contact-breach', '2026-03-05 16:00'],
    ['overdue is overdue without the days we were down', accepted, 'overdue-head', '2026-03-11 16:00'],
  ])('%s', (_rule, issue, step, due) => {
    expect(despite(issue, step)).toBe(at(due));
  });

  test('what began afterwards is as ever', () => {
    const later = { ...newIssue, stageFrom: at('2026-03-05 09:30') };
    expect(despite(later, 'hand-on')).toBe(at('2026-03-06 09:30'));
  });
});

describe('when several steps have come due at once', () => {
  const step = (name: string, hour: number, does?: 'hand-on'): Step => ({
    ...{ name, at: at(`2026-03-02 ${hour}:00`), readyAt: MONDAY, does },
    ...({ to: ['owner'], says: 'accept', once: 'stage', alone: false } as const),
  });
  const names = (due: readonly Step[]) => stepsToTake(due).map(({ name }) => name);
  test('what moves the issue goes before what only reminds', () => {
    expect(names([step('accept', 10), step('hand-on', 11, 'hand-on'), step('contact-breach', 12)])).toEqual([
      'hand-on',
    ]);
  });
  test('of reminders the newest day stands for those before', () => {
    const late = { ...step('contact-breach', 12), readyAt: at('2026-03-03 00:00') };
    expect(names([step('contact', 10), late])).toEqual(['contact-breach']);
  });

  test('of reminders of one day each person gets the first', () => {
    const toHead = { ...step('overdue-head', 13), to: ['head'] as const };
    expect(names([step('still-on-it', 10), step('resolve-warning', 12), toHead])).toEqual([
      'still-on-it',
      'overdue-head',
    ]);
  });
});
