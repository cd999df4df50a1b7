import type { Generated, Kysely, Transaction } from 'kysely';
import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { Restricted } from '../../kernel/restricted.ts';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { AfterwardsSchema } from './schema-afterwards.ts';
import type { DirectorySchema } from './schema-directory.ts';
import type { HomeSchema } from './schema-home.ts';
import type { PeopleSchema } from './schema-people.ts';
import type { SupportDaysSchema } from './schema-support-days.ts';
import type { WallSchema } from './schema-wall.ts';

/** The tables as the newest migration leaves them. Instants are UTC milliseconds; a missing fact is NULL; 0/1 is false/true. */
export interface Schema
  extends AfterwardsSchema,
    DirectorySchema,
    HomeSchema,
    PeopleSchema,
    SupportDaysSchema,
    WallSchema {
  kysely_migration: { name: string };
  setting: { key: string; value: string };
  outage: { from_at: Instant; until_at: Instant };
  inbox: Work & {
    id: Generated<number>;
    kind: string;
    source: string;
    external_id: string;
    natural_key: string | null;
    body: string | null;
    body_hash: string;
    received_at: Instant;
    done_at: Instant | null;
    priority: number | null;
    queue: string | null;
    turn: number | null;
  };
  fact: Work & { id: Generated<number>; type: string; payload: string; at: Instant; done_at: Instant | null };
  fact_heard: { fact_id: number; hearer: string };
  timer: Work & { kind: string; subject: string; due_at: Instant };
  outbox: OutboxTable;
  /** Pictures that Slack has, by what is drawn in them. `at` is real time, never turned. */
  picture: { digest: string; file: string; at: number };
  direct_channel: { user: UserId; channel: ChannelId };

  source: { name: string; disabled_at: Instant | null };

  feedback: FeedbackTable;
  statement: {
    feedback_id: number;
    ordinal: number;
    text: string;
    sentiment: 'complaint' | 'praise' | 'neutral';
    topic: string | null;
    because: string;
  };
  file_import: {
    id: Generated<number>;
    source: string;
    file: string;
    open_issues: number;
    started_at: Instant;
    rows: Generated<number>;
  };
  roll_up: {
    gathers: string | null;
    id: Generated<number>;
    channel: ChannelId | UserId;
    import_id: number | null;
    opened_at: Instant;
  };
  roll_up_line: { roll_up_id: number; number: number; feedback_id: number; issue_id: number | null };

  issue: IssueTable;
  issue_event: {
    id: Generated<number>;
    issue_id: number;
    at: Instant;
    actor: UserId | null;
    type: string;
    payload: string;
  };
  issue_helper: { issue_id: number; user: UserId };
  issue_ask: {
    id: Generated<number>;
    issue_id: number;
    kind: 'snooze' | 'offer' | 'tell' | 'why';
    asked_by: UserId;
    asked: UserId;
    /** Who had the issue then: under another owner the question is moot. */
    owner: UserId;
    payload: string;
    at: Instant;
    answer: 'yes' | 'no' | 'withdrawn' | null;
    /** In words, where words were asked for. */
    reply: string | null;
  };
  /** `before` is the issue as it was, so that a merge can be undone. */
  issue_merge: { issue_id: number; into_id: number; before: string };
  letter: {
    id: Generated<number>;
    person: UserId;
    topic: 'work' | 'alone' | 'bundle';
    /** Of no use any more. */
    urgent: number;
    opened_at: Instant;
    /** Whether somebody has done something about what stands in it: so it was read. */
    acted_on: Generated<number>;
    /** Whether it is its reader's brief of the week. */
    brief: Generated<number>;
  };
  letter_item: { letter_id: number; issue_id: number; stage: number; step: string; notice: number };
}

/** Work that waits in SQL. `retry_at` is real time, never turned; `failed` says why it was given up. */
interface Work {
  attempts: Generated<number>;
  retry_at: Generated<number>;
  failed: string | null;
}

