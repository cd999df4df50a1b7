import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { simulate } from '../../src/commands/simulate.ts';
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
