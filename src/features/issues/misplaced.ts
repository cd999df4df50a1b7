import { earlier, type Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { HANDOFFS_COUNT, type Organisation, proposeMoving, topicOf } from '../ownership/index.ts';
import type { Issue, IssueEvent } from './domain.ts';
import { handoffsOn } from './store.ts';

/** Somebody has moved a complaint to another department: if most on its topic go that way, the directory is wrong, and not the people. */
export async function noteMisplaced(
  tx: Tx,
  organisation: Organisation,
  { topic: key, restricted }: Issue,
  { type, payload: { department } }: IssueEvent,
  now: Instant,
): Promise<void> {
  const topic = topicOf(organisation, key);
  const isHandoff = type === 'bounced' || type === 'rerouted';
  if (!isHandoff || department === undefined || topic === undefined || restricted !== undefined) return;
  const handoffs = await handoffsOn(tx, topic.key, earlier(now, HANDOFFS_COUNT));
  const away = handoffs.filter(({ left }) => left === topic.department);
  const issues = new Map(away.map(({ issue, to }) => [issue, to]));
  const moved = [...issues.values()].filter((to) => to === department).length;
  await proposeMoving(tx, { topic: topic.key, department, moved, of: issues.size }, now);
}
