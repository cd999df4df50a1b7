import { join } from 'node:path';
import type { App } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { crowded } from '../../sandbox/crowd.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { closeAll, seed, socketApp, workspace } from '../sandbox/workspace.ts';
import { findChromium, openBrowser } from '../support/browser.ts';
import { until } from '../support/lanes.ts';

const chromium = findChromium();

const plain = (text: string) => ({ type: 'plain_text' as const, text });

const card = {
  text: 'The lamp is dark',
  blocks: [
    { type: 'header' as const, text: plain('The lamp is dark') },
    {
      type: 'section' as const,
      text: { type: 'mrkdwn' as const, text: '>Nobody *sees* anything &lt;here&gt;' },
      fields: [{ type: 'mrkdwn' as const, text: '*Owner*\nnobody' }],
    },
    {
      type: 'actions' as const,
      elements: [
        { type: 'button' as const, action_id: 'lamp.mend', text: plain('Mend it'), style: 'primary' as const },
        {
          type: 'button' as const,
          action_id: 'lamp.drop',
          text: plain('Drop it'),
          style: 'danger' as const,
          confirm: {
            title: plain('Drop the lamp?'),
            text: plain('It breaks.'),
            confirm: plain('Drop'),
            deny: plain('Keep'),
          },
        },
      ],
    },
  ],
};

const input = (block_id: string, label: string, element: object, more: object = {}) => ({
  ...{ type: 'input' as const, block_id, label: plain(label), element: { action_id: block_id, ...element } },
  ...more,
});

const option = (value: string) => ({ text: plain(value), value });

const modal = {
  type: 'modal' as const,
  callback_id: 'mend',
  title: plain('Mend the lamp'),
  submit: plain('Save'),
  blocks: [
    input('how', 'How?', { type: 'static_select', options: ['Bulb', 'Cable'].map(option) }),
    input('what', 'What did you do?', { type: 'plain_text_input' }),
    input('day', 'When?', { type: 'datepicker', initial_date: '2026-02-02' }, { optional: true }),
    input('who', 'With whom?', { type: 'multi_users_select' }, { optional: true }),
  ],
};

