import { masked } from '../../../kernel/masking.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise, refresh } from '../../../platform/outbox/outbox.ts';
import type { Complaint } from '../../feedback/index.ts';
import { cxLead, type Organisation } from '../../ownership/index.ts';
import { insertCause } from '../causes/store.ts';
import { cardKey, placeOf } from '../change.ts';
import type { Issue } from '../domain.ts';
import { saveEvent } from '../events/store.ts';
import { remembered } from '../life/change.ts';
import { type Alike, stormOf } from '../life/storms.ts';
import { issueOf, saveIssue } from '../store.ts';
import { lastSuggestedOn, saveSuggestion } from './store.ts';

/**
 * The cause under which a complaint hangs from its beginning, because many say the same at once; suggested now, with those before
 * it, where this is the one too many. Nobody's issue is taken from them: it only hangs with the others.
 */
export async function gatheredUnder(
  tx: Tx,
  organisation: Organisation,
  complaint: Complaint,
  alike: readonly Alike[],
  now: Instant,
): Promise<number | undefined> {
  const { topic } = complaint;
  if (topic === undefined) return undefined;
  const storm = stormOf(alike, await lastSuggestedOn(tx, topic), organisation.policy.same_words_from, now);
  if (storm.kind === 'none') return undefined;
  if (storm.kind === 'joins') {
    await refresh(tx, suggestionKey(storm.cause));
    return storm.cause;
  }
  return suggest(tx, organisation, { ...complaint, topic }, storm.with, now);
}

const TITLE = 90;

async function suggest(
  tx: Tx,
  organisation: Organisation,
  { feedback, department, topic }: Complaint & { readonly topic: string },
  issues: readonly number[],
  now: Instant,
): Promise<number> {
  const title = masked(feedback.text).replace(/\s+/g, ' ').trim().slice(0, TITLE);
  const createdBy = await cxLead(tx, organisation);
  const cause = await insertCause(tx, { title, department, trackerUrl: undefined, createdBy }, now);
  await saveSuggestion(tx, cause, { suggestion: 'open', topic });
  for (const id of issues) await hangQuietly(tx, await issueOf(tx, id), cause, now);
  const { to, ...place } = await placeOf(tx, organisation, department, now);
  const holdUntil = 'holdUntil' in place ? { holdUntil: place.holdUntil } : {};
  const message = { key: suggestionKey(cause), kind: 'issue.storm', subject: String(cause), to } as const;
  await promise(tx, { ...message, priority: 'urgent', ...holdUntil }, now);
  return cause;
}

/** Its card says so; hundreds of threads that tell it would be a second storm. */
async function hangQuietly(tx: Tx, issue: Issue, cause: number, now: Instant): Promise<void> {
  const outcome = remembered(issue, { by: undefined, now }, 'hung', { cause: String(cause) });
  if (outcome.kind === 'refused') return;
  await saveIssue(tx, { ...outcome.issue, cause }, issue);
  await saveEvent(tx, issue.id, outcome.event);
  await refresh(tx, cardKey(issue), outcome.issue.version);
}

export const suggestionKey = (cause: number): string => `issue/storm/${cause}`;
