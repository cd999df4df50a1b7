import type { Insertable, Selectable } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { End, Ending, Issue, Limbo, Pause, Told } from './domain.ts';

type Row = Selectable<Schema['issue']>;

/** An issue as its row has it. */
export function issueFrom(row: Row): Issue {
  return {
    id: row.id,
    feedback: row.feedback_id,
    topic: row.topic ?? undefined,
    department: row.department,
    owner: row.owner,
    standing: row.standing,
    state: row.state,
    severity: row.severity,
    version: row.version,
    organisationVersion: row.organisation_version,
    waitingSince: row.waiting_since,
    clockFrom: row.clock_from,
    openedAt: row.opened_at,
    stage: row.stage,
    stageFrom: row.stage_from,
    stepsTaken: JSON.parse(row.steps_taken),
    activeAt: row.active_at,
    ...lifeFrom(row),
    bounces: row.bounces,
    rerouted: row.rerouted === 1,
    reopened: row.reopened,
    limbo: limboFrom(row),
    queuedAt: row.queued_at ?? undefined,
    decideBy: row.decide_by ?? undefined,
    restricted: row.restricted ?? undefined,
    named: JSON.parse(row.named),
    accountValue: row.account_value ?? undefined,
    cause: row.cause_id ?? undefined,
  };
}

function lifeFrom(row: Row) {
  return {
    acceptedAt: row.accepted_at ?? undefined,
    contactedAt: row.contacted_at ?? undefined,
    fixedAt: row.fixed_at ?? undefined,
    promisedFor: row.promised_for ?? undefined,
    pause: pauseFrom(row),
    pausedMs: row.waited_ms,
    mergedMs: row.merged_ms,
    snoozes: row.snoozes,
    rootCause: row.root_cause ?? undefined,
    change: row.change ?? undefined,
    teller: row.teller ?? undefined,
    told: toldFrom(row),
    end: endFrom(row),
  };
}

function pauseFrom({ pause_kind, pause_need, wait_from, wait_until, wait_reason }: Row): Pause | undefined {
  if (wait_from === null || pause_kind === null) return undefined;
  return {
    kind: pause_kind,
    from: wait_from,
    until: wait_until ?? undefined,
    reason: wait_reason ?? '',
    need: pause_need ?? undefined,
  };
}

function limboFrom({ limbo_since, limbo_why, limbo_agree_by }: Row): Limbo | undefined {
  if (limbo_since === null || limbo_why === null || limbo_agree_by === null) return undefined;
  return { since: limbo_since, why: limbo_why, agreeBy: limbo_agree_by };
}

function toldFrom({ told_by, told_channel, told_day, told_words }: Row): Told | undefined {
  if (told_by === null) return undefined;
  return { by: told_by, channel: told_channel ?? '', day: told_day ?? '', words: told_words ?? '' };
}

function endFrom({ closed_at, ending, ending_reason, ending_link }: Row): End | undefined {
  if (closed_at === null) return undefined;
  return {
    at: closed_at,
    ending: ending as Ending,
    reason: ending_reason ?? undefined,
    link: ending_link ?? undefined,
  };
}

/** A row as an issue has it. */
export function columnsOf(issue: Omit<Issue, 'id'>): Insertable<Schema['issue']> {
  return {
    feedback_id: issue.feedback,
    topic: issue.topic ?? null,
    department: issue.department,
    owner: issue.owner,
    standing: issue.standing,
    state: issue.state,
    severity: issue.severity,
    version: issue.version,
    organisation_version: issue.organisationVersion,
    waiting_since: issue.waitingSince,
    clock_from: issue.clockFrom,
    opened_at: issue.openedAt,
    stage: issue.stage,
    stage_from: issue.stageFrom,
    steps_taken: JSON.stringify(issue.stepsTaken),
    active_at: issue.activeAt,
    ...momentColumns(issue),
    ...endColumns(issue),
    bounces: issue.bounces,
    rerouted: Number(issue.rerouted),
    reopened: issue.reopened,
    snoozes: issue.snoozes,
    ...limboColumns(issue),
    restricted: issue.restricted ?? null,
    named: JSON.stringify(issue.named),
    account_value: issue.accountValue ?? null,
    cause_id: issue.cause ?? null,
  };
}

type Columns = ReturnType<typeof columnsOf>;

export function changedColumns(issue: Issue, before: Issue): Partial<Columns> {
  const was: Readonly<Record<string, unknown>> = columnsOf(before);
  return Object.fromEntries(Object.entries(columnsOf(issue)).filter(([name, value]) => value !== was[name]));
}

const momentColumns = ({
  acceptedAt,
  contactedAt,
  promisedFor,
  fixedAt,
  pause,
  pausedMs,
  mergedMs,
}: Omit<Issue, 'id'>) => ({
  accepted_at: acceptedAt ?? null,
  contacted_at: contactedAt ?? null,
  promised_for: promisedFor ?? null,
  fixed_at: fixedAt ?? null,
  pause_kind: pause?.kind ?? null,
  pause_need: pause?.need ?? null,
  wait_from: pause?.from ?? null,
  wait_until: pause?.until ?? null,
  wait_reason: pause?.reason ?? null,
  waited_ms: pausedMs,
  merged_ms: mergedMs,
});

const limboColumns = ({ limbo, queuedAt, decideBy }: Omit<Issue, 'id'>) => ({
  limbo_since: limbo?.since ?? null,
  limbo_why: limbo?.why ?? null,
  limbo_agree_by: limbo?.agreeBy ?? null,
  queued_at: queuedAt ?? null,
  decide_by: decideBy ?? null,
});

const endColumns = ({ rootCause, change, teller, told, end }: Omit<Issue, 'id'>) => ({
  root_cause: rootCause ?? null,
  change: change ?? null,
  teller: teller ?? null,
  ...toldColumns(told),
  closed_at: end?.at ?? null,
  ending: end?.ending ?? null,
  ending_reason: end?.reason ?? null,
  ending_link: end?.link ?? null,
});

const toldColumns = (told: Told | undefined) => ({
  told_by: told?.by ?? null,
  told_channel: told?.channel ?? null,
  told_day: told?.day ?? null,
  told_words: told?.words ?? null,
});
