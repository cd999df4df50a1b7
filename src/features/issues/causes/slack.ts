import { z } from 'zod';
import { jsonFrom } from '../../../kernel/json.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { says } from '../../../platform/slack/answers.ts';
import { type Message, saying } from '../../../platform/slack/blocks.ts';
import type { ActionHandler, Answer, CommandVerb, FormHandler } from '../../../platform/slack/surface.ts';
import { issueNumberIn } from '../fields.ts';
import { type Cause, mendedWith, rankedCauses, type Weighed, weightOf } from '../life/causes.ts';
import { shownOf } from '../shown.ts';
import { causeDetails, causeList, shipForm, shippedSaid } from '../views/causes.ts';
import { waitingFor } from '../waiting.ts';
import { shipCause, shippingOf } from './act.ts';
import { childrenOf, findCause, openCauses } from './store.ts';

const SHOWN = 20;

const causes: CommandVerb = {
  verb: 'causes',
  usage: '',
  help: 'what several issues have in common and is not mended yet',
  may: 'cause.look',
  async run(tx, { now }) {
    const weighed: Weighed[] = [];
    for (const cause of await openCauses(tx)) weighed.push(await weigh(tx, cause));
    return { say: causeList(rankedCauses(weighed), now) };
  },
};

const cause: CommandVerb = {
  verb: 'cause',
  usage: '<number>',
  help: 'one cause, with the issues under it',
  may: 'cause.look',
  async run(tx, { words, now }) {
    const id = issueNumberIn(words);
    return id === undefined
      ? says('Which one? Give its number, as in `/cx cause 3`. `/cx causes` lists them.')
      : { say: await details(tx, id, now) };
  },
};

async function weigh(tx: Tx, cause: Cause): Promise<Weighed> {
  const waiting = [];
  for (const child of await childrenOf(tx, cause.id))
    if (child.state !== 'closed') waiting.push(await waitingFor(tx, child));
  return { cause, weight: weightOf(waiting) };
}

async function details(tx: Tx, id: number, now: Instant): Promise<Message> {
  const found = await findCause(tx, id);
  if (found === undefined)
    return saying(`There is no cause ${id}. \`/cx causes\` lists those that are not mended yet.`);
  const children = await childrenOf(tx, id);
  const first = [];
  for (const child of children.slice(0, SHOWN)) first.push(await shownOf(tx, child, now));
  return causeDetails(await weigh(tx, found), { first, total: children.length }, now);
}

const openShip: ActionHandler = {
  may: 'cause.ship',
  async run(tx, { user, value }) {
    const shipping = await shippingOf(tx, { cause: value, user });
    if (shipping.kind === 'refused') return says(shipping.because);
    if (shipping.cause.shipped) return says('It is mended already.');
    return { open: shipForm(shipping.cause, shipping.children.filter(mendedWith).length) };
  },
};

const About = z.object({ cause: z.number() });

const sendShip: FormHandler = {
  may: 'cause.ship',
  async run(tx, { user, about, values, now }) {
    const opened = About.safeParse(jsonFrom(about));
    if (!opened.success) return says('This form is not one of ours any more. Please open it again.');
    return shipBy(tx, { cause: String(opened.data.cause), user }, values, now);
  },
};

async function shipBy(
  tx: Tx,
  asked: { readonly cause: string; readonly user: UserId },
  fields: Readonly<Record<string, string | undefined>>,
  now: Instant,
): Promise<Answer> {
  const shipping = await shippingOf(tx, asked);
  if (shipping.kind === 'refused') return says(shipping.because);
  const done = await shipCause(tx, shipping, { by: asked.user, now, fields });
  if (done.kind === 'shipped') return { say: shippedSaid(shipping.cause, done.mended) };
  return done.field === undefined ? says(done.because) : { errors: { [done.field]: done.because } };
}

export const causeCommands: readonly CommandVerb[] = [causes, cause];

export const causeActions: Readonly<Record<string, ActionHandler>> = {
  'cause.open': {
    may: 'cause.look',
    run: async (tx, { value, now }) => ({ say: await details(tx, issueNumberIn(value) ?? 0, now) }),
  },
  'cause.ship': openShip,
  // Slack opens the link by itself, and tells us so.
  'cause.tracker': { may: 'cause.look', run: async () => ({}) },
};

export const causeForms: Readonly<Record<string, FormHandler>> = { 'cause.ship': sendShip };
