import type { Generated } from 'kysely';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

/** Who and which channels there are in Slack, and who is where and when. */
export interface PeopleSchema {
  slack_user: {
    id: UserId;
    name: string;
    email: string | null;
    timezone: string | null;
    standing: 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated';
    seen_at: Instant;
    leave_from: string | null;
    leave_until: string | null;
    leave_delegate: UserId | null;
    /** Whether it is only what their Slack status says. */
    leave_by_status: Generated<number>;
    /** Whether the leave is under way. */
    away: Generated<number>;
    /** Asked not to be disturbed until then. */
    quiet_until: Instant | null;
    /** How seldom they wish to be written to. */
    rhythm: 'daily' | 'weekly' | null;
    /** The user groups they are in: ids and handles, as JSON. */
    groups: string | null;
    /** 1: an admin or owner of the workspace; 2: its primary owner. */
    admin: Generated<number>;
  };
  /** One row: how often anybody in `slack_user` was changed. */
  people_change: { count: number };

  slack_channel: {
    id: ChannelId;
    name: string;
    private: number;
    archived: number;
    external: number;
    member: number;
    seen_at: Instant;
  };

  /** Who was in a channel and has left it. */
  left_channel: { user: UserId; channel: ChannelId; at: Instant };
}
