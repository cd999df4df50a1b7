import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Seed } from '../../sandbox/seed.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { startTestBot } from '../support/bot.ts';
import { findChromium, openBrowser } from '../support/browser.ts';
import { seed } from '../support/company.ts';

const chromium = findChromium();
const demo = (name: string) => readFileSync(new URL(`../../demo/${name}`, import.meta.url), 'utf8');
const shot = (page: Page, name: string) =>
  page.screenshot({ path: join(import.meta.dirname, 'screenshots', `home-${name}.png`) });

describe.skipIf(!chromium)('beside the main job, in Chromium', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '');
  });
  afterAll(() => browser?.close());

  test('praise goes up at noon, stands on the Home tab, and a colleague puts forward the next', async () => {
    const { users, channels } = parse(demo('people.yml')) as Required<Pick<Seed, 'users' | 'channels'>>;
    const named = users.map((user) => ({ ...user, display_name: '' }));
    const org = demo('org.yml');
    const t = await startTestBot({ org, seed: { ...seed(), users: named, channels } });
    t.sandbox.clock.onTurn(() => t.bot.turned());
    const text = 'The new app is wonderful, your team really listened to us. Thank you!';
    await t.hears({ text, customer: { account: 'Lumen' } });
    await t.turn(3 * HOUR);

    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.goto(t.sandbox.url);
    await page.getByText('Irina Petrova').click();
    await page.getByText('love-wall', { exact: true }).first().click();
    await page.getByText('really listened to us').first().waitFor();
    await shot(page, '1-card');

    await page.locator('.composer textarea').fill('/cx wall');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('button', { name: 'Add to the wall' }).click();
    await page.getByLabel('What did the customer say?').fill('Tom answered within an hour, on a Sunday. Wonderful!');
    await shot(page, '2-form');
    await page.getByRole('button', { name: 'Put it forward' }).click();
    await page.getByText('It goes up on one of the next working days').waitFor();
    await page.getByRole('button', { name: 'Close' }).first().click();
    await page.getByRole('navigation').getByText('Loopkeeper').click();
    await page.getByText('Home', { exact: true }).first().click();
    await page.getByText('Customer love wall').first().waitFor();
    await shot(page, '3-home');
    expect(await page.getByText('really listened to us').count()).toBeGreaterThan(0);
    await page.close();
  });

  test('a day beside support is chosen in two clicks, and stands on the Home tab', async () => {
    const { users, channels } = parse(demo('people.yml')) as Required<Pick<Seed, 'users' | 'channels'>>;
    const named = users.map((user) => ({ ...user, display_name: '' }));
    const t = await startTestBot({ org: demo('org.yml'), seed: { ...seed(), users: named, channels } });
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.goto(t.sandbox.url);
    await page.getByText('Irina Petrova').click();
    await page.getByText('general', { exact: true }).first().click();
    await page.locator('.composer textarea').fill('/cx day');
    await page.getByRole('button', { name: 'Send' }).click();
    const choose = page.getByRole('button', { name: /^Choose/ }).first();
    await choose.waitFor();
    await shot(page, '4-offers');
    await choose.click();
    await t.settled();
    await shot(page, '5-booked');
    await page.getByRole('navigation').getByText('Loopkeeper').click();
    await page.getByText('Home', { exact: true }).first().click();
    await page.getByText('Your next support day').last().waitFor();
    await shot(page, '6-home');
    await page.close();
  });
});
