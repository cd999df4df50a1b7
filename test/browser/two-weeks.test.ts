import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModalView } from '@slack/types';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Seed } from '../../sandbox/seed.ts';
import { localDay, localTime, weekday } from '../../src/kernel/calendar/day.ts';
import { DAY, HOUR, type Instant, instant } from '../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../support/bot.ts';
import { findChromium, openBrowser, remakesPictures } from '../support/browser.ts';
import { MONDAY } from '../support/issue.ts';
import { filledIn } from '../support/life/commands.ts';
import { SECRET } from '../support/secret.ts';

const chromium = findChromium();
const demo = (name: string) => readFileSync(new URL(`../../demo/${name}`, import.meta.url), 'utf8');
const ZONE = 'Europe/Helsinki';

interface Said {
  readonly id: string;
  readonly source: string;
  readonly text: string;
}

/** What people do with their newest DM, and how often they come by. Whoever is not here does nothing for two weeks. */
const TEMPERAMENTS: Readonly<Record<string, { readonly hours: readonly number[]; readonly goesOn: boolean }>> = {
  'irina.petrova': { hours: [10, 14], goesOn: true },
  'samuel.aalto': { hours: [11], goesOn: true },
  'anna.schulz': { hours: [9, 13, 16], goesOn: true },
  'hanna.niemi': { hours: [10], goesOn: true },
  'carlos.vega': { hours: [15], goesOn: true },
  'ville.korhonen': { hours: [12], goesOn: false },
  'laura.mendes': { hours: [10, 15], goesOn: true },
  'tom.becker': { hours: [13], goesOn: false },
  'jonas.ek': { hours: [9], goesOn: true },
  'maria.lind': { hours: [10, 15], goesOn: true },
};

/** The buttons of a DM in the order in which somebody goes through them. */
const TAKES = ['issue.slot-1', 'issue.accept'];
const GOES_ON = [...TAKES, 'issue.contact', 'issue.fix', 'issue.tell', 'issue.still'];

async function company(): Promise<TestBot> {
  const people = parse(demo('people.yml')) as Pick<Seed, 'users' | 'channels'>;
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  const sources = (parse(demo('feedback.yml')) as Said[]).map(({ source }) => source);
  return startTestBot({
    org: demo('org.yml'),
    seed: { team: { name: 'Acme' }, ...people, manifest } as Seed,
    bot: { secrets: new Map(sources.map((source) => [source, [SECRET]])) },
  });
}

const dayFrom = (t: TestBot) => (ahead: number) => localDay(instant(t.sandbox.clock.now() + ahead * DAY), ZONE);

/** Presses the first button in somebody's DMs that they would, and fills in what it opens. */
async function comesBy(t: TestBot, who: string, goesOn: boolean): Promise<void> {
  const wanted = goesOn ? GOES_ON : TAKES;
  for (const { ts, blocks } of t.sandbox.dm(who).slice(-3).reverse()) {
    const ids = [...JSON.stringify(blocks ?? []).matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id ?? '');
    const action = wanted.find((each) => ids.includes(each));
    if (action === undefined) continue;
    await t.sandbox.as(who).click({ channel: t.sandbox.dmChannel(who), ts }, action);
    const form = t.sandbox.as(who).modal();
    if (form?.submit)
      await t.sandbox
        .as(who)
        .submit(filledIn(form as unknown as ModalView, { choice: 0, colleague: '', day: dayFrom(t) }));
    // What answers a form stands in its place until whoever sent it has read it.
    if (t.sandbox.as(who).modal()) await t.sandbox.as(who).closeModal({ all: true });
    return t.settled();
  }
}

/** Two weeks, hour by hour; something is said in each hour of the day until all is said. */
async function livesTwoWeeks(t: TestBot): Promise<void> {
  const feedback = parse(demo('feedback.yml')) as Said[];
  for (let hour = 1; hour < 14 * 24; hour++) {
    await t.turnTo(MONDAY + hour * HOUR);
    const at = hourOf(instant(t.sandbox.clock.now()), ZONE);
    if (at > 9 && at < 17) await says(t, feedback.shift());
    for (const [who, { hours, goesOn }] of Object.entries(TEMPERAMENTS))
      if (hours.includes(at)) await comesBy(t, who, goesOn);
  }
  await t.settled();
}

async function says(t: TestBot, feedback: Said | undefined): Promise<void> {
  if (feedback === undefined) return;
  const { id, source, ...said } = feedback;
  const received_at = Temporal.Instant.fromEpochMilliseconds(t.sandbox.clock.now()).toString();
  await t.posts(JSON.stringify({ ...said, id, received_at }), { id, source });
}

async function looks(browser: Browser, t: TestBot, name: string, place: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.goto(t.sandbox.url);
  await page.getByText(name).click();
  await page.getByRole('navigation').getByText(place, { exact: true }).first().click();
  await page.locator('.message').last().waitFor();
  return page;
}

async function shot(page: Page, name: string, folder = join(import.meta.dirname, 'screenshots')): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

const hourOf = (at: Instant, zone: string): number => Number(localTime(at, zone).slice(0, 2));

/** Whose day begins earlier, by the organisation's file. */
const FROM_EIGHT = ['grace.okafor', 'olivia.hart'];

/** By their own clock: in which week each DM came, and whether they were off. */
function dmTimes(t: TestBot, who: string, zone: string): { readonly week: number; readonly off: boolean }[] {
  return t.sandbox.dm(who).map(({ ts }) => {
    const at = instant(Number(ts) * 1000);
    const hour = hourOf(at, zone);
    return {
      week: Math.floor((at - MONDAY) / (7 * DAY)),
      off: hour < (FROM_EIGHT.includes(who) ? 8 : 9) || hour >= 17 || weekday(localDay(at, zone)) > 5,
    };
  });
}

describe.skipIf(!chromium)('two weeks of the demo company, in Chromium', { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '');
  });
  afterAll(() => browser?.close());

  test('nobody is written to at night or at the weekend, and nobody often; what a person, a head and the CEO see is there to be looked at', async () => {
    const t = await company();
    await livesTwoWeeks(t);
    const people = (parse(demo('people.yml')) as { users: { name: string; tz: string }[] }).users;
    const times = people.map(({ name, tz }) => ({ name, dms: dmTimes(t, name, tz) }));
    expect(times.filter(({ dms }) => dms.some(({ off }) => off)).map(({ name }) => name)).toEqual([]);
    const often = times.filter(({ dms }) => [0, 1].some((week) => dms.filter((dm) => dm.week === week).length > 10));
    expect(often.map(({ name }) => name)).toEqual([]);

    for (const [name, place, file] of [
      ['Henrik Strand', 'Loopkeeper', 'head'],
      ['Irina Petrova', 'Loopkeeper', 'owner'],
      ['Grace Okafor', 'Loopkeeper', 'sponsor'],
      ['Tom Becker', 'Loopkeeper', 'silent'],
      ['Irina Petrova', 'finance', 'channel'],
    ] as const) {
      const page = await looks(browser, t, name, place);
      await shot(page, `two-weeks-${file}`);
      await page.close();
    }
    const page = await looks(browser, t, 'Maria Lind', 'Loopkeeper');
    await page.getByText('Good morning').last().scrollIntoViewIfNeeded();
    await shot(page, 'morning', remakesPictures() ? join(import.meta.dirname, '../../docs') : undefined);
  });
});
