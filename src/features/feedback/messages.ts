import type { Tx } from '../../platform/db/schema.ts';
import type { Rendered } from '../../platform/outbox/outbox.ts';
import { currentOrganisation, topicOf } from '../ownership/index.ts';
import { customerText } from './domain.ts';
import { countsOf, gathersOf, importOf, linesOf } from './roll-ups/store.ts';
import { feedbackOf, statementsOf } from './store.ts';
import { feedbackCard, PAGE, rollUpPage, rollUpSummary } from './views.ts';

export async function renderCard(tx: Tx, subject: string): Promise<Rendered> {
  const feedback = await feedbackOf(tx, Number(subject));
  const { organisation } = await currentOrganisation(tx);
  const keys = new Set((await statementsOf(tx, feedback.id)).map(({ topic }) => topic));
  const topics = [...keys].flatMap((key) => topicOf(organisation, key)?.name ?? []);
  return { message: feedbackCard(feedback, topics), about: { feedback: feedback.id } };
}

export async function renderRollUp(tx: Tx, subject: string): Promise<Rendered> {
  const kinds = await countsOf(tx, Number(subject));
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const issues = kinds.reduce((sum, kind) => sum + kind.issues, 0);
  const praise = kinds.find(({ kind }) => kind === 'praise')?.count ?? 0;
  const of = { imported: await importOf(tx, Number(subject)), gathers: await gathersOf(tx, Number(subject)) };
  return { message: rollUpSummary({ total, issues, praise }, of) };
}

export async function renderRollUpPage(tx: Tx, subject: string): Promise<Rendered> {
  const [rollUp = 0, page = 0] = subject.split('/').map(Number);
  const rows = await linesOf(tx, rollUp, page * PAGE + 1, (page + 1) * PAGE);
  const lines = rows.map((row) => ({
    number: row.number,
    issue: row.issue_id ?? undefined,
    kind: row.kind,
    customer: customerText({ name: row.customer_name ?? undefined, account: row.account ?? undefined }),
    text: row.text,
  }));
  return { message: rollUpPage(lines) };
}
