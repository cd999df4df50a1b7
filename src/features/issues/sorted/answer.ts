import type { UserId } from '../../../kernel/slack.ts';
import { type Instant, later } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { knownSecretOf, secretOf } from '../../../platform/db/settings.ts';
import { feedbackOf } from '../../feedback/index.ts';
import { currentOrganisation, organisationUnder } from '../../ownership/index.ts';
import { actingOn } from '../acting.ts';
import { carryOut } from '../change.ts';
import type { Issue } from '../domain.ts';
import {
  hearsOfIt,
  LINK_LASTS,
  mayAskSorted,
  notSorted,
  type PageStanding,
  pageStanding,
  type Says,
  saysTheSame,
  sorted,
} from '../life/sorted.ts';
import { ownerAgain } from '../owner-again.ts';
import { findIssue, helpersOf } from '../store.ts';
import { answerOf, dropNews, saveAnswer, saveNews } from './store.ts';
import { type Asked, askedBy, tokenFor } from './token.ts';

/** How links for customers are made. */
export interface Links {
  readonly publicUrl: string;
  readonly newSecret: () => string;
}

/** The link to ask the customer with, for those who may tell them; undefined where there is nothing to ask. */
export async function linkFor(
  tx: Tx,
  links: Links | undefined,
  { id, user, now }: { readonly id: number; readonly user: UserId; readonly now: Instant },
): Promise<string | undefined> {
  if (links === undefined) return undefined;
  const acting = await actingOn(tx, { issue: String(id), user, now }, 'issue.tell');
  if (acting.kind === 'refused' || !mayAskSorted(acting.issue)) return undefined;
  const { reopened } = acting.issue;
  const secret = await secretOf(tx, links.newSecret);
  return `${links.publicUrl}/sorted/${tokenFor(secret, { issue: id, reopened, until: later(now, LINK_LASTS) })}`;
}

/** What the page of a token shows. `gone`: it was one of ours. */
export type Page = { readonly company: string } & (PageStanding | { readonly kind: 'gone' | 'unknown' });

interface Found {
  readonly asked: Asked;
  readonly issue: Issue;
}

export const companyName = async (tx: Tx): Promise<string> => (await currentOrganisation(tx)).organisation.company.name;

/** Looks only: whoever opens a link has not answered yet. */
export async function pageOf(tx: Tx, token: string, now: Instant): Promise<Page> {
  const company = await companyName(tx);
  const found = await foundBy(tx, token, now);
  if (typeof found === 'string') return { company, kind: found };
  const { issue, asked } = found;
  const answer = await answerOf(tx, issue.id, asked.reopened);
  return { company, ...pageStanding(issue, asked.reopened, answer, now) };
}

async function foundBy(tx: Tx, token: string, now: Instant): Promise<Found | 'gone' | 'unknown'> {
  const secret = await knownSecretOf(tx);
  const asked = secret === undefined ? undefined : askedBy(secret, token);
  if (asked === undefined) return 'unknown';
  if (asked.until < now) return 'gone';
  const issue = await findIssue(tx, asked.issue);
  return issue === undefined || issue.restricted !== undefined ? 'gone' : { asked, issue };
}

/** Keeps an answer, while the page still asks; the same answer once more changes nothing. */
export async function answerSorted(
  tx: Tx,
  token: string,
  { says, words }: { readonly says: Says; readonly words: string },
  now: Instant,
): Promise<Page> {
  const before = await pageOf(tx, token, now);
  const found = await foundBy(tx, token, now);
  if (before.kind !== 'asks' || typeof found === 'string') return before;
  if (saysTheSame(before.answer, says, words)) return before;
  await saveAnswer(tx, found.asked, { says, words }, now);
  await (says === 'yes' ? confirm(tx, found, words, now) : reopen(tx, found, words, now));
  return pageOf(tx, token, now);
}

async function confirm(tx: Tx, { issue }: Found, words: string, now: Instant): Promise<void> {
  await carryOut(tx, issue, sorted(issue, now, words), now);
  const { loggedBy } = await feedbackOf(tx, issue.feedback);
  for (const person of hearsOfIt(issue.owner, await helpersOf(tx, issue.id), loggedBy))
    await saveNews(tx, person, { issue: issue.id, words }, now);
}

async function reopen(tx: Tx, { issue, asked }: Found, words: string, now: Instant): Promise<void> {
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const owner = await ownerAgain(tx, issue, organisation);
  await dropNews(tx, issue.id);
  await carryOut(tx, issue, notSorted(issue, now, { words, reopened: asked.reopened }, owner), now);
}
