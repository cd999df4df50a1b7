import { expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/kernel/time.ts';
import { startTestBot } from '../support/bot.ts';

/** What a hostile customer could write, in every field there is. */
const NASTY =
  '<!channel> <!here> <!everyone> <@U123|x> <#C1> <!subteam^S1> <!date^0^{date}|x> <https://evil.example|https://bank.example> ' +
  '&lt;!here&gt; @here @channel https://evil.example/track.png ```code``` *bold* _it_ ~no~ :tada: javascript:alert(1) never again';
const nasty = (field: string) => `${field} ${NASTY}`;
const name = NASTY.slice(0, 250);

/** What must have been shown for the rule to be tried. */
const KINDS = [
  'issue.card',
  'issue.story',
  'issue.assigned',
  'issue.nudge',
  'feedback.card',
  'feedback.roll-up',
  'feedback.roll-up-page',
];

/** Everything in a payload that Slack would read as markup. */
function liveTokens(text: string): string[] {
  return text.match(/<(?:![a-z]|[#@](?!U|C)|https?:|mailto:|tel:)[^>]*>/g) ?? [];
}

test('what a customer writes is shown as text in every kind of message: no mention, link, picture or unfurl', async () => {
  const t = await startTestBot({ bot: { limits: { channelMs: 60, postsPerMinute: 1e9, editsPerMinute: 1e9 } } });
  const customer = { name, account: name, email: 'someone@evil.example' };
  const said = {
    text: nasty('I was charged twice'),
    customer,
    url: 'https://evil.example',
    tags: ['<!here>'],
    language: 'en',
  };
  expect((await t.hears(said)).status).toBe(202);
  await t.hears({ text: `Thank you, wonderful! ${NASTY}`.replace('never again', ''), customer });
  const burst = Array.from({ length: 12 }, (_, n) =>
    JSON.stringify({ id: `burst${n}`, text: nasty('crash'), customer }),
  );
  await Promise.all(burst.map((body, n) => t.posts(body, { id: `burst${n}` })));
  await t.turn(MINUTE);
  const product = t.sandbox.channel('product');
  await t.until(() => t.sandbox.messages(product).some(({ text }) => text?.includes('more pieces of feedback')));

  const ann = t.sandbox.as('ann');
  const offers = (action: string) => () => JSON.stringify(t.card('finance').blocks).includes(action);
  await ann.click(t.card('finance'), 'issue.accept');
  await t.until(offers('issue.contact'));
  await ann.click(t.card('finance'), 'issue.contact');
  await ann.submit({ channel: 'mail', day: '2026-03-02', words: NASTY });
  await t.until(offers('issue.tell'));
  await ann.click(t.card('finance'), 'issue.fix');
  await ann.submit({ root_cause: NASTY, change: NASTY });
  await t.settled();
  await ann.command('/cx', 'issue 1');
  await ann.command('/cx', `who ${NASTY}`);
  await ann.command('/cx', NASTY);
  await ann.command('/cx', 'mine');
  await t.sandbox.as('joe').command('/cx', `log ${NASTY}`);
  await t.sandbox.as('joe').submit({ text: NASTY, customer: name });
  await t.settled();
  for (let day = 0; day < 14; day++) await t.turn(DAY);

  const shown = () =>
    t.sandbox.ledger.calls.filter(
      ({ method }) => method.startsWith('chat.') || method === 'views.open' || method === 'response_url',
    );
  const kinds = () => new Set(shown().map(({ args }) => /"kind":"([a-z.-]+)"/.exec(JSON.stringify(args))?.[1]));
  // A channel has its posts one after the other: the last are still to come.
  await t.until(() => KINDS.every((kind) => kinds().has(kind)));

  const calls = shown();
  const commands = t.sandbox.ledger.deliveries.map(({ answer }) => JSON.stringify(answer ?? {}));
  for (const said of [...calls.map(({ args }) => JSON.stringify(args)), ...commands]) {
    const own = said
      // What stands in an input to be edited is not read as markup.
      .replaceAll(/"initial_value":"(?:[^"\\]|\\.)*"/g, '')
      .replaceAll(/<!date\^\d+\^(?:by|since|until) \{date_short_pretty\} \{time\}\|[^>]*>/g, '')
      .replaceAll(/<[@#][UC][A-Z0-9]+>/g, '');
    expect(liveTokens(own)).toEqual([]);
    expect(own).not.toContain('image_url');
    expect(own).not.toMatch(/(?<![\w\u200b])@(here|channel|everyone)/);
    expect(own).not.toContain('://evil');
    expect(own).not.toContain('someone@evil');
  }
  for (const { method, args } of calls) {
    if (method === 'chat.postMessage' || method === 'chat.update')
      expect(args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  }
}, 20_000);
