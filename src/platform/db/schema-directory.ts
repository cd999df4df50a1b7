import type { Generated } from 'kysely';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

/** Who answers for what, whether they have agreed, what speaks against it, and who changed it. */
export interface DirectorySchema {
  organisation: { version: Generated<number>; document: string; applied_at: Instant };
  /** What was asked of the directory and not found, or found wrong. */
  ownership_note: {
    id: Generated<number>;
    kind: 'not found' | 'wrong';
    asked: string;
    by: UserId;
    at: Instant;
    topic: string | null;
    instead: string | null;
  };
  /** Whether somebody has agreed to answer for a topic. `person` as the organisation names them. */
  agreement: {
    topic: string;
    person: string;
    state: 'asked' | 'agreed' | 'declined' | 'lapsed' | 'gone';
    /** Of an agreed one: when it was last confirmed. */
    since: Instant;
    /** When they were first asked what is open now. */
    told_at: Instant | null;
    /** Who has named them; null where the file did. */
    asked_by: UserId | null;
    /** By so many weeks the first review of an agreed one comes later. */
    weeks_later: Generated<number>;
  };
  /** People moved `moved` of `of` complaints on this topic to one department, which may be the right one. */
  proposal: {
    id: Generated<number>;
    topic: string;
    department: string;
    moved: number;
    of: number;
    at: Instant;
    answer: 'taken' | 'left' | null;
  };
  /** Rows are added, never changed. `by`: a user, `file` or `loopkeeper`. */
  audit_entry: {
    id: Generated<number>;
    at: Instant;
    by: string;
    action: string;
    subject: string;
    before: string | null;
    after: string | null;
  };
}
