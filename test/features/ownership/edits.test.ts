import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Draft,
  editOf,
  keyFrom,
  type Naming,
  topicDraft,
  topicWith,
  wordsFrom,
} from '../../../src/features/ownership/directory/edits.ts';
import type { Topic } from '../../../src/features/ownership/domain.ts';

const value = fc.constantFrom('', 'a', 'b', 'c');
const list = fc.uniqueArray(fc.constantFrom('u', 'v', 'w', 'x', 'y'));
const draft: fc.Arbitrary<Draft> = fc.record({
  one: fc.record({ name: value, stage: value, owner: value }),
  several: fc.record({ words: list, informed: list }),
});

/** The draft with what an edit changes of it. */
const applied = (now: Draft, { one, several }: ReturnType<typeof editOf>): Draft => ({
  one: { ...now.one, ...one },
  several: { ...now.several, ...several },
});

describe('an edit', () => {
  test('in which nothing was changed changes nothing, whatever others did meanwhile', () => {
    fc.assert(
      fc.property(draft, draft, (opened, now) => {
        expect(editOf(opened, now, opened)).toEqual({ one: {}, several: {}, meanwhile: [] });
      }),
    );
  });

  test('that nobody else came between is what was sent', () => {
    fc.assert(
      fc.property(draft, draft, (opened, sent) => {
        const { one, several } = applied(opened, editOf(opened, opened, sent));
        expect(one).toEqual(sent.one);
        for (const field of ['words', 'informed'])
          expect(several[field]?.toSorted()).toEqual(sent.several[field]?.toSorted());
      }),
    );
  });

  test('never takes back what somebody else did: a field that both changed stays and is told', () => {
    fc.assert(
      fc.property(draft, draft, draft, (opened, now, sent) => {
        const edit = editOf(opened, now, sent);
        const result = applied(now, edit);
        for (const field of Object.keys(now.one)) {
          const theirs = now.one[field] !== opened.one[field];
          if (theirs) expect(result.one[field]).toBe(now.one[field]);
        }
        const added = (now.several.words ?? []).filter((word) => !opened.several.words?.includes(word));
        expect(result.several.words).toEqual(expect.arrayContaining(added));
      }),
    );
  });
});

const naming: Naming = {
  idOf: (ref) => (ref?.endsWith('@acme.test') ? ref.toUpperCase() : ''),
  valueFor: (ref) => (ref.endsWith('@acme.test') ? ref.toUpperCase() : ref),
  refOf: (sent) => sent.toLowerCase(),
  labelOf: (ref) => ref,
};

const TOPIC: Topic = {
  ...{
    key: 'invoices',
    name: 'Invoices',
    department: 'finance',
    stage: 'pay',
    words: ['invoice', 'bills, all of them'],
  },
  ...{ owner: 'gone@other.test', backup: 'fay@acme.test', informed: ['@billing', 'gone@other.test', 'ann@acme.test'] },
};

test('a form that is sent as it was opened leaves the topic as it was, even what no form can show', () => {
  const opened = topicDraft(TOPIC, 'fay@acme.test', naming);
  const now = { ...opened, several: { ...opened.several, words: TOPIC.words } };
  expect(topicWith(TOPIC, editOf(opened, now, opened), () => 'fay@acme.test', naming)).toEqual(TOPIC);
});

test.each([
  ['Double charges', [], 'double-charges'],
  ['Double charges', ['double-charges', 'double-charges-2'], 'double-charges-3'],
  ['Käyttöönotto & asennus', [], 'kayttoonotto-asennus'],
  ['客服', [], 'new'],
  ['x'.repeat(80), [], 'x'.repeat(60)],
])('%s, beside %o, has the key %s', (name, taken, key) => {
  expect(keyFrom(name, taken)).toBe(key);
});

test.each([
  ['invoice, charged twice', ['invoice', 'charged twice']],
  [' invoice ,\n\ncharged twice,invoice,', ['invoice', 'charged twice']],
  [' , ', []],
])('%j are the words %o', (typed, words) => {
  expect(wordsFrom(typed)).toEqual(words);
});
