import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Seed } from '../sandbox/index.ts';

const fileOf = (path: string) => new URL(`../${path}`, import.meta.url);
const yamlOf = (path: string): unknown => parse(readFileSync(fileOf(path), 'utf8'));

/** The demo's company: nine departments, people in seven time zones, feedback in five languages. */
export const ORG_FILE = fileOf('demo/org.yml').pathname;

export function companySeed(): Seed {
  const people = yamlOf('demo/people.yml') as Pick<Seed, 'users' | 'channels'>;
  return { team: { name: 'Acme' }, ...people, manifest: yamlOf('manifest.yml') as Seed['manifest'] };
}

const Topics = z.object({ topics: z.array(z.object({ owner: z.string().optional() })) });

/** Whoever answers for a topic, by the name in Slack. */
export function owners(): string[] {
  const found = Topics.parse(yamlOf('demo/org.yml')).topics.flatMap(({ owner }) => owner?.split('@')[0] ?? []);
  return [...new Set(found)];
}

const Item = z.looseObject({ text: z.string() });

/** What customers say, without id and source: to be said again and again. */
export function sayings(): Record<string, unknown>[] {
  return z
    .array(Item)
    .parse(yamlOf('demo/feedback.yml'))
    .map(({ id: _id, source: _source, expect: _expect, ...said }) => said);
}
