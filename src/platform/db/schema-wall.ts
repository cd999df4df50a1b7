import type { Generated } from 'kysely';
import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

/** The customer love wall. A card quotes feedback, or the words that a colleague put forward. */
export interface WallSchema {
  wall_card: {
    id: Generated<number>;
    feedback_id: number | null;
    quote: string | null;
    customer: string | null;
    /** Of the quote as a reader takes it in, so that none goes up twice. */
    digest: string;
    department: string;
    thanked: UserId | null;
    put_forward_by: UserId | null;
    put_forward_at: Instant | null;
    /** The day by the company's clock on which it went up. */
    shown_on: IsoDate | null;
    taken_down_by: UserId | null;
    taken_down_at: Instant | null;
  };
  wall_unnamed: { user: UserId; since: Instant };
}
