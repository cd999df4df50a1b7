import { z } from 'zod';
import { localDay } from '../../kernel/calendar/day.ts';
import { nextWorking } from '../../kernel/calendar/work.ts';
import { jsonFrom } from '../../kernel/json.ts';
import { masked } from '../../kernel/masking.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { promise, type Rendered } from '../../platform/outbox/outbox.ts';
import { type Message, saying } from '../../platform/slack/blocks.ts';
import { mention, mrkdwn, words } from '../../platform/slack/mrkdwn.ts';
import type { Answer, Sent, Surface } from '../../platform/slack/surface.ts';
import { findPersonByRef } from '../people/index.ts';
import { type Asking, actingOnDepartment, actingOnDirectory, actingOnTopic } from './acting.ts';
import { answererFor, cxLead, departmentOf, topicOf } from './answerable.ts';
import { auditCommand } from './audit.ts';
import { calendarOf } from './calendars.ts';
import { directorySurface } from './directory/slack.ts';
import type { Organisation } from './domain.ts';
import { leadingSurface } from './leading/slack.ts';
import { currentOrganisation } from './store.ts';
import type { Agreement } from './upkeep/agreement.ts';
import { setupCommand } from './upkeep/setup.ts';
import { upkeepSurface } from './upkeep/slack.ts';
import { findAgreement } from './upkeep/store.ts';
import { customerBlocks, type FindCustomer } from './who/customer.ts';
import { type Found, topicsMeant } from './who/search.ts';
import { noteOf, saveNote } from './who/store.ts';
import { correction, nobodyYet, type Responsible, whoAnswers, whoIs, wrongForm } from './who/views.ts';

const HOW = 'Who answers for what? Say it in your words, as in `/cx who invoice`.';

/** `/cx who <words>`, and the same for a message: who answers for it, and why. */
export const surface = (customerNamed: FindCustomer): Surface => ({
  commands: [
    {
      verb: 'who',
      usage: '<words>',
      help: 'who answers for it, as in `/cx who invoice`',
      may: 'ownership.look',
      run: async (tx, { words: asked, user, now }) => ({
        say: asked === '' ? saying(HOW) : await whoOf(tx, asked, { user, now }, customerNamed),
      }),
    },
    auditCommand,
    setupCommand,
  ],
  shortcuts: {
    'ownership.who': {
      may: 'ownership.look',
      run: async (tx, { text, user, now }) => ({
        say: text.trim() === '' ? saying(HOW) : await whoFor(tx, text, user, now),
      }),
    },
  },
  actions: {
    'ownership.wrong': { may: 'ownership.correct', run: (tx, { value }) => openWrong(tx, value) },
    ...upkeepSurface.actions,
    ...directorySurface.actions,
    ...leadingSurface.actions,
  },
  forms: {
    'ownership.wrong': { may: 'ownership.correct', run: sendWrong },
    ...upkeepSurface.forms,
    ...directorySurface.forms,
    ...leadingSurface.forms,
  },
  suggestions: directorySurface.suggestions,
});

/** A customer by name is answered with who answers them now; and any other words with whose topic they are. */
async function whoOf(tx: Tx, asked: string, { user, now }: Asking, customerNamed: FindCustomer): Promise<Message> {
  const customer = await customerNamed(tx, asked);
  if (customer === undefined) return whoFor(tx, asked, user, now);
  const { organisation } = await currentOrganisation(tx);
  const also = topicsMeant(organisation, asked).found.length > 0 ? await whoFor(tx, asked, user, now) : undefined;
  return {
    text: also?.text ?? words`${customer.name}: who answers them`,
    blocks: [...customerBlocks(customer), ...(also?.blocks ?? [])],
  };
}

const LONGEST = 500;
/** Enough to know a topic by; a whole message would be more than is needed. */
const LONGEST_NOTE = 80;
const SOME = 5;

/** What is not found is noted: a company learns by it for what nobody is named. */
async function whoFor(tx: Tx, text: string, user: UserId, now: Instant): Promise<Message> {
  const asked = text.slice(0, LONGEST);
  const { organisation } = await currentOrganisation(tx);
  const titled = await holderOf(tx, organisation, asked);
  if (titled) return whoIs(titled.title, titled.user);
  const { found, tied } = topicsMeant(organisation, asked);
  if (found.length === 0) {
    const words = masked(asked).slice(0, LONGEST_NOTE);
    await saveNote(tx, { kind: 'not found', asked: words, by: user, at: now, topic: undefined, instead: undefined });
    const some = organisation.topics.slice(0, SOME).map(({ name }) => name);
    const mayAdd = !('refused' in (await actingOnDirectory(tx, { user, now }, 'directory.edit')));
    return nobodyYet(asked, await cxLead(tx, organisation), some, mayAdd);
  }
  const people: Responsible[] = [];
  for (const each of found) people.push(await responsible(tx, organisation, each, { user, now }));
  return whoAnswers(asked, people, tied);
}

