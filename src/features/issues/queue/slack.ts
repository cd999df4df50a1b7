import { z } from 'zod';
import { jsonFrom } from '../../../kernel/json.ts';
import { says } from '../../../platform/slack/answers.ts';
import type { ActionHandler, CommandVerb, FormHandler } from '../../../platform/slack/surface.ts';
import { currentOrganisation, standsFor } from '../../ownership/index.ts';
import { MOST_QUEUED, queueList, replyForm } from '../views/queue.ts';
import { queueOf } from './list.ts';
import { replying, replyTo } from './reply.ts';

/** `/cx queue`: what waits for the executive sponsor's word. */
export const queue: CommandVerb = {
  verb: 'queue',
  usage: '',
  help: "what waits for the executive sponsor's word",
  may: 'issue.queue',
  async run(tx, { user, now }) {
    const { organisation } = await currentOrganisation(tx);
    if (!(await standsFor(tx, organisation, user)))
      return says('That is for the executive sponsor, the CX lead and their deputy.');
    const { first, total } = await queueOf(tx, { reader: user, most: MOST_QUEUED, now });
    return { say: queueList(first, total, now) };
  },
};

/** "Answer", under a question. The value is `<issue>@<question>`. */
const openReply: ActionHandler = {
  may: 'issue.answer',
  async run(tx, { user, value, now }) {
    const found = await replying(tx, { question: Number(value.split('@')[1]), user, now });
    return found.kind === 'refused' ? says(found.because) : { open: replyForm(found.question) };
  },
};

const About = z.object({ question: z.number() });

const sendReply: FormHandler = {
  may: 'issue.answer',
  async run(tx, { user, about, values, now }) {
    const opened = About.safeParse(jsonFrom(about));
    if (!opened.success) return says('This form is not one of ours any more. Please open it again.');
    const found = await replying(tx, { question: opened.data.question, user, now });
    if (found.kind === 'refused') return says(found.because);
    const refusal = await replyTo(tx, found, values);
    if (refusal === undefined) return {};
    return refusal.field === undefined ? says(refusal.because) : { errors: { [refusal.field]: refusal.because } };
  },
};

export const queueActions: Readonly<Record<string, ActionHandler>> = { 'issue.reply': openReply };
export const queueForms: Readonly<Record<string, FormHandler>> = { 'issue.reply': sendReply };
