import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { findChromium, openBrowser } from '../test/support/browser.ts';
import { atLeast, atMost, type Figure, percentile, ratio, spread, whole } from './figures.ts';
import { type Post, postAll } from './poster.ts';
import { ended, forked, freePort, pause, said } from './processes.ts';
import { hostSeed } from './sandbox-seed.ts';

const Host = z.object({
  url: z.string(),
  token: z.string(),
  me: z.string(),
  channels: z.array(z.string()),
  echo: z.number(),
});
type Host = z.output<typeof Host>;

/** The stand-in for Slack itself: how fast it takes posts, and in a browser, how soon its page is there and how it scrolls. */
export async function sandbox(): Promise<Figure[]> {
  const chromium = findChromium();
  const browser = chromium === undefined ? undefined : await openBrowser(chromium);
  try {
    const none = [{ name: 'the page in Chromium', measured: 'no Chromium found on PATH: not measured' }];
    const shown = browser ? [...(await starts(browser)), ...(await scrolls(browser))] : none;
    return [...(await posts()), ...shown];
  } finally {
    await browser?.close();
  }
}

async function hosted<T>(work: (host: Host) => Promise<T>): Promise<T> {
  const child = forked('sandbox-host.ts', {});
  try {
    return await work(Host.parse(await said(child)));
  } finally {
    await ended(child);
  }
}

const POSTS_AIM = 1000;
const POSTS = 10_000;
const CONNECTIONS = 16;

const sections = (n: number) => [
  { type: 'section', text: { type: 'mrkdwn', text: `*Post ${n}*\nSomebody waits for an answer.` } },
  { type: 'actions', elements: [{ type: 'button', action_id: 'take', text: { type: 'plain_text', text: 'Take it' } }] },
];

/** chat.postMessage to many channels; every call and message is in the ledger. */
const posts = () =>
  hosted(async ({ url, token, channels, echo }) => {
    const made = Array.from({ length: POSTS }, (_, n): Post => {
      const body = { channel: channels[n % channels.length], text: `Post ${n}`, blocks: sections(n) };
      return { url: `${url}/api/chat.postMessage`, token, body };
    });
    const bare = made.map(({ body }): Post => ({ url: `http://127.0.0.1:${echo}/`, body }));
    await postAll(bare.slice(0, 1000), CONNECTIONS);
    const echoed = POSTS / (await postAll(bare, CONNECTIONS));
    const taken = POSTS / (await postAll(made, CONNECTIONS));
    const beside = `${ratio(taken, echoed)} of a bare HTTP echo (${whole(echoed)}/s), ledger on`;
    return [atLeast('posts taken over HTTP', taken, POSTS_AIM, '/s', beside)];
  });

const SIZES = [
  { name: 'small workspace', people: 0, channels: 0, aim: 1500 },
  { name: '50,000 people, 10,000 channels', people: 50_000, channels: 10_000, aim: 5000 },
];
const STARTS = 3;

async function starts(browser: Browser): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-bench-'));
  const workspace = join(folder, 'workspace.yml');
  writeFileSync(workspace, JSON.stringify(hostSeed()));
  const figures: Figure[] = [];
  for (const { name, people, channels, aim } of SIZES) {
    const args = ['--workspace', workspace, '--people', String(people), '--channels', String(channels)];
    const times: { listening: number; painted: number }[] = [];
    for (let time = 0; time < STARTS; time++) times.push(await startOnce(browser, args));
    const painted = times.map((each) => each.painted);
    const listening = times.map((each) => each.listening);
    const beside = `it listens after ${whole(percentile(listening, 50))} ms; each: ${painted.map(whole).join(', ')} ms`;
    figures.push(atMost(`start to first channel, ${name}`, percentile(painted, 50), aim, ' ms', beside));
  }
  rmSync(folder, { recursive: true });
  return figures;
}

/** From the start of the process: until it answers, and until a channel is on the screen. */
async function startOnce(browser: Browser, args: readonly string[]): Promise<{ listening: number; painted: number }> {
  const port = await freePort();
  const begun = performance.now();
  const child = forked('../sandbox/main.ts', {}, [...args, '--port', String(port)]);
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) await pause(10);
  const listening = performance.now() - begun;
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await page.goto(url);
  await page.click('[data-person=anna]', { timeout: 60_000 });
  await page.locator('.messages .beginning').waitFor({ timeout: 60_000 });
  const painted = performance.now() - begun;
  await page.close();
  await ended(child);
  return { listening, painted };
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

const MESSAGES = 5000;
const STEP = 400;
const SCROLL_MS = 60_000;
/** Of an empty page's frames: more than every hundredth frame late would be seen. */
const FRAME_AIM = 3;

/** Opens a channel with many messages and scrolls to its first, a step every frame. */
const scrolls = (browser: Browser) =>
  hosted(async ({ url, token, me, channels: [channel = ''] }) => {
    const made = Array.from({ length: MESSAGES }, (_, n): Post => {
      const body = {
        channel,
        text: `Message ${n}: ${'words '.repeat(n % 40)}`,
        ...(n % 10 === 0 && { blocks: sections(n) }),
      };
      return { url: `${url}/api/chat.postMessage`, token, body };
    });
    await postAll(made, 1);
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.setContent('<p>Nothing</p>');
    const empty = percentile(await framesOf(page, '(frames) => frames < 120'), 50);
    const opened = performance.now();
    await page.goto(`${url}/#${me}/${channel}`);
    await page.getByText(`Message ${MESSAGES - 1}:`).waitFor();
    const open = performance.now() - opened;
    const frames = await framesOf(page, UP);
    const drawn = await page.locator('.messages .message').count();
    await page.close();
    const p99 = percentile(frames, 99) / empty;
    const beside = `${spread(frames)}; an empty page ${whole(empty)} ms; ${whole(frames.length)} frames, ${whole(drawn)} messages drawn; opened in ${whole(open)} ms`;
    return [atMost(`frame p99, ${whole(MESSAGES)} messages, to an empty page's`, p99, FRAME_AIM, ' ×', beside)];
  });

/** Run in the page: each frame does `step`, while it wants more, and notes how long the frame took. */
const framesOf = async (page: Page, step: string): Promise<number[]> =>
  z.array(z.number()).parse(
    await page.evaluate(`(async () => {
      const frame = () => new Promise(requestAnimationFrame);
      const times = [];
      for (let before = await frame(), end = before + ${SCROLL_MS}; before < end && (${step})(times.length); ) {
        const now = await frame();
        times.push(now - before);
        before = now;
      }
      return times;
    })()`),
  );

/** At the first message of all it stops. */
const UP = `() => {
  const list = document.querySelector('.messages');
  list.scrollTop -= ${STEP};
  return list.scrollTop > 0 || !list.querySelector('.beginning');
}`;
