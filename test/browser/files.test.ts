import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { call, closeAll, SCOPES, workspace } from '../sandbox/workspace.ts';
import { findChromium, openBrowser } from '../support/browser.ts';

const chromium = findChromium();
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.skipIf(!chromium)('files on the page, in Chromium', { timeout: 30_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '');
  });
  afterAll(() => browser?.close());
  afterEach(closeAll);

  test('a picture that a person shares is shown, as is one that a block names by id or by address', async () => {
    const sandbox = await workspace({ scopes: [...SCOPES, 'files:read'] });
    await sandbox.as('anna').upload('general', { name: 'cat.png', bytes: PNG, title: 'Cat' }, 'my cat');
    await sandbox.as('anna').upload('general', { name: 'notes.txt', text: 'buy bulbs' });
    const id = sandbox.messages('general')[0]?.files?.[0];
    const { url_private: url } = (await call(sandbox, 'files.info', { file: id })).file;
    const image = (alt_text: string, slack_file: object) => ({ type: 'image', alt_text, slack_file });
    const accessory = image('beside', { id });
    const text = { type: 'mrkdwn', text: 'x' };
    const blocks = [image('below', { url }), { type: 'section', text, accessory }];
    await call(sandbox, 'chat.postMessage', { channel: sandbox.channel('general'), text: 'x', blocks });

    const page = await browser.newPage();
    await page.goto(sandbox.url);
    await page.click('[data-person=ben]');
    await page.click('[data-channel=general]');
    for (const alt of ['Cat', 'below', 'beside']) {
      const shown = page.getByAltText(alt);
      await shown.waitFor();
      await expect
        .poll(() => shown.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth))
        .toBe(1);
    }
    expect(await page.getByRole('link', { name: 'notes.txt' }).getAttribute('download')).toBe('notes.txt');
    await page.close();
  });
});