describe.skipIf(!chromium)('the page of the workspace, in Chromium', { timeout: 30_000 }, () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let app: App;
  let pages: Page[];
  let elsewhere: string[];
  let broken: string[];

  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '');
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    [pages, elsewhere, broken] = [[], [], []];
    sandbox = await workspace();
    app = socketApp(sandbox);
  });
  afterEach(async ({ task }) => {
    for (const [index, page] of pages.entries()) {
      const path = join(import.meta.dirname, 'screenshots', `${task.name.slice(0, 60)}-${index}.png`);
      if (task.result?.state === 'fail') await page.screenshot({ path });
      await page.context().close();
    }
    await closeAll();
    expect({ elsewhere, broken }).toEqual({ elsewhere: [], broken: [] });
  });

  /** A browser of its own in which one acts as this person, with a channel open. */
  async function pageOf(who: string, channel = 'general'): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    pages.push(page);
    page.setDefaultTimeout(8000);
    page.on('request', (request) => {
      if (!request.url().startsWith(sandbox.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    page.on('pageerror', (error) => broken.push(error.message));
    await page.goto(sandbox.url);
    await page.click(`[data-person=${who}]`);
    await page.click(`[data-channel=${channel}]`);
    return page;
  }

  async function postCard() {
    await app.client.chat.postMessage({ channel: sandbox.channel('general'), ...card });
  }

  const write = async (page: Page, text: string) => {
    await page.click('.composer textarea');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };

  const message = (page: Page, text: string) => page.locator('.message', { hasText: text });
  const seen = (page: Page, text: string) => message(page, text).first().waitFor();

  test('a button opens a modal; what is wrong with it is shown; once right it closes and the card changes', async () => {
    const submitted: unknown[] = [];
    app.action('lamp.mend', async ({ ack, body, client }) => {
      await ack();
      if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: modal as never });
    });
    app.view('mend', async ({ ack, view, client }) => {
      submitted.push(view.state.values);
      if (view.state.values.what?.what?.value === 'no')
        return ack({ response_action: 'errors', errors: { what: 'Say more.' } });
      await ack();
      const { ts } = sandbox.messages('general')[0]!;
      return void (await client.chat.update({
        channel: sandbox.channel('general'),
        ts,
        text: 'The lamp shines',
        blocks: [],
      }));
    });
    await app.start();
    const page = await pageOf('anna');
    await postCard();

    await page.getByRole('button', { name: 'Mend it' }).click();
    await page.getByRole('dialog', { name: 'Mend the lamp' }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await until(async () => (await page.locator('.input-error').count()) === 2);
    expect(submitted).toEqual([]);

    await page.locator('[data-block=how] .select').click();
    await page.keyboard.type('cab');
    await page.keyboard.press('Enter');
    await page.locator('[data-block=how] .select:focus', { hasText: 'Cable' }).waitFor();
    await page.getByLabel('What did you do?').fill('no');
    await page.locator('[data-block=who] .select').click();
    await page.getByRole('option', { name: 'Ben' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.input-error', { hasText: 'Say more.' }).waitFor();

    await page.getByLabel('What did you do?').fill('a new cable');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await seen(page, 'The lamp shines');
    expect(submitted.at(-1)).toMatchObject({
      how: { how: { selected_option: { value: 'Cable' } } },
      what: { what: { value: 'a new cable' } },
      day: { day: { selected_date: '2026-02-02' } },
      who: { who: { selected_users: [sandbox.user('ben')] } },
    });
  });

  test('without the mouse: from a card to its modal, through what is wrong with it, and back to where one was', async () => {
    app.action('lamp.mend', async ({ ack, body, client }) => {
      await ack();
      const view = { ...modal, blocks: [input('what', 'What did you do?', { type: 'plain_text_input' })] };
      if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: view as never });
    });
    app.view('mend', async ({ ack }) => void (await ack()));
    await app.start();
    await postCard();
    const page = await pageOf('anna');
    await page.getByRole('button', { name: 'Mend it' }).waitFor();
    await page.locator('.composer textarea').focus();
    const focused = () => page.evaluate('document.activeElement?.textContent');
    for (let stops = 0; stops < 20 && (await focused()) !== 'Mend it'; stops++) await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate("document.activeElement.matches(':focus-visible')")).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('[role=dialog] input:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.input.wrong input:focus').waitFor();
    await page.getByRole('alert').waitFor();
    await page.keyboard.type('a new bulb');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await until(async () => (await focused()) === 'Mend it');
  });

  test('a permalink leads to its message in its thread, by a click and in a fresh tab', async () => {
    await app.start();
    const ben = sandbox.as('ben');
    const parent = await ben.say('general', 'Who has a lamp?');
    const reply = await ben.say('general', 'I have one', { thread_ts: parent });
    const link = `${sandbox.url}/archives/${sandbox.channel('general')}/p${reply.replace('.', '')}?thread_ts=${parent}`;
    await sandbox.as('anna').say('random', link);
    const page = await pageOf('anna', 'random');
    const arrived = () => page.locator('.thread .message:focus', { hasText: 'I have one' }).waitFor();
    await page.locator('.message a').click();
    await arrived();
    await page.goto(link);
    await page.click('[data-person=anna]');
    await arrived();
  });

  test('Block Kit is drawn, and a confirmation asked, before the app hears of a click', async () => {
    const heard: string[] = [];
    app.action('lamp.drop', async ({ ack }) => {
      await ack();
      heard.push('dropped');
    });
    await app.start();
    await postCard();
    const page = await pageOf('anna');
    expect(await page.locator('.block-header h3').textContent()).toBe('The lamp is dark');
    expect(await page.locator('blockquote').innerHTML()).toBe('Nobody <b>sees</b> anything &lt;here&gt;');
    await page.getByRole('button', { name: 'Drop it' }).click();
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(heard).toEqual([]);
    await page.getByRole('button', { name: 'Drop it' }).click();
    await page.getByRole('button', { name: 'Drop', exact: true }).click();
    await until(() => heard.length === 1);
  });

  test('a command is completed, its answer is seen by nobody else', async () => {
    app.command('/lamp', async ({ ack, command }) => ack(`You said ${command.text}`));
    await app.start();
    const [anna, ben] = [await pageOf('anna'), await pageOf('ben')];
    await anna.click('.composer textarea');
    await anna.keyboard.type('/la');
    await anna.locator('.offer', { hasText: 'Light' }).waitFor();
    await anna.keyboard.press('Enter');
    await anna.keyboard.type('on');
    await anna.keyboard.press('Enter');
    await message(anna, 'You said on').locator('.only-you').waitFor();
    await write(anna, 'done');
    await seen(ben, 'done');
    expect(await message(ben, 'You said on').count()).toBe(0);
  });

  test('a command that the app does not acknowledge is told as Slack tells it', async () => {
    sandbox.limits.ackWithinMs = 50;
    app.command('/lamp', async () => {});
    await app.start();
    const page = await pageOf('anna');
    await write(page, '/lamp on');
    await page.locator('.toast', { hasText: '/lamp failed with the error' }).waitFor();
    expect(await page.locator('.toast').count()).toBe(1);
    await page.getByRole('button', { name: /Inspector/ }).click();
    await page.locator('.entry.refused', { hasText: '/lamp' }).waitFor();
  });

  test('a reaction of one is seen by the other at once, and taken back by a second click', async () => {
    const reactions: string[] = [];
    app.event('reaction_added', async ({ event }) => void reactions.push(event.reaction));
    await app.start();
    const [anna, ben] = [await pageOf('anna'), await pageOf('ben')];
    await write(anna, 'Is it lit?');
    await message(ben, 'Is it lit?').hover();
    await message(ben, 'Is it lit?').getByRole('button', { name: 'React with eyes' }).click();
    await anna.locator('[data-reaction=eyes]').waitFor();
    await until(() => reactions.length === 1);
    await ben.locator('[data-reaction=eyes]').click();
    await anna.locator('[data-reaction=eyes]').waitFor({ state: 'detached' });
    expect(reactions).toEqual(['eyes']);
  });

  test('two clicks make one another person, who sees what is theirs', async () => {
    await app.start();
    await app.client.chat.postEphemeral({
      channel: sandbox.channel('general'),
      user: sandbox.user('anna'),
      text: 'Only Anna',
    });
    const page = await pageOf('anna');
    await seen(page, 'Only Anna');
    await page.locator('.act-as').click();
    await page.click('[data-person=ben]');
    await page.locator('.act-as', { hasText: 'Ben' }).waitFor();
    expect(await message(page, 'Only Anna').count()).toBe(0);
    expect(await page.locator('[data-channel=secret]').count()).toBe(0);
    await write(page, 'I am Ben');
    await seen(page, 'I am Ben');
    expect(sandbox.messages('general').at(-1)).toMatchObject({ text: 'I am Ben', user: sandbox.user('ben') });
  });

  test('what people type is text: no markup of the page, no mention by accident', async () => {
    await app.start();
    const page = await pageOf('anna');
    await write(page, '<img src=x onerror=alert(1)> <!channel> *b* & @Ben!');
    await seen(page, '<img src=x onerror=alert(1)>');
    const [said] = sandbox.messages('general');
    expect(said?.text).toBe(`&lt;img src=x onerror=alert(1)&gt; &lt;!channel&gt; *b* &amp; <@${sandbox.user('ben')}>!`);
    expect(await page.locator('.message img').count()).toBe(0);
    expect(await page.locator('.message .mention').allTextContents()).toEqual(['@Ben']);
  });

  test('a thread is opened, answered, and counted below its first message', async () => {
    await app.start();
    const [anna, ben] = [await pageOf('anna'), await pageOf('ben')];
    await write(anna, 'Who has a bulb?');
    await message(ben, 'Who has a bulb?').hover();
    await message(ben, 'Who has a bulb?').getByRole('button', { name: 'Reply in thread' }).click();
    await ben.locator('.thread textarea:focus').waitFor();
    await ben.keyboard.type('I have');
    await ben.keyboard.press('Enter');
    await anna.locator('.replies', { hasText: '1 reply' }).click();
    await anna.locator('.thread .message', { hasText: 'I have' }).waitFor();
  });

  test('a message shortcut knows its message', async () => {
    const texts: unknown[] = [];
    app.shortcut('light-this', async ({ ack, shortcut }) => {
      await ack();
      if (shortcut.type === 'message_action') texts.push(shortcut.message.text);
    });
    await app.start();
    const page = await pageOf('anna');
    await write(page, 'The lamp in the hall');
    await message(page, 'The lamp in the hall').hover();
    await message(page, 'The lamp in the hall').getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /Light this/ }).click();
    await until(() => texts.length === 1);
    expect(texts).toEqual(['The lamp in the hall']);
  });

  test('the Home tab of the app is drawn as published, and its buttons work', async () => {
    let clicks = 0;
    const view = (text: string) => ({
      type: 'home' as const,
      blocks: [
        {
          type: 'section' as const,
          text: plain(text),
          accessory: { type: 'button' as const, action_id: 'again', text: plain('Again') },
        },
      ],
    });
    app.event(
      'app_home_opened',
      async ({ event, client }) => void (await client.views.publish({ user_id: event.user, view: view('Welcome') })),
    );
    app.action('again', async ({ ack, body, client }) => {
      await ack();
      clicks += 1;
      await client.views.publish({ user_id: body.user.id, view: view(`Clicked ${clicks}`) });
    });
    await app.start();
    const page = await pageOf('anna', 'Lamp');
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.locator('.home', { hasText: 'Welcome' }).waitFor();
    await page.getByRole('button', { name: 'Again' }).click();
    await page.locator('.home', { hasText: 'Clicked 1' }).waitFor();
  });

  test('older messages come in by scrolling up, and what one reads stays in place', async () => {
    const ben = sandbox.as('ben');
    for (let i = 0; i < 130; i += 1) await ben.say('general', `Message ${i}.`);
    await app.start();
    const page = await pageOf('anna');
    await seen(page, 'Message 129.');
    const list = page.locator('.channel .messages');
    const count = () => page.locator('.message').count();
    expect(await count()).toBe(50);
    await list.evaluate((element) => element.scrollTo(0, 0));
    await until(async () => (await count()) === 100);
    expect(await list.evaluate((element) => element.scrollTop)).toBeGreaterThan(500);
    await list.evaluate((element) => element.scrollTo(0, 0));
    await seen(page, 'Message 0.');
  });

  test('a channel opens at its newest message, and stays there when what comes is high', async () => {
    const tall = { ...card, blocks: Array.from({ length: 8 }, () => card.blocks).flat() };
    const plan = (text: string) => ({ channel: sandbox.channel('general'), ...tall, text });
    await app.start();
    await app.client.chat.postMessage(plan('first'));
    const page = await pageOf('anna');
    const list = page.locator('.channel .messages');
    const left = () =>
      list.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
    const atBottom = () =>
      until(async () => (await left()) < 2 && (await list.evaluate((area) => area.scrollTop)) > 300);
    await atBottom();
    await app.client.chat.postEphemeral({ ...plan('second'), user: sandbox.user('anna') });
    await page.locator('.only-you').waitFor();
    await atBottom();
    await list.evaluate((area) => area.scrollBy(0, -600));
    await sandbox.as('ben').say('general', 'Do not pull me down');
    await seen(page, 'Do not pull me down');
    expect(await left()).toBeGreaterThan(500);
  });

  test('the inspector shows what went before the page was opened, with the reason of a refusal', async () => {
    await app.start();
    await app.client.chat.postMessage({ channel: 'C404', text: 'x' }).catch(() => undefined);
    const page = await pageOf('anna');
    await write(page, 'Something new');
    await page.getByRole('button', { name: /Inspector/ }).click();
    const refused = page.locator('.entry.refused', { hasText: 'No such conversation' });
    await refused.click();
    await refused.locator('pre', { hasText: 'channel_not_found' }).waitFor();
  });

  test('on a narrow screen nothing sticks out', async () => {
    await app.start();
    await postCard();
    await app.client.chat.postMessage({ channel: 'C404', text: 'x'.repeat(500) }).catch(() => undefined);
    const page = await pageOf('anna');
    await page.setViewportSize({ width: 390, height: 760 });
    await page.getByRole('button', { name: /Inspector/ }).click();
    await page.locator('.entry.refused').click();
    await page.locator('.act-as').click();
    await page.locator('.people-menu').waitFor();
    const wide =
      await page.evaluate(`[...document.querySelectorAll('.frame, .top-bar > *, .message, .entry pre, .person-item')]
      .filter((part) => part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.className)`);
    expect(wide).toEqual([]);
  });

  test('channels are found by their name and created; people are found among the members and added', async () => {
    await app.start();
    const page = await pageOf('ben');
    await page.getByRole('button', { name: 'Browse or create channels' }).click();
    await page.keyboard.type('rand');
    await page.getByRole('menuitem', { name: '# random' }).waitFor();
    await page.getByLabel('Name of a channel').fill('Night Shift');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '# night-shift' }).first().waitFor();
    await page.getByRole('button', { name: '1 member' }).click();
    await page.getByRole('menuitem', { name: 'Anna' }).click();
    await page.getByRole('button', { name: '2 members' }).waitFor();
    expect(sandbox.ledger.deliveries.some(({ name }) => name === 'channel_created')).toBe(true);
  });

  test('a company of thousands is no burden to the page', async () => {
    const large = await workspace({ seed: crowded(seed(), 20_000, 2000) });
    const page = await browser.newPage();
    pages.push(page);
    await page.goto(large.url);
    await page.getByLabel('Find a person').fill('crowd-19997');
    const begun = performance.now();
    await page.click('[data-person=crowd-19997]');
    await page.locator('[data-channel=general]').click();
    await page.locator('.composer textarea').fill('Hi @crowd-123');
    await page.locator('.offer', { hasText: 'crowd-123' }).first().waitFor();
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  test('unread channels are bold until they are looked at', async () => {
    await app.start();
    const page = await pageOf('anna', 'random');
    await sandbox.as('ben').say('general', 'New lamp!');
    await page.locator('.row.unread[data-channel=general]').click();
    await page.locator('.new').waitFor();
    await page.locator('.row.unread[data-channel=general]').waitFor({ state: 'detached' });
  });

  test('a group DM is opened with several people, named by them, and counts what one has not read', async () => {
    await app.start();
    const page = await pageOf('anna');
    await page.getByRole('button', { name: 'New direct message' }).click();
    for (const letters of ['ben', 'lam']) {
      await page.getByLabel('Find a person').fill(letters);
      await page.keyboard.press('Enter');
    }
    await page.getByRole('menuitem', { name: 'Write to Ben and Lamp' }).click();
    await page.getByRole('heading', { name: 'Ben, Lamp' }).first().waitFor();
    const group = await groupOf();
    await page.click('[data-channel=general]');
    await sandbox.as('ben').say(group, 'All three of us');
    await page.locator('[data-channel="Ben, Lamp"] .count', { hasText: '1' }).click();
    await page.locator('[data-channel="Ben, Lamp"] .count').waitFor({ state: 'detached' });
  });

  const groupOf = async () => String((await app.client.conversations.list({ types: 'mpim' })).channels?.[0]?.id);

  test('the inspector tells acknowledgements with their times, and what a refusal means', async () => {
    await app.start();
    const page = await pageOf('anna');
    await page.getByRole('button', { name: /Inspector/ }).click();
    await write(page, 'Anybody there?');
    await page
      .locator('.entry.delivery', { hasText: /message.channels.*#general.*Anybody there.*acked in \d+ ms/ })
      .waitFor();
    await app.client.chat.postMessage({ channel: 'C0NOWHERE', text: 'x' }).catch(() => undefined);
    await page.locator('.entry.refused', { hasText: 'No such conversation' }).waitFor();
  });

  test('arrow keys go from message to message and Escape back to writing; what others say is read out', async () => {
    await app.start();
    const page = await pageOf('anna');
    const ben = sandbox.as('ben');
    for (const text of ['First', 'Second']) await ben.say('general', text);
    await page.locator('[aria-live=polite]', { hasText: 'Ben: Second' }).waitFor({ state: 'attached' });
    await seen(page, 'Second');
    await page.locator('.channel .messages').focus();
    const focused = () => page.locator('.message:focus').textContent();
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toContain('Second');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toContain('First');
    await page.keyboard.press('Escape');
    await page.locator('.channel textarea:focus').waitFor();
  });

  test('a status, and that somebody is not to be disturbed, stand beside the name', async () => {
    await app.start();
    const page = await pageOf('anna');
    await sandbox.as('ben').say('general', 'I am off');
    const act = (what: object) =>
      fetch(`${sandbox.url}/sandbox/act?as=${sandbox.user('ben')}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(what),
      });
    await act({ act: 'set-status', text: 'On the train', emoji: ':car:' });
    await act({ act: 'set-dnd', minutes: 60 });
    await message(page, 'I am off').getByRole('img', { name: 'Status: On the train' }).waitFor();
    await message(page, 'I am off')
      .getByRole('img', { name: /Not to be disturbed until/ })
      .waitFor();
  });

  test('the clock on top turns the time of the workspace', async () => {
    await app.start();
    const page = await pageOf('anna');
    const before = sandbox.clock.now();
    await page.getByRole('button', { name: '+1 hour' }).click();
    await page.locator('.ahead', { hasText: '1 h ahead' }).waitFor();
    expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  });

  test('a reload stays with the same person, channel and thread', async () => {
    await app.start();
    const page = await pageOf('anna');
    await write(page, 'Where was I?');
    await message(page, 'Where was I?').hover();
    await message(page, 'Where was I?').getByRole('button', { name: 'Reply in thread' }).click();
    await page.reload();
    await page.locator('.thread .message', { hasText: 'Where was I?' }).waitFor();
    expect(await page.locator('.act-as').textContent()).toContain('Anna');
  });
});
