import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentOrganisation } from '../../src/features/ownership/index.ts';
import { startTestBot, type TestBot } from '../support/bot.ts';
import { findChromium, openBrowser } from '../support/browser.ts';
import { seed } from '../support/company.ts';
import { until } from '../support/directory.ts';

const chromium = findChromium();

/** A person needs about so long for a click, reading what it brings included. */
const SECONDS_A_CLICK = 3;

const DEPARTMENTS = [
  ['marketing', 'Marketing', 'Dan Dahl'],
  ['sales', 'Sales', 'Joe Jansson'],
  ['product', 'Product', 'Pat Palm'],
  ['engineering', 'Engineering and IT', 'Bob Berg'],
  ['support', 'Support', 'Sam Salo'],
  ['finance', 'Finance', 'Fay Frost'],
  ['people', 'People', 'Eve Ek'],
  ['business-development', 'Business development', 'Joe Jansson'],
  ['leadership', 'Leadership', 'Eve Ek'],
] as const;

/** The first topic of each department, and whom its head would name. */
const OWNERS: Readonly<Record<string, readonly [topic: string, person: string]>> = {
  marketing: ['newsletter', 'Ann Aalto'],
  sales: ['delivery', 'Bob Berg'],
  product: ['usability', 'Dan Dahl'],
  engineering: ['login', 'Joe Jansson'],
  support: ['hotline', 'Ann Aalto'],
  finance: ['double-charges', 'Ann Aalto'],
};

/** A workspace in which nobody has described the company, with a channel for each department: Lea owns it. */
function workspace() {
  const company = seed();
  const users = (company.users ?? []).map((user) => (user.name === 'lea' ? { ...user, is_primary_owner: true } : user));
  const channels = [...DEPARTMENTS.map(([key]) => `${key}-cx`), 'general'];
  return { ...company, users, channels: channels.map((name) => ({ name, members: 'all' as const })) };
}

const shot = (page: Page, name: string) =>
  page.screenshot({ path: join(import.meta.dirname, 'screenshots', `setting-up-${name}.png`) });

async function sitDown(browser: Browser, t: TestBot, name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(10_000);
  await page.goto(t.sandbox.url);
  await page.getByText(name).click();
  await page.getByRole('navigation').getByText('Loopkeeper').click();
  return page;
}

/** A person at the page who uses nothing but the mouse, and is counted. */
function clicking(page: Page) {
  let clicks = 0;
  const click = async (what: Locator) => {
    await what.click();
    clicks += 1;
  };
  return {
    clicks: () => clicks,
    press: (name: string) => click(page.getByRole('button', { name, exact: true }).last()),
    async choose(field: string, option: string) {
      await click(page.locator(`[data-block="${field}"] .select`));
      await click(page.getByRole('option', { name: option }));
    },
    step: (text: string) => page.getByRole('dialog').getByText(text).first().waitFor(),
  };
}

type Clicking = ReturnType<typeof clicking>;

async function nameHeads(page: Page, lea: Clicking): Promise<void> {
  for (const [key, name, head] of DEPARTMENTS) {
    await lea.step(`Who heads ${name}?`);
    await lea.choose(`head/${key}`, head);
    await lea.choose(`channel/${key}`, `#${key}-cx`);
    if (key === 'finance') await shot(page, '2-department');
    await lea.press('Save and next');
  }
}

async function nameOwners(page: Page, lea: Clicking): Promise<void> {
  for (const [key, name] of DEPARTMENTS) {
    await lea.step(`${name}: who knows these best?`);
    const named = OWNERS[key];
    if (named) await lea.choose(`owner/${named[0]}`, named[1]);
    if (key === 'finance') await shot(page, '3-owners');
    await lea.press(named ? 'Save and next' : 'Skip');
  }
}

const inForce = async (t: TestBot) => (await t.bot.context.transaction((tx) => currentOrganisation(tx))).organisation;

const tell = async (page: Page, text: string) => {
  await page.click('.composer textarea');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};

