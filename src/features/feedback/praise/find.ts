import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { customerText } from '../domain.ts';
import { type PraisingPart, partsOf, partsSince } from './store.ts';

/** What a customer praised: all they said where it is praise alone, else the longest part that is. */
export interface Praise {
  readonly feedback: number;
  readonly said: string;
  /** As colleagues call them. */
  readonly customer: string;
  readonly topic: string | undefined;
  readonly department: string;
  readonly saidAt: Instant;
}

const MOST_PARTS = 500;

/** What customers have praised since then, the newest first. What only few may read is left out. */
export async function praiseSince(tx: Tx, since: Instant): Promise<Praise[]> {
  const parts = Map.groupBy(await partsSince(tx, since, MOST_PARTS), ({ id }) => id);
  return [...parts.values()].flatMap((each) => praiseIn(each) ?? []);
}

/** The praise in one feedback; undefined where there is none, or only few may read it. */
export const praiseOf = async (tx: Tx, feedback: number): Promise<Praise | undefined> =>
  praiseIn(await partsOf(tx, feedback));

function praiseIn(parts: readonly PraisingPart[]): Praise | undefined {
  const [longest] = parts.toSorted((a, b) => b.part.length - a.part.length);
  if (longest === undefined) return undefined;
  const isWhole = longest.kind === 'praise';
  const topic = longest.topic ?? parts.find((each) => each.topic !== null)?.topic;
  return {
    feedback: longest.id,
    said: isWhole ? longest.whole : longest.part,
    customer: customerText({ name: longest.customer_name ?? undefined, account: longest.account ?? undefined }),
    topic: topic ?? undefined,
    department: longest.department,
    saidAt: longest.received_at,
  };
}
