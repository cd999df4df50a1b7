import { nextWorking } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise, refresh } from '../../../platform/outbox/outbox.ts';
import { type MessageStanding, standingOf } from '../../../platform/outbox/standing.ts';
import { calendarOf, confidants, type Organisation } from '../../ownership/index.ts';
import type { Issue } from '../domain.ts';
import { reminderAt } from '../letters/rules.ts';
import type { Item } from '../letters/store.ts';
import { mayRead } from './circle.ts';
import { importKey, importOf, tellOfImport } from './of-import.ts';
import { type ConfidentialDm, dmsAbout, insertDm, NO_NUDGES } from './store.ts';

/** Somebody's line about what only few may read. */
interface Line {
  readonly to: UserId;
  readonly item: Pick<Item, 'stage' | 'step'>;
  readonly urgent: boolean;
  readonly readyAt?: Instant;
}

/** Each line is a DM by itself, so that no letter holds any of it; none to somebody who may not read it. What is theirs goes in their hours; a reminder as manners want it. */
export async function writeInConfidence(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  { to, item: { stage, step }, urgent, readyAt }: Line,
  now: Instant,
): Promise<void> {
  if (!(await mayRead(tx, organisation, issue, to))) return;
  const id = await insertDm(tx, { issue: issue.id, person: to, stage, step });
  if (id === undefined) return;
  const from = readyAt !== undefined && readyAt > now ? readyAt : now;
  const calendar = await calendarOf(tx, organisation, to);
  const holdUntil = NO_NUDGES.includes(step)
    ? nextWorking(calendar, from)
    : reminderAt(urgent, await lastReminder(tx, issue.id, to), organisation.policy.bundle_at, calendar, from);
  const message = { key: confidentialKey(id), kind: 'issue.confidential', subject: String(id), to };
  await promise(tx, { ...message, priority: urgent ? 'urgent' : 'normal', holdUntil }, now);
}

/** The last reminder of it that reached somebody or is on its way, whatever stage it was at; undefined where there is none. */
async function lastReminder(tx: Tx, issue: number, person: UserId): Promise<MessageStanding | undefined> {
  const reminders = (await dmsAbout(tx, issue)).filter((dm) => dm.person === person && !NO_NUDGES.includes(dm.step));
  for (const { id } of reminders.toReversed()) {
    const standing = await standingOf(tx, confidentialKey(id));
    if (standing?.unsent || standing?.sentAt !== undefined) return standing;
  }
  return undefined;
}

/** Everybody of the few hears of it: its owner that it is theirs, the others that it is there; of what an import brings, with the rest of it. */
export async function tellConfidants(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  importId: number | undefined,
  now: Instant,
): Promise<void> {
  const urgent = issue.severity !== 'normal';
  for (const to of await confidants(tx, organisation, issue.named)) {
    const step = to === issue.owner ? 'assigned' : 'told';
    if (importId !== undefined) {
      await insertDm(tx, { issue: issue.id, person: to, stage: issue.stage, step });
      await tellOfImport(tx, organisation, { to, importId }, now);
      continue;
    }
    await writeInConfidence(tx, organisation, issue, { to, item: { stage: issue.stage, step }, urgent }, now);
  }
}

/** It has changed: the DMs about it show how it is now. */
export async function refreshConfidential(tx: Tx, issue: number): Promise<void> {
  for (const dm of await dmsAbout(tx, issue)) await refresh(tx, await dmKey(tx, dm));
}

/** The key of the DM that says it: its own, or that of all of its import. */
export async function dmKey(tx: Tx, dm: ConfidentialDm): Promise<string> {
  const own = confidentialKey(dm.id);
  if (!NO_NUDGES.includes(dm.step) || (await standingOf(tx, own)) !== undefined) return own;
  const importId = await importOf(tx, dm);
  return importId === undefined ? own : importKey(importId, dm.person);
}

export const confidentialKey = (dm: number): string => `confidential/${dm}`;