describe.skipIf(!chromium)('the organisation by clicks, in Chromium', { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '');
  });
  afterAll(() => browser?.close());

  test('from nothing a company is set up in under five minutes by clicks alone', async () => {
    const t = await startTestBot({ seed: workspace(), bot: { org: { path: 'org.yml', text: undefined } } });
    const page = await sitDown(browser, t, 'Lea Lind');
    const lea = clicking(page);
    await tell(page, '/cx setup');
    await lea.step('Who leads customer experience?');
    await shot(page, '1-lead');
    await lea.choose('cx_deputy', 'Sam Salo');
    await lea.press('Save and next');
    await lea.step('Who decides what only the top can decide?');
    await lea.choose('executive_sponsor', 'Eve Ek');
    await lea.choose('people_lead', 'Pat Palm');
    await lea.press('Save and next');
    await nameHeads(page, lea);
    await nameOwners(page, lea);
    await lea.step('That is all.');
    await shot(page, '4-done');
    await lea.press('Close');
    await t.settled();
    await shot(page, '5-list');

    const { roles, departments } = await inForce(t);
    expect(roles).toMatchObject({ cx_lead: 'lea@acme.test', cx_deputy: 'sam@acme.test' });
    expect(departments.filter(({ interim, channel }) => interim || !channel)).toEqual([]);
    await t.hears({ text: 'I was charged twice' });
    expect(t.card('finance-cx').text).toContain('Double charges');
    const seconds = lea.clicks() * SECONDS_A_CLICK;
    process.stdout.write(`Set up from nothing: ${lea.clicks()} clicks, ${seconds} s at ${SECONDS_A_CLICK} s a click\n`);
    expect(seconds).toBeLessThan(5 * 60);
    await page.close();
  });

  test('a quarter later whoever answers for forty topics is asked about five, and answers by one click', async () => {
    const t = await startTestBot({ seed: workspace(), bot: { org: { path: 'org.yml', text: undefined } } });
    const page = await sitDown(browser, t, 'Lea Lind');
    await until(t, '2026-06-01');
    await until(t, '2026-06-02');
    await page.getByText('still mine').first().waitFor();
    await shot(page, '6-review');
    const lea = clicking(page);
    await lea.press('All 5 are still mine');
    await page.getByText('All 5 are yours until you say otherwise.').first().waitFor();
    await page.getByText('Not set up yet: 22 places and channels.').first().waitFor();
    await shot(page, '7-answered');
    expect(lea.clicks()).toBe(1);
    await page.close();
  });

  test('a topic is found by a word, edited, and its department shows what came of it', async () => {
    const t = await startTestBot();
    const page = await sitDown(browser, t, 'Lea Lind');
    const lea = clicking(page);
    await tell(page, '/cx setup');
    await lea.press('Departments and topics');
    await lea.step('3 departments, 2 topics.');
    await shot(page, '11-directory');
    await page.locator('[data-block="find"] .select').click();
    await page.keyboard.type('charged');
    await page.getByRole('option', { name: 'Double charges' }).click();
    await lea.step('What it is about, in words that customers use.');
    await page.getByLabel('Words that lead here').fill('charged twice, invoice, billed twice');
    await lea.choose('stage', 'renew');
    await shot(page, '12-topic');
    await lea.press('Save');
    await lea.step('Double charges: saved.');
    await shot(page, '13-department');
    await lea.press('Edit');
    await shot(page, '14-topic-again');
    await page.close();
  });

  test('an owner leaves, and the topic goes on with a name: the backup at once, then whom the head names', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    const page = await sitDown(browser, t, 'Fay Frost');
    await page.getByText('so the backup has it meanwhile').first().waitFor();
    await shot(page, '8-left');
    await tell(page, '/cx who charged twice');
    await page.getByText('Double charges: @Bob Berg').first().waitFor();
    await shot(page, '9-who');
    const fay = clicking(page);
    await fay.press('Name somebody');
    await fay.choose('person', 'Joe Jansson');
    await fay.press('Ask them');
    await t.settled();
    const joe = await sitDown(browser, t, 'Joe Jansson');
    await joe.getByRole('button', { name: "I'll answer for it" }).click();
    await t.settled();
    await tell(joe, '/cx who charged twice');
    await joe.getByText('Double charges: @Joe Jansson').first().waitFor();
    await shot(joe, '10-heir');
    await page.close();
    await joe.close();
  });
});
