import { expect, test } from 'vitest';
import { templateOrganisation } from '../../../src/features/ownership/index.ts';
import { topicsMeant } from '../../../src/features/ownership/who/search.ts';

const template = templateOrganisation({
  company: 'Acme',
  timezone: 'Europe/Helsinki',
  lead: 'lea@acme.test',
  channels: new Set(),
});

test('whoever asks with a topic’s own name, or one of its words, is led to that topic and to no other', () => {
  const asked = template.topics.flatMap(({ key, name, words }) =>
    [name, ...words].map((typed) => [key, typed] as const),
  );
  const astray = asked.flatMap(([key, typed]) => {
    const { found, tied } = topicsMeant(template, typed);
    const led = found.slice(0, Math.max(1, tied)).map(({ topic }) => topic.key);
    return led.join() === key ? [] : [`${key}: “${typed}” → ${led.join(', ')}`];
  });
  expect(asked.length).toBeGreaterThan(400);
  expect(astray).toEqual([]);
});
