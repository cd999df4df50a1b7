import type { Generated } from 'kysely';
import type { UserId } from '../../kernel/slack.ts';

/** Home tabs that somebody has opened. Times are real, never turned. */
export interface HomeSchema {
  home_tab: {
    user: UserId;
    wanted_version: Generated<number>;
    shown_version: Generated<number>;
    attempts: Generated<number>;
    retry_at: Generated<number>;
    failed: string | null;
  };
}
