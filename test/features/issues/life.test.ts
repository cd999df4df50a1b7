import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Issue, Outcome } from '../../../src/features/issues/domain.ts';
import { close, reopen, tell } from '../../../src/features/issues/life/ending.ts';
import { contact, fix, note } from '../../../src/features/issues/life/mending.ts';
import { accept, bounce, handOn, release } from '../../../src/features/issues/life/owning.ts';
import { comeBack, wait } from '../../../src/features/issues/life/pausing.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const ann = { by: user('ann'), now: MONDAY, calendar: nineToFive };
const bob = { ...ann, by: user('bob') };
const answered = { channel: 'mail', day: '2026-03-02', words: 'We are on it' };
const mended = { root_cause: 'Two jobs ran', change: 'One job runs' };
const told = { channel: 'mail', day: '2026-03-02', words: 'Sorted, sorry' };
const toBob = { owner: user('bob'), standing: 'owner', department: 'product', decided: false } as const;

const done = (outcome: Outcome): Issue => {
  if (outcome.kind === 'refused') throw new Error(outcome.because);
  return outcome.issue;
};
const accepted = done(accept(newIssue, ann));
const fixed = done(fix(accepted, ann, mended));
const closed = done(tell(fixed, ann, told));

describe('accepting', () => {
  test('makes the one who takes it the owner', () => {
    expect(accept(newIssue, bob)).toMatchObject({ issue: { owner: 'UBOB', state: 'accepted' } });
  });

  test('has one winner: the next hears who has it', () => {
    expect(accept(accepted, bob)).toEqual({ kind: 'refused', because: '<@UANN> has taken it already.' });
  });

  test('twice by the same person changes nothing', () => {
    expect(accept(accepted, ann)).toEqual({ kind: 'refused', because: 'It is yours already.' });
  });

  test('can be taken back while nothing has been done since', () => {
    expect(release(accepted, ann)).toMatchObject({ issue: { state: 'open', owner: 'UANN' } });
    expect(release(done(note(accepted, { ...ann, now: at('2026-03-02 10:00') })), ann).kind).toBe('refused');
  });
});

describe('closing', () => {
  test('with the customer told needs the cause, the change, the way, the day and the words', () => {
    expect(closed).toMatchObject({
      state: 'closed',
      rootCause: 'Two jobs ran',
      change: 'One job runs',
      told: { by: 'UANN', channel: 'mail', day: '2026-03-02', words: 'Sorted, sorry' },
      end: { ending: 'told' },
    });
  });

  test.each(['channel', 'day', 'words'])('without %s is refused at that field', (field) => {
    expect(tell(fixed, ann, { ...told, [field]: undefined })).toMatchObject({ kind: 'refused', field });
  });

  test.each(['root_cause', 'change'])('asks for the %s that an earlier step left out', (field) => {
    expect(tell(accepted, ann, { ...told, ...mended, [field]: undefined })).toMatchObject({ kind: 'refused', field });
    expect(tell(accepted, ann, { ...told, ...mended })).toMatchObject({ issue: { state: 'closed' } });
  });

  test.each([
    ['unreachable', 'reason', 'because'],
    ['wont-change', 'reason', 'because'],
    ['already-fixed', 'reason', 'because'],
    ['answered-in-public', 'link', 'https://forum.test/7'],
    ['duplicate', 'link', '#214'],
  ])('as %s needs a %s', (ending, field, value) => {
    expect(close(accepted, ann, { ending })).toMatchObject({ kind: 'refused', field });
    expect(close(accepted, ann, { ending, [field]: value })).toMatchObject({ issue: { end: { ending } } });
  });

  test.each([
    ['answered-in-public', 'on the forum'],
    ['duplicate', 'the other one'],
    ['duplicate', `#${accepted.id}`],
  ])('as %s takes no "%s"', (ending, link) => {
    expect(close(accepted, ann, { ending, link })).toMatchObject({ kind: 'refused', field: 'link' });
  });

  test.each(['anonymous', 'not-a-complaint'])('as %s needs nothing more', (ending) => {
    expect(close(newIssue, ann, { ending })).toMatchObject({ issue: { state: 'closed', end: { ending } } });
  });

  test.each(['told', 'old age', undefined])('as %s is no honest ending', (ending) => {
    expect(close(accepted, ann, { ending, reason: 'r', link: 'l' })).toMatchObject({ field: 'ending' });
  });
});

