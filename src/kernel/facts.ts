import type { ChannelId, UserId } from './slack.ts';

/** Everything that happens in one feature and matters to another. A fact is stored with what caused it; `app.ts` says who hears. */
export interface Facts {
  /** Slack says somebody left, became a guest, or came back. */
  'person.left': { readonly user: UserId };
  /** Somebody is away from now on: others answer for what they have. */
  'person.away': { readonly user: UserId };
  /** Somebody has left a channel that the bot is in. */
  'person.left-channel': { readonly user: UserId; readonly channel: ChannelId };
  /** Another version of the organisation file is in force. */
  'organisation.applied': { readonly version: number };
  /** A complaint reached its end, in these words: whoever logged it hears what came of it. */
  'issue.closed': {
    readonly issue: number;
    readonly feedback: number;
    readonly ending: string;
    /** How often it was reopened before: each closing is told. */
    readonly reopened: number;
    /** A duplicate may be taken apart again, which is no reopening. */
    readonly stage: number;
  };
  /** It has not ended after all; its end was told with these. */
  'issue.reopened': Omit<Facts['issue.closed'], 'ending'>;
}

export type FactType = keyof Facts;
