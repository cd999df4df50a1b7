import type { Tx } from '../../../platform/db/schema.ts';
import { outcomeIn } from '../../feedback/index.ts';
import { findAsk } from '../asking/store.ts';
import { findIssue, issueOf } from '../store.ts';

const ALWAYS = ['issue.confidential', 'issue.confidential-import', 'feedback.in-confidence'];
const ABOUT_A_QUESTION = ['issue.ask', 'issue.answer'];
const ABOUT_AN_ISSUE = ['issue.helper', 'issue.queued', 'issue.whisper'];

/** Whether a message holds what only few may read, or that somebody has passed it on: it goes to its reader alone or to nobody, whatever else holds. */
export async function isInConfidence(
  tx: Tx,
  { kind, subject }: { readonly kind: string; readonly subject: string },
): Promise<boolean> {
  if (ALWAYS.includes(kind)) return true;
  if (kind === 'feedback.outcome') return (await issueOf(tx, outcomeIn(subject).issue)).restricted !== undefined;
  const [id] = subject.split('/').map(Number);
  const about = ABOUT_A_QUESTION.includes(kind) ? (await findAsk(tx, id ?? 0))?.issue : id;
  if (about === undefined || ![...ABOUT_A_QUESTION, ...ABOUT_AN_ISSUE].includes(kind)) return false;
  return (await findIssue(tx, about))?.restricted !== undefined;
}
