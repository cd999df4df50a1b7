import { nextWorking } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { type Instant, later, MINUTE } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise, type Rendered, refresh } from '../../../platform/outbox/outbox.ts';
import { standingOf } from '../../../platform/outbox/standing.ts';
import { feedbackOf } from '../../feedback/index.ts';
import { calendarOf, currentOrganisation, heldFor, type Organisation } from '../../ownership/index.ts';
import type { Issue } from '../domain.ts';
import { shownOf } from '../shown.ts';
import { findIssue } from '../store.ts';
import { confidentialImport, MOST_OF_IMPORT, nothingLeft } from '../views/confidential-import.ts';
import { mayRead } from './circle.ts';
import { type ConfidentialDm, firstWordsTo } from './store.ts';

/** For so long the rows of a file gather before anybody is told of them. */
const GATHERING = 5 * MINUTE;

export const importKey = (importId: number, person: UserId): string => `confidential/import/${importId}/${person}`;

/** What only few may read and a file has brought is told to each of them in one DM for all of it, in their hours; it names each as it comes. */
export async function tellOfImport(
  tx: Tx,
  organisation: Organisation,
  { to, importId }: { readonly to: UserId; readonly importId: number },
  now: Instant,
): Promise<void> {
  const key = importKey(importId, to);
  const holdUntil = nextWorking(await calendarOf(tx, organisation, to), later(now, GATHERING));
  const subject = `${importId}/${to}`;
  await promise(tx, { key, kind: 'issue.confidential-import', subject, to, holdUntil }, now);
  await refresh(tx, key);
}

/** Which import brought the issue of a first word; undefined where none did. */
export async function importOf(tx: Tx, { issue }: Pick<ConfidentialDm, 'issue'>): Promise<number | undefined> {
  const found = await findIssue(tx, issue);
  return found && (await feedbackOf(tx, found.feedback)).importId;
}

/** Those of them first that wait for the reader; who may not read one any more reads nothing of it. */
export async function renderImport(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [id, reader] = subject.split('/') as [string, UserId];
  const issues = (await openOf(tx, Number(id), reader)).sort(waitingFirst(reader));
  const sent = (await standingOf(tx, importKey(Number(id), reader)))?.sentAt !== undefined;
  if (issues.length === 0)
    return sent ? { message: nothingLeft } : { superseded: 'there is nothing in it that they may read' };
  const held = sent ? undefined : await heldFor(tx, reader, now);
  if (held) return held;
  const shown = [];
  for (const issue of issues.slice(0, MOST_OF_IMPORT)) shown.push(await shownOf(tx, issue, now));
  return { message: confidentialImport(shown, reader, issues.length) };
}

async function openOf(tx: Tx, importId: number, reader: UserId): Promise<Issue[]> {
  const { organisation } = await currentOrganisation(tx);
  const found: Issue[] = [];
  for (const { issue: id } of await firstWordsTo(tx, reader)) {
    const issue = await findIssue(tx, id);
    if (issue?.restricted === undefined || issue.state === 'closed') continue;
    if ((await feedbackOf(tx, issue.feedback)).importId !== importId) continue;
    if (await mayRead(tx, organisation, issue, reader)) found.push(issue);
  }
  return found;
}

const SEVEREST: readonly Issue['severity'][] = ['critical', 'urgent', 'normal'];

const waitingFirst = (reader: UserId) => (a: Issue, b: Issue) =>
  Number(isTaken(a, reader)) - Number(isTaken(b, reader)) ||
  SEVEREST.indexOf(a.severity) - SEVEREST.indexOf(b.severity) ||
  a.id - b.id;

const isTaken = ({ owner, state }: Issue, reader: UserId) => owner !== reader || state !== 'open';
