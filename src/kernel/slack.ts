import type { Brand } from './brand.ts';

export type UserId = Brand<string, 'UserId'>;
export type ChannelId = Brand<string, 'ChannelId'>;

/** A Slack message is named by where and when it was said; it has no other id. */
export interface MessageRef {
  readonly channel: ChannelId;
  readonly ts: string;
}