async function responsible(
  tx: Tx,
  organisation: Organisation,
  { topic, because }: Found,
  asking: Asking,
): Promise<Responsible> {
  const { user } = await answererFor(tx, organisation, { topic, department: topic.department });
  const { name, channel, purpose } = departmentOf(organisation, topic.department);
  const [owner, backup] = [await findPersonByRef(tx, topic.owner), await findPersonByRef(tx, topic.backup)];
  const stands = backup?.standing === 'member' && backup.id !== user;
  const agreement = await findAgreement(tx, topic.key, topic.owner);
  const isAgreed = agreement?.state === 'agreed';
  return {
    ...{
      topic: topic.name,
      key: topic.key,
      department: name,
      channel,
      purpose,
      stage: topic.stage,
      answers: user,
      because,
    },
    standsInFor: owner?.away && owner.id !== user ? owner.id : undefined,
    backup: stands ? backup.id : undefined,
    confirmed: isAgreed ? localDay(agreement.since, organisation.company.timezone) : undefined,
    mayEdit: !('refused' in (await actingOnTopic(tx, asking, topic.key, 'topic.edit'))),
    editableDepartment:
      'refused' in (await actingOnDepartment(tx, asking, topic.department, 'department.edit'))
        ? undefined
        : topic.department,
    raci: await partsIn(tx, topic),
    notYet: owner && notYet(owner.id, agreement?.state),
  };
}

async function partsIn(tx: Tx, { responsible, consulted, informed }: Found['topic']): Promise<Responsible['raci']> {
  const named = [
    ['Does the work', responsible],
    ['Ask for advice', consulted],
    ['Is kept informed', informed],
  ] as const;
  const parts = [];
  for (const [part, refs = []] of named) {
    const who = [];
    for (const ref of refs) {
      const person = await findPersonByRef(tx, ref);
      who.push(person ? mention(person.id) : mrkdwn`${ref}`);
    }
    parts.push({ part, who });
  }
  return parts;
}

/** Who has a role of the company's own making, when that is what was asked. */
async function holderOf(tx: Tx, { titles = [] }: Organisation, asked: string) {
  const meant = asked.trim().toLowerCase();
  const found = titles.find(({ title }) => title.toLowerCase() === meant);
  if (found === undefined) return undefined;
  const person = await findPersonByRef(tx, found.who);
  return person?.standing === 'member' ? { title: found.title, user: person.id } : undefined;
}

function notYet(user: UserId, state: Agreement['state'] | undefined): Responsible['notYet'] {
  return state === undefined || state === 'agreed' || state === 'gone' ? undefined : { user, why: state };
}

const About = z.object({ key: z.string(), asked: z.string() });

async function openWrong(tx: Tx, value: string): Promise<Answer> {
  const { organisation } = await currentOrganisation(tx);
  const about = About.safeParse(jsonFrom(value));
  const topic = about.success ? topicOf(organisation, about.data.key) : undefined;
  return topic === undefined
    ? { say: saying('That topic is gone. Ask once more.') }
    : { open: wrongForm(value, topic.name) };
}

async function sendWrong(tx: Tx, { user, about, values, now }: Sent): Promise<Answer> {
  const told = About.safeParse(jsonFrom(about));
  if (!told.success) return { say: saying('This form is not one of ours any more. Please ask once more.') };
  const { instead } = values;
  if (!instead) return { errors: { instead: 'Say whose it is: a name or a department is enough.' } };
  const { key, asked } = told.data;
  const id = await saveNote(tx, { kind: 'wrong', asked, by: user, at: now, topic: key, instead });
  const { organisation } = await currentOrganisation(tx);
  const to = await cxLead(tx, organisation);
  const holdUntil = nextWorking(await calendarOf(tx, organisation, to), now);
  const message = { key: `ownership/note/${id}`, kind: 'ownership.correction', subject: String(id), to, holdUntil };
  await promise(tx, message, now);
  return { say: saying(`Thank you. <@${to}> reads it and puts it right.`) };
}

export async function renderCorrection(tx: Tx, subject: string): Promise<Rendered> {
  const { by, asked, topic, instead } = await noteOf(tx, Number(subject));
  const { organisation } = await currentOrganisation(tx);
  const about = topicOf(organisation, topic) ?? { name: 'a topic that is gone' };
  return { message: correction({ by, asked, instead: instead ?? '' }, about) };
}
