import type { Generated } from 'kysely';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

/** What comes after the mending: the customer's own word, the news of it, what several issues have in common; and what is told in confidence. */
export interface AfterwardsSchema {
  /** What the customer said of one mending; `reopened` tells the mendings of an issue apart. */
  sorted_answer: {
    issue_id: number;
    reopened: number;
    says: 'yes' | 'no';
    words: string;
    first_at: Instant;
    at: Instant;
  };
  /** A customer's "yes" on its way to somebody; `letter_id` once it rides in a DM. */
  good_news: { person: UserId; issue_id: number; words: string; at: Instant; letter_id: number | null };
  /** A DM about what only few may read, of which each is one message by itself. */
  confidential_dm: { id: Generated<number>; issue_id: number; person: UserId; stage: number; step: string };
  /** A complaint in confidence that names everybody who might read it, until somebody may. `because` and `named` as JSON. */
  held_complaint: { feedback_id: number; topic: string | null; department: string; because: string; named: string };
  cause: {
    id: Generated<number>;
    title: string;
    department: string;
    tracker_url: string | null;
    created_by: UserId;
    created_at: Instant;
    root_cause: string | null;
    change: string | null;
    shipped_by: UserId | null;
    shipped_at: Instant | null;
    /** Where the machine has suggested it, because many said the same: what people say of that. */
    suggestion: 'open' | 'kept' | 'undone' | null;
    topic: string | null;
    settled_by: UserId | null;
  };
}
