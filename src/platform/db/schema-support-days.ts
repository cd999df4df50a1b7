import type { Generated } from 'kysely';
import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

/** Days beside support. */
export interface SupportDaysSchema {
  support_day: {
    id: Generated<number>;
    guest: UserId;
    host: UserId;
    /** As both their walls have it. */
    day: IsoDate;
    state:
      | 'planned'
      | 'done'
      | 'missed'
      /** By the guest; by the host, who is too busy that day. */
      | 'cancelled'
      | 'vetoed'
      /** It fell through. */
      | 'guest-away'
      | 'host-away'
      | 'guest-left'
      | 'host-left';
    learned: string | null;
  };
  /** Rows are added, never changed. `day` is the day as it was from then on. */
  support_day_event: {
    id: Generated<number>;
    support_day_id: number;
    at: Instant;
    /** Null where it came about by itself. */
    actor: UserId | null;
    what: string;
    day: IsoDate;
  };
}
