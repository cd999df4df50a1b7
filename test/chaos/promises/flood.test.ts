import { expect, onTestFinished, test } from 'vitest';
import { findingsIn } from '../../../sandbox/findings.ts';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import { SLACK_LIMITS } from '../../../src/platform/outbox/pace.ts';
import { complaint, largeCompany, ownerOf, wordOf } from '../large.ts';
import { figures, pause, percentile, pooled } from '../run.ts';
import { FLOOD, PATIENCE_MS } from '../sizes.ts';
import { until, World } from '../world.ts';

/** Slack tells whoever clicks that it did not work after three seconds. */
const SLACK_WAITS_MS = 3 * SECOND;
const URGENT = { score: { kind: 'stars', value: 1, max: 5 } };
/** The flooded department is the first; each of the others gets one now and then. */
const FLOODED = 0;
const { pieces, sentInMs, others, beside, everyMs, turnMs, within } = FLOOD;

/** How long after its 2xx each of these was first named in a message there, by a post or an edit. */
function delays(
  { sandbox: { ledger }, ackedAt }: World,
  ids: readonly string[],
  isThere: (channel: unknown) => boolean,
) {
  const said = ledger.calls.filter(
    ({ method, outcome, args }) =>
      /^chat\.(postMessage|update)$/.test(method) && outcome === 'ok' && isThere(args.channel),
  );
  const texts = said.map(({ at, args }) => ({ at, text: JSON.stringify(args.blocks) }));
  return ids.map((id) => {
    const first = texts.find(({ text }) => text.includes(id));
    return (first?.at ?? Number.POSITIVE_INFINITY) - (ackedAt.get(id) ?? 0);
  });
}

/** Which of these no message in the workspace names. */
async function unseen(world: World, ids: readonly string[]): Promise<string[]> {
  const all = JSON.stringify(await world.standing());
  const seen = new Set(all.match(/(?<=at )a\d+/g));
  return ids.filter((id) => !seen.has(id));
}

/** One a department, again and again, while the flood lasts; the flooded one's are urgent. */
async function goesOnBeside(world: World): Promise<{ readonly calm: string[]; readonly urgent: string[] }> {
  const [calm, urgent]: [string[], string[]] = [[], []];
  for (let round = 0; round < beside; round++) {
    for (let department = 1; department <= others; department++) {
      const id = `b${round}x${department}x`;
      calm.push(id);
      await world.sends(id, complaint(id, wordOf(department, 0)));
      await pause(everyMs / others);
    }
    const id = `u${round}x`;
    urgent.push(id);
    await world.sends(id, complaint(id, wordOf(FLOODED, 1 + round)), URGENT);
  }
  return { calm, urgent };
}

interface Answered {
  readonly ackMs: number;
  /** From the click or the command to what only they see. */
  readonly answerMs: number;
}

/** Somebody of another department asks what is theirs, and opens an issue by its card, in turn. */
async function asks(
  world: World,
  card: { readonly channel: string; readonly ts: string },
  turn: number,
): Promise<Answered> {
  const person = world.sandbox.as('head-1');
  // Their number does not grow for ever: Slack's client keeps the newest.
  const newest = () => person.ephemerals().at(-1)?.ts;
  const [before, began] = [newest(), Date.now()];
  const reply = await (turn % 2 === 0 ? person.command('/cx', 'mine') : person.click(card, 'issue.open'));
  if (!reply.acked) throw new Error(`Not acknowledged: ${reply.error}`);
  await until('there is an answer', () => newest() !== before, PATIENCE_MS, 5);
  return { ackMs: reply.ms, answerMs: Date.now() - began };
}

async function asksWhile(world: World, card: Parameters<typeof asks>[1], work: Promise<unknown>): Promise<Answered[]> {
  const answered: Answered[] = [];
  let done = false;
  const going = work.finally(() => {
    done = true;
  });
  while (!done) {
    answered.push(await asks(world, card, answered.length));
    await pause(50);
  }
  await going;
  return answered;
}