describe('a day in a form', () => {
  test('on which the customer was told cannot lie ahead', () => {
    expect(tell(fixed, ann, { ...told, day: '2026-03-03' })).toMatchObject({ field: 'day' });
  });

  test.each(['2026-03-02', '2026-07-01'])(
    'until which one waits is after today and within 90 days, not %s',
    (until) => {
      expect(wait(accepted, ann, { until, reason: 'they look for the invoice' })).toMatchObject({
        field: 'until',
      });
    },
  );

  test('until which one waits brings the issue back on that morning', () => {
    const waiting = done(wait(accepted, ann, { until: '2026-03-04', reason: 'they look for the invoice' }));
    expect(waiting.pause?.until).toBe(at('2026-03-04 09:00'));
  });
});

describe('passing it on', () => {
  test('by the first person who knows better is a re-route and no bounce', () => {
    const outcome = bounce(newIssue, ann, { reason: 'an app thing', department: 'product' }, toBob);
    expect(outcome).toMatchObject({ event: { type: 'rerouted' }, issue: { bounces: 0, owner: 'UBOB', state: 'open' } });
  });

  test('without saying whose it is counts as a bounce', () => {
    const outcome = bounce(newIssue, ann, { reason: 'no idea' }, { ...toBob, department: 'finance' });
    expect(outcome).toMatchObject({ event: { type: 'bounced' }, issue: { bounces: 1 } });
  });

  test('a second time counts as a bounce', () => {
    const once = done(bounce(newIssue, ann, { reason: 'an app thing', department: 'product' }, toBob));
    const twice = bounce(
      once,
      bob,
      { reason: 'marketing promised it', department: 'marketing' },
      { ...toBob, owner: user('cat') },
    );
    expect(twice).toMatchObject({ event: { type: 'bounced' }, issue: { bounces: 1, owner: 'UCAT' } });
  });

  test('needs a reason', () => {
    expect(bounce(newIssue, ann, { department: 'product' }, toBob)).toMatchObject({ field: 'reason' });
  });
});

test('reopening keeps the owner, raises the severity by one and forgets what was said to be done', () => {
  expect(reopen(closed, bob, { reason: 'charged again' })).toMatchObject({
    issue: { owner: 'UANN', severity: 'urgent', state: 'open', told: undefined, end: undefined, reopened: 1 },
  });
});

test('time spent waiting for the customer is not counted against us', () => {
  const waiting = done(wait(accepted, ann, { until: '2026-03-04', reason: 'their invoice' }));
  const back = done(comeBack(waiting, { now: at('2026-03-04 09:00'), calendar: nineToFive }));
  expect(back).toMatchObject({ pause: undefined, pausedMs: 15.5 * 3_600_000 });
});

/** Anything anybody may do, in any order. */
const acts: readonly ((issue: Issue, now: number) => Outcome)[] = [
  (issue) => accept(issue, bob),
  (issue) => contact(issue, ann, answered),
  (issue) => fix(issue, ann, mended),
  (issue) => tell(issue, ann, told),
  (issue) => close(issue, ann, { ending: 'anonymous' }),
  (issue) => wait(issue, ann, { until: '2026-03-05', reason: 'their invoice' }),
  (issue) => bounce(issue, ann, { reason: 'not mine', department: 'product' }, toBob),
  (issue) => reopen(issue, ann, { reason: 'again' }),
  (issue) => note(issue, ann),
  (issue) => handOn(issue, ann, { owner: user('cat'), standing: 'last' }, 'silent'),
];

test('whatever is done in whatever order, there is one owner, and closed means told with cause and change or an honest ending', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(acts.length - 1), { maxLength: 30 }), (picks) => {
      let issue = newIssue;
      for (const pick of picks) {
        const outcome = acts[pick]?.(issue, MONDAY);
        if (outcome?.kind === 'changed') issue = outcome.issue;
        expect(issue.owner).toMatch(/^U[A-Z]+$/);
        expect(issue.state === 'closed').toBe(issue.end !== undefined);
        if (issue.end?.ending === 'told') expect([issue.rootCause, issue.change, issue.told]).not.toContain(undefined);
      }
    }),
  );
});
