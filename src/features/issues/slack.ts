import { z } from 'zod';
import { localDay } from '../../kernel/calendar/day.ts';
import { jsonFrom } from '../../kernel/json.ts';
import type { UserId } from '../../kernel/slack.ts';
import { type Instant, instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { says } from '../../platform/slack/answers.ts';
import type { ActionHandler, Answer, CommandVerb, FormHandler, Sent, Surface } from '../../platform/slack/surface.ts';
import { calendarOf, organisationUnder } from '../ownership/index.ts';
import { type Action, findPerson } from '../people/index.ts';
import { act, fillIn, mergeInto, noteOnly, offerHelp, takeApart } from './act.ts';
import { type Acting, actingOn } from './acting.ts';
import { solvedAlike, toldWith } from './alike/find.ts';
import { askActions } from './asking/slack.ts';
import { doctor } from './auditor/doctor.ts';
import { blocked } from './blocked.ts';
import { causeActions, causeCommands, causeForms } from './causes/slack.ts';
import { openCausesOf } from './causes/store.ts';
import { cockpitActions, cockpitForms } from './cockpit/slack.ts';
import { details, showCustomer } from './details.ts';
import type { Outcome } from './domain.ts';
import { issueNumberIn } from './fields.ts';
import type { Asking } from './life/asking.ts';
import { accept, promise } from './life/owning.ts';
import { unblock } from './life/pausing.ts';
import { limboActions } from './limbo/slack.ts';
import { queue, queueActions, queueForms } from './queue/slack.ts';
import { readableBy } from './restricted/circle.ts';
import { shownOf } from './shown.ts';
import { type Links, linkFor } from './sorted/answer.ts';
import { findIssue, openIssuesOf } from './store.ts';
import { stormActions } from './storms/slack.ts';
import { FORM_IDS, type FormId, issueForm } from './views/forms.ts';
import { asksWith, MINE, mineList } from './views/lists.ts';
import { solvedBefore, takenBy } from './views/taken.ts';
import { whyOf } from './why.ts';
import { whyButton, whyShortcut } from './why-this.ts';

/** A time that was offered: taking it is accepting, and promising the customer a word by then. */
const slot: ActionHandler = {
  may: 'issue.promise',
  async run(tx, { user, value, now }) {
    const [issue = '', at = ''] = value.split('@');
    const acting = await actingOn(tx, { issue, user, now }, 'issue.promise');
    if (acting.kind === 'refused') return says(acting.because);
    const outcome = await act(tx, acting, promise(acting.issue, acting.act, instant(Number(at))));
    if (outcome.kind === 'refused') return says(outcome.because);
    return onTaking(tx, acting, outcome);
  },
};

/** Whoever has just taken it by choosing a time is shown how the like of it was solved. */
async function onTaking(tx: Tx, { issue: before }: Acting, outcome: Outcome | Asking): Promise<Answer> {
  if (before.state !== 'open' || outcome.kind !== 'changed') return {};
  const solved = await solvedAlike(tx, outcome.issue);
  return solved.length === 0 ? {} : { say: solvedBefore(outcome.issue, solved) };
}

/** The card says which other it may be the same as. */
const sameAs: ActionHandler = {
  may: 'issue.merge',
  async run(tx, { user, value, now }) {
    const [issue = '', other = ''] = value.split('@');
    const acting = await actingOn(tx, { issue, user, now }, 'issue.merge');
    if (acting.kind === 'refused') return says(acting.because);
    return answerTo(await mergeInto(tx, acting, Number(other)));
  },
};

/** What people can do to issues in Slack. The names are a contract: docs/slack-surface.md. */
export const surface = (links: Links | undefined): Surface => ({
  commands: [mine(), issue(links), why(), blocked, queue, doctor, ...causeCommands],
  actions: {
    'issue.accept': onIssue('issue.accept', async (tx, acting) => {
      const outcome = await act(tx, acting, accept(acting.issue, acting.act));
      if (outcome.kind === 'refused') return says(outcome.because);
      return { say: takenBy(await shownOf(tx, outcome.issue, acting.act.now), await solvedAlike(tx, outcome.issue)) };
    }),
    'issue.merge': sameAs,
    'issue.unmerge': onIssue('issue.unmerge', async (tx, acting) => answerTo(await takeApart(tx, acting))),
    'issue.slot-1': slot,
    'issue.slot-2': slot,
    'issue.help': onIssue('issue.help', async (tx, acting) => says(await offerHelp(tx, acting))),
    'issue.still': onIssue('issue.note', async (tx, acting) => says(await noteOnly(tx, acting))),
    'issue.unblock': onIssue('issue.unblock', async (tx, acting) =>
      answerTo(await act(tx, acting, unblock(acting.issue, acting.act))),
    ),
    'issue.open': onIssue('issue.look', async (tx, { issue: { id }, act: { by: user, now } }) => ({
      say: await details(tx, links, { id, user, now }),
    })),
    'issue.why-this': whyButton,
    'issue.why': onIssue('issue.look', async (tx, { issue, act: { by, now } }) => ({
      say: await whyOf(tx, by, issue.id, now),
    })),
    'issue.show': onIssue('issue.show', async (tx, acting) => ({ say: await showCustomer(tx, acting) })),
    'issue.dismiss': { may: 'issue.look', run: async () => ({ dismiss: true }) },
    ...askActions,
    ...limboActions,
    ...queueActions,
    ...causeActions,
    ...stormActions,
    ...cockpitActions,
    ...Object.assign({}, ...FORM_IDS.map(opener)),
  },
  shortcuts: { 'issue.why-this': whyShortcut },
  forms: Object.assign({}, causeForms, queueForms, cockpitForms, ...FORM_IDS.map((id) => form(id, links))),
});

function mine(): CommandVerb {
  return {
    verb: 'mine',
    usage: '',
    help: 'what customers wait for you to do',
    may: 'issue.list',
    async run(tx, { user, now }) {
      const issues = await readableBy(tx, user, await openIssuesOf(tx, user));
      const shown = [];
      // Looking up what is not shown would keep the asker waiting, who may own thousands.
      for (const each of issues.slice(0, MINE)) shown.push(await shownOf(tx, each, now));
      return { say: mineList(shown, issues.length, now) };
    },
  };
}

function why(): CommandVerb {
  return {
    verb: 'why',
    usage: '[number]',
    help: 'why something came to you, and what comes next',
    may: 'issue.look',
    async run(tx, { user, words, now }) {
      const id = issueNumberIn(words);
      if (words !== '' && id === undefined) return says('Which one? Give its number, as in `/cx why 214`.');
      return { say: await whyOf(tx, user, id, now) };
    },
  };
}

function issue(links: Links | undefined): CommandVerb {
  return {
    verb: 'issue',
    usage: '<number>',
    help: 'one issue, with all that can be done',
    may: 'issue.look',
    async run(tx, { words, user, now }) {
      const id = issueNumberIn(words);
      return id === undefined
        ? says('Which one? Give its number, as in `/cx issue 214`.')
        : { say: await details(tx, links, { id, user, now }) };
    },
  };
}

/** A button on an issue: the issue is read again and the person's right to it checked, whatever the button says. */
function onIssue(may: Action, run: (tx: Tx, acting: Acting) => Promise<Answer>): ActionHandler {
  return {
    may,
    async run(tx, { user, value, now }) {
      const acting = await actingOn(tx, { issue: value, user, now }, may);
      return acting.kind === 'refused' ? says(acting.because) : run(tx, acting);
    },
  };
}

/** A button that opens a form. */
function opener(id: FormId): Record<string, ActionHandler> {
  const open = onIssue(id, async (tx, { issue, act: { by, now } }) => ({
    open: await formFor(tx, id, issue.id, by, now),
  }));
  return { [id]: open };
}

export async function formFor(tx: Tx, id: FormId, issue: number, user: UserId, now: Instant) {
  const found = await findIssue(tx, issue);
  if (found === undefined) throw new Error(`There is no issue ${issue}`);
  const organisation = await organisationUnder(tx, found.organisationVersion);
  const { zone } = await calendarOf(tx, organisation, user);
  const { title } = await shownOf(tx, found, now);
  return issueForm(id, {
    issue: found,
    title,
    today: localDay(now, zone),
    departments: organisation.departments,
    causes: id === 'issue.cause' ? await openCausesOf(tx, found.department) : [],
    also: id === 'issue.tell' ? await toldWith(tx, issue) : [],
  });
}

const About = z.object({ issue: z.number(), stage: z.number() });

/** A form that was sent: not taken when somebody has acted since it was opened, and then it stays open with what was written. */
function form(id: FormId, links: Links | undefined): Record<string, FormHandler> {
  const handler: FormHandler = {
    may: id,
    async run(tx, { user, about, values, now }) {
      const opened = About.safeParse(jsonFrom(about));
      if (!opened.success) return says('This form is not one of ours any more. Please open it again.');
      const acting = await actingOn(tx, { issue: String(opened.data.issue), user, now }, id);
      if (acting.kind === 'refused') return says(acting.because);
      if (acting.issue.stage !== opened.data.stage) return overtaken(tx, acting, values);
      const outcome = await fillIn(tx, acting, { form: id, values });
      return AFTERWARDS[id]?.(tx, acting, outcome, links) ?? answerTo(outcome);
    },
  };
  return { [id]: handler };
}

type Afterwards = (tx: Tx, acting: Acting, outcome: Outcome | Asking, links: Links | undefined) => Promise<Answer>;

/** What is shown once these were sent. */
const AFTERWARDS: Partial<Record<FormId, Afterwards>> = {
  'issue.promise': async (tx, acting, outcome) =>
    outcome.kind === 'changed' ? onTaking(tx, acting, outcome) : answerTo(outcome),
  'issue.tell': (tx, acting, outcome, links) => withLink(tx, acting, answerTo(outcome), links),
};

/** Whoever has told the customer gets the link to ask them with. */
async function withLink(tx: Tx, { issue, act: { by, now } }: Acting, answer: Answer, links: Links | undefined) {
  const link = answer.errors ? undefined : await linkFor(tx, links, { id: issue.id, user: by, now });
  return link === undefined ? answer : { say: asksWith(issue, link) };
}

function answerTo(outcome: Outcome | Asking): Answer {
  if (outcome.kind === 'changed') return {};
  if (outcome.kind === 'asking') return says(outcome.say);
  return outcome.field === undefined ? says(outcome.because) : { errors: { [outcome.field]: outcome.because } };
}

/** The fields of a form show no mentions, so that the owner is called by name. */
async function overtaken(tx: Tx, { issue, act: { by } }: Acting, values: Sent['values']): Promise<Answer> {
  const { id, state, owner } = issue;
  const name = owner === by ? 'you' : ((await findPerson(tx, owner))?.name ?? 'a colleague');
  const words = `#${id} has changed meanwhile and is ${state} now, with ${name}. Copy your words, close this and open it again.`;
  const [first] = Object.keys(values);
  return first === undefined ? says(words) : { errors: { [first]: words } };
}
