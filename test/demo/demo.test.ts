import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bodyFrom } from '../../src/features/feedback/ingest-body.ts';
import { readByWords } from '../../src/features/feedback/reader/reader.ts';
import type { Reading } from '../../src/features/feedback/reading.ts';
import { organisationFrom } from '../../src/features/ownership/org-file.ts';

const file = (name: string) => readFileSync(new URL(`../../demo/${name}`, import.meta.url), 'utf8');

interface Item {
  readonly id: string;
  readonly source: string;
  readonly text: string;
  readonly expect: { readonly kind: Reading['kind']; readonly topics: readonly string[] };
}

const items: Item[] = parse(file('feedback.yml'));
const people: { users: { email: string }[]; channels: { name: string }[] } = parse(file('people.yml'));
const outcome = organisationFrom(file('org.yml'));
const organisation = outcome.ok ? outcome.organisation : undefined;
const topics = organisation?.topics ?? [];

const complaintsOf = ({ statements }: Reading) =>
  statements.flatMap(({ sentiment, topic }) => (sentiment === 'complaint' && topic !== undefined ? [topic] : []));

describe("the demo's organisation", () => {
  test('has no mistakes', () => {
    expect(outcome).toMatchObject({ ok: true });
  });

  test('names only people and channels that the workspace has', () => {
    const emails = new Set(people.users.map(({ email }) => email));
    const channels = new Set(people.channels.map(({ name }) => `#${name}`));
    const { roles, departments = [], people: exceptions = [] } = organisation ?? {};
    const named = [
      ...Object.values(roles ?? {}),
      ...exceptions.map(({ who }) => who),
      ...departments.flatMap(({ head, members }) => [head, ...members]),
      ...topics.flatMap(({ owner, backup }) => [owner, backup]),
    ];
    expect(named.filter((email) => !emails.has(email))).toEqual([]);
    expect(departments.filter(({ channel }) => channel === undefined || !channels.has(channel))).toEqual([]);
  });

  test('has nine departments, each with topics of its own', () => {
    const departments = organisation?.departments.map(({ key }) => key) ?? [];
    expect(departments).toHaveLength(9);
    expect(new Set(topics.map(({ department }) => department))).toEqual(new Set(departments));
  });
});

describe("the demo's feedback", () => {
  const readings = items.map((item) => ({ item, reading: readByWords(item, topics) }));

  test('is such as POST /ingest takes', () => {
    const problems = items.flatMap(({ source, expect: _, ...body }) => {
      const result = bodyFrom(Buffer.from(JSON.stringify(body)), body.id);
      return 'problem' in result ? [body.id, source] : [];
    });
    expect(problems).toEqual([]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  test('is read as a careful person would, nine times in ten', () => {
    const wrong = readings.flatMap(({ item, reading }) => {
      const found = { kind: reading.kind, topics: complaintsOf(reading).sort() };
      const wanted = { kind: item.expect.kind, topics: [...item.expect.topics].sort() };
      return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [{ text: item.text, found, wanted }];
    });
    expect(wrong.length / items.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(0.1);
  });

  test('gives every department a complaint', () => {
    const hit = new Set(readings.flatMap(({ reading }) => complaintsOf(reading)));
    const departments = topics.filter(({ key }) => hit.has(key)).map(({ department }) => department);
    expect(new Set(departments)).toEqual(new Set(organisation?.departments.map(({ key }) => key)));
  });

  test('is of every kind and in five languages', () => {
    expect(new Set(readings.map(({ reading }) => reading.kind))).toEqual(
      new Set(['complaint', 'praise', 'mixed', 'neutral']),
    );
    const languages = new Set(readings.map(({ reading }) => reading.language));
    expect(['en', 'de', 'es', 'fr', 'fi'].filter((language) => !languages.has(language))).toEqual([]);
  });
});
