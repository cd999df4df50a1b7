import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { replay } from '../../src/commands/replay.ts';
import { readByWords } from '../../src/features/feedback/index.ts';
import { organisationFrom } from '../../src/features/ownership/index.ts';
import { instant } from '../../src/kernel/time.ts';
import { type Heard, lastDays, replayed, unownedIn } from '../../src/simulation/replay.ts';
import { temporaryFolder, testWorld } from '../support/cli.ts';
import { ORG } from '../support/company.ts';
import { at, MONDAY } from '../support/issue.ts';

const MAP = ['--map', 'text=text,received_at=when'];

function workplace(rows: readonly string[]) {
  const folder = temporaryFolder();
  const [org, csv, out] = [join(folder, 'org.yml'), join(folder, 'last.csv'), join(folder, 'page.html')];
  writeFileSync(org, ORG);
  writeFileSync(csv, ['text,when', ...rows].join('\n'));
  const run = async (...more: string[]) => {
    const world = testWorld({});
    await replay.run([csv, '--org', org, '--out', out, ...MAP, ...more], world);
    return { printed: world.printed.join('\n'), page: readFileSync(out, 'utf8') };
  };
  return { org, csv, run };
}

const ROWS = [
  '"I was charged twice and nobody helped.",2026-02-02T08:00:00Z',
  '"The crash of the app is terrible.",2026-02-03T08:00:00Z',
  '"The parking garage was terrible. Call me at +358 40 123 4567.",2026-02-04T08:00:00Z',
  '"Parking was awful <b>again</b>.",2026-02-05T08:00:00Z',
  '"Lovely people, thank you!",2026-02-06T08:00:00Z',
];

describe('a replay of last quarter', () => {
  test('says whose each complaint would have been, and how many messages that is, on one page', async () => {
    const { printed, page } = await workplace(ROWS).run();
    expect(printed).toContain('5 rows were replayed.');
    expect(page).toContain('<td>Double charges</td><td>Finance</td><td>ann@acme.test</td><td class="n">1</td>');
    expect(page).toContain('<td>The app</td><td>Product</td><td>dan@acme.test</td><td class="n">1</td>');
    expect(page).toMatch(/<td>ann<\/td><td class="n">\d+<\/td>/);
    expect(page).toContain('<svg');
  });

  test('shows what nobody would have owned, masked and inert, with words to make a topic of', async () => {
    const { page } = await workplace(ROWS).run();
    expect(page).toContain('Nobody would have owned: 2 of 4 (50 %)');
    expect(page).toContain('<span>parking (2)</span>');
    expect(page).toContain('&lt;b&gt;again&lt;/b&gt;');
    expect(page).not.toContain('123 4567');
  });

  test('is the same page for the same file and seed, and fetches nothing', async () => {
    const { run } = workplace(ROWS);
    const [one, two] = [await run(), await run()];
    expect(one.page).toBe(two.page);
    expect(one.page).not.toMatch(/(?:src|href)=/);
  });

  test('leaves out rows that it cannot read, and says where the first stands', async () => {
    const { printed } = await workplace([...ROWS, '"Late again.",yesterday']).run();
    expect(printed).toContain('5 rows were replayed; 1 could not be read, the first in line 7.');
  });

  test.each([
    ['a file that is not there', ['--org', '/nowhere/org.yml'], '/nowhere/org.yml is missing'],
    ['a column that the file lacks', ['--map', 'text=words'], 'words'],
    ['days that are none', ['--days', 'many'], '--days "many" is no whole number from 1 to 400.'],
    ['an option that is mistyped', ['--dayz', '3'], 'There is no option --dayz'],
  ])('refuses %s in words', async (_what, args, words) => {
    await expect(workplace(ROWS).run(...args)).rejects.toThrow(words);
  });
});

describe('of a longer file', () => {
  const said = (text: string) => ({ text });
  const row = (when: string | undefined): Heard => ({ at: when === undefined ? undefined : at(when), said: said('x') });

  test('only the last days before the newest row are replayed, oldest first', () => {
    const rows = [row('2026-02-20 10:00'), row('2025-02-20 10:00'), row('2026-01-20 10:00')];
    expect(lastDays(rows, 92, MONDAY).map((each) => each.at)).toEqual([at('2026-01-20 10:00'), at('2026-02-20 10:00')]);
  });

  test('rows without a day are spread evenly over that time', () => {
    const days = lastDays([row(undefined), row(undefined)], 4, instant(4 * 86_400_000)).map(
      (each) => each.at / 86_400_000,
    );
    expect(days).toEqual([1, 3]);
  });
});

test('a word that stands in owned complaints just as often makes no topic', () => {
  const parsed = organisationFrom(ORG);
  if (!parsed.ok) throw new Error('the small company is not in order');
  const heard = ['Garage with horrible music', 'Horrible garage lights', 'Horrible invoice', 'Horrible app'].map(
    (text): Heard => ({ at: MONDAY, said: { text } }),
  );
  const { words } = unownedIn(replayed(heard, parsed.organisation, readByWords));
  expect(words.map(({ word }) => word)).toEqual(['garage']);
});
