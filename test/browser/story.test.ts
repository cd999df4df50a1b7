import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Seed } from '../../sandbox/seed.ts';
import { DAY } from '../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../support/bot.ts';
import { findChromium, openBrowser, remakesPictures } from '../support/browser.ts';
import { seed } from '../support/company.ts';

const chromium = findChromium();

/** Chooses the people and places of the workspace as a person does. */
async function sitDown(browser: Browser, url: string, name: string, height = 860): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height } });
  await page.goto(url);
  await page.getByText(name).click();
  await page.getByText('finance', { exact: true }).first().click();
  return page;
}

const shot = (page: Page, name: string) =>
  page.screenshot({ path: join(import.meta.dirname, 'screenshots', `story-${name}.png`) });

/** A picture for the README; `npm run pictures` makes them anew. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement.blur()');
  await page.screenshot({ path: join(pictureFolder(), `${name}.png`), animations: 'disabled', caret: 'hide' });
}

const pictureFolder = () => join(import.meta.dirname, remakesPictures() ? '../../docs' : 'screenshots');

async function fill(page: Page, labels: Record<string, string>): Promise<void> {
  for (const [label, words] of Object.entries(labels)) await page.getByLabel(label).fill(words);
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.locator(`[data-block=${field}] .select`).click();
  await page.getByRole('option', { name: option }).click();
}

describe.skipIf(!chromium)('the main job, in Chromium', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '');
  });
  afterAll(() => browser?.close());

  test('a card arrives, a day passes, the nudge comes, the issue is taken, answered, fixed, told and closed', async () => {
    const t = await startTestBot();
    t.sandbox.clock.onTurn(() => t.bot.turned());
    const page = await sitDown(browser, t.sandbox.url, 'Ann Aalto');
    await t.hears({
      text: 'I was charged twice in October and nobody could tell me why.',
      customer: { account: 'Orbit' },
    });
    await page.getByText('a customer at Orbit').first().waitFor();
    await shot(page, '1-card');

    for (let hour = 0; hour < 5; hour++) await page.getByRole('button', { name: '+1 hour' }).click();
    await page.getByRole('navigation').getByText('Loopkeeper').click();
    await page.getByText('This still needs somebody').waitFor();
    await shot(page, '2-nudge');

    await page.getByRole('button', { name: 'Mon 16:00' }).last().click();
    await page.getByText('You have it, thank you').first().waitFor();
    await page.getByRole('navigation').getByText('finance').click();
    await page.locator('.replies').first().click();
    await page.locator('.thread .message').nth(1).waitFor();
    await picture(page, 'sandbox');
    await page.getByRole('navigation').getByText('Loopkeeper').click();
    await page.getByRole('button', { name: "I've replied" }).last().click();
    await choose(page, 'channel', 'Mail');
    await fill(page, { 'What did you say?': 'We are looking into it.' });
    await shot(page, '3-form');
    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByRole('button', { name: "It's fixed" }).last().click();
    await fill(page, { 'What was the cause?': 'Two jobs ran at once.', 'What was changed': 'Only one can.' });
    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByRole('button', { name: 'The customer knows' }).last().click();
    await choose(page, 'channel', 'Phone');
    await fill(page, { 'In which words?': 'Your money is back.' });
    await page.getByRole('button', { name: 'Close it' }).click();

    await page.getByRole('navigation').getByText('finance').click();
    await page.getByText('Closed: fixed, and the customer was told.').first().waitFor();
    await page.locator('.replies').first().click();
    await page.locator('.thread .message', { hasText: 'Closed' }).first().waitFor();
    await picture(page, 'closed');
    expect(t.story(t.card('finance'))).toEqual([
      'Taken',
      'The customer was answered',
      'Fixed',
      'Closed: fixed, and the customer was told',
    ]);
    await page.close();
  });

  test('the journey is asked for in words, and shown as a picture in a direct message', async () => {
    const { users, channels } = parse(demo('people.yml')) as Required<Pick<Seed, 'users' | 'channels'>>;
    // As most people leave it: called by their full name.
    const named = users.map((user) => ({ ...user, display_name: '' }));
    const t = await startTestBot({ org: demo('org.yml'), seed: { ...seed(), users: named, channels } });
    await heardForMonths(t);
    t.sandbox.setUser('tom.becker', { deleted: true });
    await t.settled();
    const page = await sitDown(browser, t.sandbox.url, 'Irina Petrova', 1500);
    await page.locator('.composer textarea').fill('/cx journey');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Outside every topic').first().waitFor();
    await shot(page, '4-journey');

    await page.getByRole('button', { name: 'Show as picture' }).click();
    await page.getByText('The picture is on its way to you').first().waitFor();
    await page.getByRole('navigation').getByText('Loopkeeper').click();
    const drawn = page.getByAltText("The customer's journey as a picture");
    await drawn.waitFor();
    await expect
      .poll(() => drawn.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(1240);
    await shot(page, '5-picture');
    writeFileSync(join(pictureFolder(), 'journey.png'), await bytesOf(t, drawn));
    await page.close();
  });
});

/** What Slack was given, at its full size. */
async function bytesOf(t: TestBot, drawn: Locator): Promise<Uint8Array> {
  const address = await drawn.getAttribute('src');
  return new Uint8Array(await (await fetch(new URL(address ?? '', t.sandbox.url))).arrayBuffer());
}

const demo = (name: string) => readFileSync(new URL(`../../demo/${name}`, import.meta.url), 'utf8');

/** What the demo's customers say, said three times within three months, with scores enough for some topics. */
async function heardForMonths(t: TestBot): Promise<void> {
  const said: { id: string; text: string; score?: object }[] = parse(demo('feedback.yml'));
  const more = Array.from({ length: 14 }, (_, n) => ({
    id: `more-${n}`,
    text: n % 2 ? 'I was charged twice.' : 'The app crashes all the time.',
    score: { kind: 'nps', value: (n * 3) % 11 },
  }));
  const all = [...more, ...more, ...said, ...said, ...said];
  for (const [n, { id: before, text, score }] of all.entries()) {
    const received_at = new Date(t.sandbox.clock.now() - (1 + ((n * 7) % 85)) * DAY).toISOString();
    const id = `${before}-${n}`;
    await t.posts(JSON.stringify({ id, text, score, received_at }), { id });
  }
  await t.settled();
}
