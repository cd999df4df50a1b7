import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { simulate } from '../../src/commands/simulate.ts';
import { companyDays, mostText } from '../../src/simulation/tally.ts';
import { temporaryFolder, testWorld } from '../support/cli.ts';
import { ORG } from '../support/company.ts';

function workplace() {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('org.yml'), ORG);
  const run = async (...args: string[]) => {
    const world = testWorld({});
    await simulate.run(['--org', at('org.yml'), '--days', '7', '--per-week', '20', ...args], world);
    return world.printed.join('\n');
  };
  return { at, run };
}

test('a simulation prints what everybody would be sent, the busiest first, with the worst day', async () => {
  const printed = await workplace().run();
  expect(printed).toContain('20 complaints in 7 days from 2026-03-02, seed 7.');
  const people = [...printed.matchAll(/^(ann|bob|dan|fay|lea) +(\d+) +([\d.]+) {2}(\d+) on 2026-03-\d\d$/gm)];
  const totals = people.map(([, , total]) => Number(total));
  expect(totals.length).toBeGreaterThanOrEqual(3);
  expect(totals).toEqual([...totals].sort((a, b) => b - a));
});

test('of the days of all people the worst stands first, of two alike the earlier, with everybody who got most of it', () => {
  const tally = (name: string, days: Record<string, number>) =>
    ({ name, total: 0, aWeek: 0, worstDay: { day: '', messages: 0 }, days: new Map(Object.entries(days)) }) as const;
  const days = companyDays([
    tally('bob', { '2026-03-03': 2, '2026-03-02': 1 }),
    tally('ann', { '2026-03-02': 2, '2026-03-03': 1, '2026-03-04': 5 }),
    tally('dan', { '2026-03-05': 2, '2026-03-02': 2, '2026-03-03': 2, '2026-03-06': 1 }),
    tally('eve', { '2026-03-05': 2 }),
    tally('fay', { '2026-03-05': 2 }),
  ]);
  expect(days.map((each) => `${each.day}: ${each.messages} to ${each.people}, ${mostText(each)}`)).toEqual([
    '2026-03-05: 6 to 3, 2 each to dan, eve and 1 more',
    '2026-03-02: 5 to 3, 2 each to ann and dan',
    '2026-03-03: 5 to 3, 2 each to bob and dan',
    '2026-03-04: 5 to 1, 5 to ann',
    '2026-03-06: 1 to 1, 1 to dan',
  ]);
});

test("the company's worst days say how many messages, to how many people, and who got most", async () => {
  const printed = await workplace().run();
  const days = [...printed.matchAll(/^(2026-03-\d\d) +(\d+) +(\d+) {2}(\d+) (?:each )?to (?:ann|bob|dan|fay|lea)/gm)];
  const messages = days.map(([, , all]) => Number(all));
  expect(days.length).toBeGreaterThanOrEqual(3);
  expect(messages).toEqual([...messages].sort((a, b) => b - a));
  for (const [, , all, people, most] of days) {
    expect(Number(all)).toBeLessThanOrEqual(Number(people) * Number(most));
    expect(Number(all)).toBeGreaterThanOrEqual(Number(people));
  }
});

test('the same seed gives the same messages, another seed others', { timeout: 20_000 }, async () => {
  const { at, run } = workplace();
  const listed = async (seed: string) => {
    await run('--seed', seed, '--messages', at('list.csv'));
    return readFileSync(at('list.csv'), 'utf8');
  };
  const [first, again, other] = [await listed('3'), await listed('3'), await listed('4')];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('a stricter policy is tried by naming its file, and its mistakes are told by their lines', {
  timeout: 20_000,
}, async () => {
  const { at, run } = workplace();
  writeFileSync(at('eager.yml'), 'policy: { accept_within: 1 staff hours, dms_a_day: 9 }\n');
  writeFileSync(at('wrong.yml'), 'policy: { accept_within: soon }\n');
  const usual = await run('--silent');
  expect(await run('--silent', '--policy', at('eager.yml'))).not.toBe(usual);
  await expect(run('--policy', at('wrong.yml'))).rejects.toThrow('"soon" is no duration');
});

test('the picture has a row for each person, with the number in each coloured day', async () => {
  const { at, run } = workplace();
  await run('--picture', at('days.svg'));
  const svg = readFileSync(at('days.svg'), 'utf8');
  expect(svg).toMatch(/<text[^>]*>ann \(\d+\)<\/text>/);
  const days = [...svg.matchAll(/<title>2026-03-\d\d: (\d+)<\/title><\/rect>\n?<text[^>]*>(\d+)<\/text>/g)];
  expect(days.length).toBeGreaterThan(5);
  for (const [, said, written] of days) expect(written).toBe(said);
});

test("the picture has a bar for each day of the whole company's messages, its worst days with their number", async () => {
  const { at, run } = workplace();
  const printed = await run('--picture', at('days.svg'));
  const svg = readFileSync(at('days.svg'), 'utf8');
  const [, day, messages, people] = /^(2026-03-\d\d) +(\d+) +(\d+)/m.exec(printed) ?? [];
  expect(svg).toContain(`<title>${day}: ${messages} to ${people} people</title>`);
  expect(svg).toMatch(new RegExp(`people</title></rect><text[^>]*>${messages}</text>`));
  expect(svg).toMatch(/everybody together \(\d+\)/);
});
