import type { UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { deliver } from '../../platform/inbox/inbox.ts';
import { section } from '../../platform/slack/blocks.ts';
import { mrkdwn, words } from '../../platform/slack/mrkdwn.ts';
import type { Answer, Sent, Surface } from '../../platform/slack/surface.ts';
import { can, findPerson } from '../people/index.ts';
import { isOnScale, type Said } from './domain.ts';
import { logForm } from './log-form.ts';
import { mentionedIn, readableText } from './message-text.ts';

const THANKS = "Thank you! If somebody has to act on it, you'll hear how it ended.";

export const surface: Surface = {
  commands: [
    {
      verb: 'log',
      usage: '',
      help: 'pass on what a customer said',
      may: 'feedback.log',
      run: (tx, { user, words }) => opened(tx, user, words),
    },
  ],
  shortcuts: {
    'feedback.log': {
      may: 'feedback.log',
      run: (tx, { user, text }) => opened(tx, user, text),
    },
  },
  forms: { 'feedback.log': { may: 'feedback.log', run: logged } },
};

/** The form, with what was typed or the message it was called on as people read it. */
async function opened(tx: Tx, user: Sent['user'], text: string): Promise<Answer> {
  const refused = await mayLog(tx, user);
  if (refused) return refused;
  return { open: logForm(await asRead(tx, text)) };
}

/** What was typed, or a message as Slack gives it, as people read it. */
export async function asRead(tx: Tx, text: string): Promise<string> {
  const names = new Map<UserId, string>();
  for (const id of mentionedIn(text)) {
    const person = await findPerson(tx, id);
    if (person) names.set(id, person.name);
  }
  return readableText(text, names);
}

async function mayLog(tx: Tx, user: Sent['user']): Promise<Answer | undefined> {
  const person = await findPerson(tx, user);
  if (person && can({ standing: person.standing, relations: [] }, 'feedback.log')) return undefined;
  return saying('Logging feedback is for full members of this workspace. Please ask a colleague to do it.');
}

/** Goes the way of all feedback: stored first, understood and routed from there. */
async function logged(tx: Tx, { user, form, values, now }: Sent): Promise<Answer> {
  const refused = await mayLog(tx, user);
  if (refused) return refused;
  const { text, customer, score } = values;
  if (!text) return { errors: { text: 'What did they say?' } };
  const value = score === undefined ? undefined : Number(score);
  if (value !== undefined && !isOnScale({ kind: 'nps' }, value)) {
    return { errors: { score: 'A whole number from 0 to 10, or nothing.' } };
  }
  const said: Said = {
    text: text.toWellFormed().replaceAll('\0', '\ufffd'),
    logged_by: user,
    received_at: now,
    ...(customer !== undefined && { customer: { account: customer } }),
    ...(value !== undefined && { score: { kind: 'nps', value } }),
  };
  await deliver(tx, { kind: 'feedback', source: 'slack', externalId: `log/${form}`, body: said }, now);
  return saying(THANKS);
}

const saying = (text: string): Answer => ({ say: { text: words`${text}`, blocks: [section(mrkdwn`${text}`)] } });
