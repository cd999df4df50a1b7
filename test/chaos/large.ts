import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Seed } from '../../sandbox/seed.ts';

interface Size {
  readonly departments: number;
  /** Owners of one topic each, in each department. */
  readonly owners: number;
  readonly policy?: string;
}

/** A company as large as wanted, nine to five in Helsinki without holidays: departments d0, d1, …, in each a head, a backup and owners of one topic each. */
export function largeCompany({ departments, owners, policy = '' }: Size): { org: string; seed: Seed } {
  const all = Array.from({ length: departments }, (_, n) => department(n, owners));
  const names = ['lea', 'sam', 'eve', ...all.flatMap(({ people }) => people)];
  const channels = ['support', ...all.map(({ channel }) => channel)];
  return { org: orgOf(all, policy), seed: seedOf(names, channels) };
}

type Department = ReturnType<typeof department>;

function department(n: number, owners: number) {
  const topics = Array.from({ length: owners }, (_, m) => ({ word: wordOf(n, m), owner: ownerOf(n, m) }));
  const [head, backup] = [`head-${n}`, `backup-${n}`];
  return {
    key: `d${n}`,
    channel: `d${n}`,
    head,
    backup,
    topics,
    people: [head, backup, ...topics.map((t) => t.owner)],
  };
}

/** The word by which a complaint is about that topic, and whose topic it is. */
export const wordOf = (department: number, topic: number): string => `gadget${department}x${topic}`;
export const ownerOf = (department: number, topic: number): string => `owner-${department}-${topic}`;

/** A complaint in words of its own, so that it is like no other. */
export const complaint = (id: string, word: string): string =>
  `The ${word} part${id} of batch${id} is broken, and box${id} is wrong.`;

const mail = (name: string) => `${name}@acme.test`;

function orgOf(all: readonly Department[], policy: string): string {
  const departments = all.map(
    ({ key, channel, head, people }) =>
      `  - { key: ${key}, name: ${key.toUpperCase()}, channel: '#${channel}', head: ${mail(head)}, members: [${people.map(mail).join(', ')}] }`,
  );
  const topics = all.flatMap(({ key, backup, topics }) =>
    topics.map(
      ({ word, owner }) =>
        `  - { key: ${word}, name: ${word}, department: ${key}, stage: use, owner: ${mail(owner)}, backup: ${mail(backup)}, words: [${word}] }`,
    ),
  );
  return `
company: { name: Acme, timezone: Europe/Helsinki, hours: 'Mon-Fri 09:00-17:00' }
roles: { cx_lead: lea@acme.test, executive_sponsor: eve@acme.test }
departments:
  - { key: support, name: Support, channel: '#support', head: sam@acme.test, members: [sam@acme.test, lea@acme.test] }
${departments.join('\n')}
topics:
${topics.join('\n')}
${policy && `policy: ${policy}`}
`;
}

const seedOf = (names: readonly string[], channels: readonly string[]): Seed => ({
  team: { name: 'Acme' },
  users: names.map((name) => ({ name, real_name: name, email: mail(name), tz: 'Europe/Helsinki' })),
  channels: channels.map((name) => ({ name, members: 'all' as const })),
  manifest: parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')),
});