/** How long each thing takes while nothing else happens, and the card that is clicked later. */
async function alone(world: World, flooded: string) {
  const [calm, urgent]: [string[], string[]] = [[], []];
  for (let n = 0; n < FLOOD.alone; n++) {
    calm.push(`c${n}x`);
    await world.sends(`c${n}x`, complaint(`c${n}x`, wordOf(1, 0)));
    urgent.push(`v${n}x`);
    await world.sends(`v${n}x`, complaint(`v${n}x`, wordOf(FLOODED, 1 + beside)), URGENT);
    await world.drained(PATIENCE_MS);
    await pause(SLACK_LIMITS.channelMs);
  }
  const channel = world.sandbox.channel('d1');
  const card = { channel, ts: world.sandbox.messages(channel).find(({ text }) => text?.includes('at c0x'))?.ts ?? '' };
  const answered: Answered[] = [];
  for (let turn = 0; turn < FLOOD.alone * 2; turn++) answered.push(await asks(world, card, turn));
  return {
    card,
    others: delays(world, calm, (to) => to === channel),
    cards: delays(world, urgent, (to) => to === flooded),
    answered,
  };
}

/** So many times as long as alone, by the middle one: half of the time it is less. */
const times = (measured: readonly number[], quiet: readonly number[]): string =>
  `${(percentile(measured, 0.99) / percentile(quiet, 0.5)).toFixed(1)} times ${Math.round(percentile(quiet, 0.5))} ms`;

test('P8: a flood in one channel is said at the pace of Slack, is told of, and holds up neither other channels nor what is urgent', {
  timeout: PATIENCE_MS,
}, async () => {
  const company = largeCompany({ departments: others + 1, owners: beside + 2, policy: '{ channel_posts_a_day: 100 }' });
  const world = await World.start({ company, limited: true, pace: SLACK_LIMITS });
  onTestFinished(() => world.close());
  const { sandbox } = world;
  const flooded = sandbox.channel(`d${FLOODED}`);
  const quiet = await alone(world, flooded);
  sandbox.faults.next(
    'chat.postMessage',
    { kind: 'rate-limit', retryAfter: '3' },
    2,
    ({ channel }) => channel === flooded,
  );
  const ids = Array.from({ length: pieces }, (_, n) => `a${n}`);
  const began = Date.now();
  const flood = Promise.all([
    pooled(ids, 16, async (id) => {
      await pause(began + (Number(id.slice(1)) * sentInMs) / pieces - Date.now());
      await world.sends(id, complaint(id, wordOf(FLOODED, 0)));
    }),
    goesOnBeside(world),
  ]);
  const answered = await asksWhile(world, quiet.card, flood);
  const [, { calm, urgent }] = await flood;
  const sentMs = Date.now() - began;
  world.turn(turnMs);
  const notice = () =>
    sandbox.ledger.posts.find(({ message }) => message.metadata?.event_payload.kind === 'feedback.delay');
  await until('it is told that posts wait', () => notice() !== undefined, PATIENCE_MS);
  await until('all of it is seen', async () => (await unseen(world, ids)).length === 0, PATIENCE_MS, SECOND);
  const seenMs = Date.now() - began;

  expect(findingsIn(sandbox.ledger).insideRetryAfter()).toEqual([]);
  const inOthers = delays(world, calm, (channel) => channel !== flooded);
  const cards = delays(world, urgent, (channel) => channel === flooded);
  const owners = urgent.map((_, round) => sandbox.dmChannel(ownerOf(FLOODED, 1 + round)));
  const isOwners = (channel: unknown) => owners.some((each) => each === channel);
  const dms = delays(world, urgent, isOwners);
  const noticeMs = (notice()?.at ?? Number.POSITIVE_INFINITY) - began + turnMs;
  figures('P8', { pieces, 'sent in ms': sentMs, 'seen after ms': seenMs, 'notice after ms': noticeMs });
  figures('P8, p99 ms', {
    'other channels': percentile(inOthers, 0.99),
    'urgent card': percentile(cards, 0.99),
    'urgent DM': percentile(dms, 0.99),
  });
  const [acks, answers] = [answered.map(({ ackMs }) => ackMs), answered.map(({ answerMs }) => answerMs)];
  figures('P8, p99 beside the same alone', {
    'other channels': times(inOthers, quiet.others),
    'urgent card': times(cards, quiet.cards),
    [`acknowledging ${answered.length} clicks and commands`]: times(
      acks,
      quiet.answered.map(({ ackMs }) => ackMs),
    ),
    'answering them': times(
      answers,
      quiet.answered.map(({ answerMs }) => answerMs),
    ),
  });
  expect(percentile(inOthers, 0.99)).toBeLessThan(3 * SECOND);
  expect(Math.max(percentile(cards, 0.99), percentile(dms, 0.99))).toBeLessThan(30 * SECOND);
  expect(answered.length).toBeGreaterThan(0);
  expect(Math.max(...acks)).toBeLessThan(SLACK_WAITS_MS);
  expect(noticeMs).toBeLessThan(MINUTE);
  expect(seenMs).toBeLessThan(within);
});
