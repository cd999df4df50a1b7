import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { calendarOf, type Organisation, organisationUnder, relationsOf } from '../ownership/index.ts';
import { type Action, can, findPerson, type Relation, whoMay } from '../people/index.ts';
import type { Issue, Outcome } from './domain.ts';
import type { Act } from './life/change.ts';
import { readableBy, relationsInCircle } from './restricted/circle.ts';
import { findIssue } from './store.ts';

/** Somebody who may do what they are about to do to this issue. */
export interface Acting {
  readonly kind: 'allowed';
  readonly issue: Issue;
  readonly organisation: Organisation;
  readonly act: Act;
}

type Refusal = Extract<Outcome, { kind: 'refused' }>;

/** Reads the issue and checks the right to act on it, `also`: by what else they are to it. Whoever may not hears who may. */
export async function actingOn(
  tx: Tx,
  asked: { readonly issue: string; readonly user: UserId; readonly now: Instant },
  action: Action,
  also: readonly Relation[] = [],
): Promise<Acting | Refusal> {
  const [issue] = await readableBy(tx, asked.user, await meant(tx, asked.issue));
  if (issue === undefined) return refusal('There is no such issue any more.');
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const person = await findPerson(tx, asked.user);
  const { owner, department, teller } = issue;
  const about = { owner, department, topic: issue.topic ?? null, teller };
  const within = await relationsInCircle(tx, organisation, issue, asked.user);
  const relations = person && [...relationsOf(organisation, person, about), ...within, ...also];
  const actor = person && relations && { standing: person.standing, relations };
  if (actor === undefined || !can(actor, action)) {
    const helps = actor !== undefined && issue.state !== 'closed' && can(actor, 'issue.help');
    return refusal(
      `That is for ${whoMay(action)}. The owner is <@${issue.owner}>${helps ? '; you can offer help, though' : ''}.`,
    );
  }
  const calendar = await calendarOf(tx, organisation, asked.user);
  return { kind: 'allowed', issue, organisation, act: { by: asked.user, now: asked.now, calendar } };
}

async function meant(tx: Tx, text: string): Promise<Issue[]> {
  const found = /^\d{1,9}$/.test(text) ? await findIssue(tx, Number(text)) : undefined;
  return found === undefined ? [] : [found];
}

const refusal = (because: string): Refusal => ({ kind: 'refused', because });