interface OutboxTable {
  id: Generated<number>;
  key: string;
  kind: string;
  subject: string;
  /** A channel, or a user for a DM. */
  recipient: ChannelId | UserId;
  /** The only one who sees it, in `recipient`: an ephemeral message. */
  whisper_to: UserId | null;
  thread_key: string | null;
  priority: number;
  /** Not to be said before this (turned) instant. */
  hold_until: Instant;
  state: 'pending' | 'sending' | 'unknown' | 'sent' | 'superseded' | 'undeliverable';
  wanted_version: Generated<number>;
  shown_version: Generated<number>;
  /** The version of what it is about that it was last meant to show, where that counts its versions. */
  about_version: Generated<number>;
  attempt: Generated<number>;
  retry_at: Generated<number>;
  /** Real time of the attempt under way or of unknown outcome. */
  claimed_at: number | null;
  /** Real time at which to look for a copy that Slack committed late. */
  look_again_at: number | null;
  /** How often our own code failed at it, or Slack could not be asked about it, since it last went well. */
  failures: Generated<number>;
  plainness: Generated<number>;
  channel: ChannelId | null;
  ts: string | null;
  sent: string | null;
  sent_at: Instant | null;
  reason: string | null;
  created_at: Instant;
}

interface FeedbackTable {
  id: number;
  source: string;
  external_id: string;
  text: string;
  kind: 'complaint' | 'praise' | 'mixed' | 'neutral';
  urgent: number;
  department: string;
  score_kind: string | null;
  score_value: number | null;
  score_max: number | null;
  customer_id: string | null;
  customer_name: string | null;
  customer_email: string | null;
  account: string | null;
  account_value: number | null;
  renews_on: IsoDate | null;
  language: string | null;
  url: string | null;
  tags: string | null;
  logged_by: UserId | null;
  import_id: number | null;
  restricted: Restricted | null;
  received_at: Instant;
  arrived_at: Instant;
}

interface IssueTable {
  id: Generated<number>;
  feedback_id: number;
  topic: string | null;
  department: string;
  owner: UserId;
  /** Where in the chain the owner stands: a silent owner hands on to the backup, a silent backup to the last one, the CX lead. */
  standing: 'owner' | 'backup' | 'last';
  state: 'open' | 'accepted' | 'contacted' | 'fixed' | 'closed';
  severity: 'normal' | 'urgent' | 'critical';
  version: number;
  organisation_version: number;
  /** When the customer spoke: their clock, which never pauses. */
  waiting_since: Instant;
  /** When our own clocks began: arrival, or the import. */
  clock_from: Instant;
  opened_at: Instant;
  /** Counts owners and states passed through; a step of the ladder is taken once a stage. */
  stage: number;
  stage_from: Instant;
  steps_taken: string;
  active_at: Instant;
  accepted_at: Instant | null;
  contacted_at: Instant | null;
  fixed_at: Instant | null;
  closed_at: Instant | null;
  wait_until: Instant | null;
  wait_reason: string | null;
  waited_ms: number;
  wait_from: Instant | null;
  merged_ms: Generated<number>;
  promised_for: Instant | null;
  pause_kind: 'customer' | 'snooze' | 'blocked' | null;
  pause_need: 'people' | 'money' | 'tool' | null;
  snoozes: number;
  teller: UserId | null;
  limbo_since: Instant | null;
  limbo_why: 'bounced' | 'silence' | 'overdue' | null;
  limbo_agree_by: Instant | null;
  queued_at: Instant | null;
  decide_by: Instant | null;
  restricted: Restricted | null;
  /** Colleagues whom it names, who are not to read it: Slack ids as JSON. */
  named: string;
  account_value: number | null;
  cause_id: number | null;
  root_cause: string | null;
  change: string | null;
  told_by: UserId | null;
  told_channel: string | null;
  told_day: string | null;
  told_words: string | null;
  ending: string | null;
  ending_reason: string | null;
  ending_link: string | null;
  bounces: number;
  rerouted: number;
  reopened: number;
}

export type Db = Kysely<Schema>;

/** Ask for a `Tx` where a half-done change would be wrong. */
export type Tx = Transaction<Schema>;
