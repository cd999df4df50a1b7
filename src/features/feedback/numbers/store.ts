import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Score } from '../domain.ts';
import type { Answers } from './scores.ts';

/** How many said something of a topic; undefined: of none. Whoever complains of two topics counts once for each. */
export interface Volume {
  readonly topic: string | undefined;
  readonly complaints: number;
  readonly praise: number;
}

/** What everybody may read. SQLite takes a cross join in its order: the feedback of that time first, not every statement there is. */
const statementsSince = (tx: Tx, since: Instant) =>
  tx
    .selectFrom('feedback')
    .crossJoin('statement')
    .whereRef('statement.feedback_id', '=', 'feedback.id')
    .where('received_at', '>=', since)
    .where('restricted', 'is', null);

/** What customers have said since then, by topic. What only few may read counts in nothing. */
export async function volumesSince(tx: Tx, since: Instant): Promise<Volume[]> {
  const rows = await statementsSince(tx, since)
    .select(({ fn }) => ['topic', 'sentiment', fn.count<number>('feedback_id').distinct().as('n')])
    .where('sentiment', '<>', 'neutral')
    .groupBy(['topic', 'sentiment'])
    .execute();
  const volumes = new Map<string | null, Volume>();
  for (const { topic, sentiment, n } of rows) {
    const volume = volumes.get(topic) ?? { topic: topic ?? undefined, complaints: 0, praise: 0 };
    volumes.set(topic, { ...volume, [sentiment === 'praise' ? 'praise' : 'complaints']: n });
  }
  return [...volumes.values()];
}

/** The scores that customers who spoke of a topic have given since then. What only few may read counts in nothing. */
export async function answersSince(tx: Tx, since: Instant): Promise<ReadonlyMap<string, readonly Answers[]>> {
  const spoken = statementsSince(tx, since)
    .select(['topic', 'feedback_id', 'score_kind', 'score_max', 'score_value'])
    .distinct()
    .where('topic', 'is not', null)
    .where('score_kind', 'is not', null)
    .where('score_value', 'is not', null);
  const rows = await tx
    .selectFrom(spoken.as('spoken'))
    .select(({ fn }) => ['topic', 'score_kind', 'score_max', 'score_value', fn.countAll<number>().as('n')])
    .groupBy(['topic', 'score_kind', 'score_max', 'score_value'])
    .execute();
  const answers = new Map<string, Answers[]>();
  for (const { topic, score_kind, score_max, score_value, n } of rows) {
    const known = answers.get(topic ?? '') ?? [];
    answers.set(topic ?? '', known);
    known.push({ kind: score_kind as Score['kind'], max: score_max ?? undefined, value: score_value ?? 0, n });
  }
  return answers;
}
