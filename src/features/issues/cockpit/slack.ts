import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { says } from '../../../platform/slack/answers.ts';
import type { ActionHandler, Answer, Click, FormHandler, Sent } from '../../../platform/slack/surface.ts';
import { departmentOf, onDirectory } from '../../ownership/index.ts';
import { fillIn } from '../act.ts';
import { actingOn } from '../acting.ts';
import type { Issue } from '../domain.ts';
import { shownOf } from '../shown.ts';
import { openIssuesIn, openIssuesOf } from '../store.ts';
import { LIST_TEXT, LISTS, type List } from './lists.ts';
import { cockpit } from './look.ts';
import { idsIn, idsText, issueList, LIST_ROWS, reassignForm } from './views.ts';

interface Titled {
  readonly title: string;
  readonly wants: string;
  readonly issues: readonly Issue[];
  readonly mayReassign: boolean;
}

async function listed(tx: Tx, { title, wants, issues, mayReassign }: Titled, now: Instant): Promise<Answer> {
  const first = issues.slice(0, LIST_ROWS);
  const shown = [];
  for (const issue of first) shown.push(await shownOf(tx, issue, now));
  const reassign = mayReassign ? idsText(first) : undefined;
  return { say: issueList(title, wants, shown, { total: issues.length, reassign, now }) };
}

/** One of the CX lead's lists. */
const ofList = (list: List): ActionHandler =>
  onDirectory('cockpit.read', async (tx, { now }) => {
    const { name: title, wants } = LIST_TEXT[list];
    return listed(tx, { title, wants, issues: (await cockpit(tx, now))[list], mayReassign: true }, now);
  });

/** All that one person has, but for what only few may read. */
const ofPerson: ActionHandler = onDirectory('cockpit.read', async (tx, { now }, click: Click) => {
  const all = await openIssuesOf(tx, click.value as UserId);
  const issues = all.filter(({ restricted }) => restricted === undefined);
  const wants = 'Away or swamped? These can go to a colleague in one go.';
  return listed(tx, { title: 'What they have', wants, issues, mayReassign: true }, now);
});

/** What is open in a department, for anybody here. */
const ofDepartment: ActionHandler = onDirectory('issue.list', async (tx, { organisation, now }, click: Click) => {
  const { key, name } = departmentOf(organisation, click.value);
  const issues = await openIssuesIn(tx, [key], Number.MAX_SAFE_INTEGER);
  const wants = 'Anyone may help: open one and say so.';
  return listed(tx, { title: `Waiting for ${name}`, wants, issues, mayReassign: false }, now);
});

const reassign: ActionHandler = onDirectory('cockpit.read', async (_tx, _acting, { value }: Click) => ({
  open: reassignForm(idsIn(value)),
}));

interface Given {
  readonly id: number;
  /** Why it was left as it is, and in which field what is wrong stands. */
  readonly refused: { readonly because: string; readonly field?: string | undefined } | undefined;
}

async function given(tx: Tx, id: number, sent: Sent): Promise<Given> {
  const { user, now } = sent;
  const acting = await actingOn(tx, { issue: String(id), user, now }, 'issue.assign');
  const outcome = acting.kind === 'refused' ? acting : await fillIn(tx, acting, { ...sent, form: 'issue.assign' });
  return { id, refused: outcome.kind === 'refused' ? outcome : undefined };
}

/** Each by itself, as if it had been reassigned alone: what has changed meanwhile is left as it is, and told. */
const reassignAll: FormHandler = onDirectory('cockpit.read', async (tx, _acting, sent: Sent) => {
  const all: Given[] = [];
  for (const id of idsIn(sent.about)) all.push(await given(tx, id, sent));
  const left = all.filter(({ refused }) => refused !== undefined);
  const [first] = left;
  if (left.length === all.length && first?.refused?.field)
    return { errors: { [first.refused.field]: first.refused.because } };
  const done = all.length - left.length;
  const said = done === 1 ? 'One is' : `${done || 'None'} are`;
  const lines = left.map(({ id, refused }) => `#${id}: ${refused?.because}`);
  return says([`${said} with <@${sent.values.colleague}> now.`, ...lines].join('\n'));
});

export const cockpitActions: Readonly<Record<string, ActionHandler>> = {
  ...Object.fromEntries(LISTS.map((list) => [`issue.list-${list}`, ofList(list)])),
  'issue.list-of': ofPerson,
  'issue.list-department': ofDepartment,
  'issue.reassign': reassign,
};

export const cockpitForms: Readonly<Record<string, FormHandler>> = { 'issue.reassign': reassignAll };
