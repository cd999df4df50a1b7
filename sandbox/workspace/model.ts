import type { CustomStep } from '../manifest-steps.ts';

/** The words of a Slack workspace, in Slack's own spelling. Objects are replaced, never changed in place. */

export type Json = Readonly<Record<string, unknown>>;
export type Block = Json & { readonly type: string; readonly block_id?: string };

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

/** The app as installed in this workspace. */
export interface AppIdentity {
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly name: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly real_name: string;
  /** As they wish to be called; their handle where left out. */
  readonly display_name?: string | undefined;
  readonly email?: string | undefined;
  readonly title: string;
  readonly tz: string;
  readonly is_bot: boolean;
  readonly is_admin: boolean;
  readonly is_primary_owner: boolean;
  readonly is_restricted: boolean;
  readonly is_ultra_restricted: boolean;
  readonly is_stranger: boolean;
  readonly deleted: boolean;
  readonly status_text: string;
  readonly status_emoji: string;
  /** Seconds; Slack takes the status away then. */
  readonly status_expiration?: number | undefined;
  /** Seconds; the person has asked not to be disturbed until then. */
  readonly snoozed_until?: number | undefined;
  /** Seconds. */
  readonly updated: number;
}

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim';

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  /** Seconds. */
  readonly created: number;
  readonly creator: string;
  readonly members: ReadonlySet<string>;
  readonly is_archived: boolean;
  readonly topic: string;
  readonly purpose: string;
}

export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly subtype?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly app_id?: string | undefined;
  readonly username?: string | undefined;
  readonly icon_emoji?: string | undefined;
  readonly blocks?: readonly Block[] | undefined;
  readonly attachments?: readonly Json[] | undefined;
  /** Ids. */
  readonly files?: readonly string[] | undefined;
  readonly metadata?: Metadata | undefined;
  readonly edited?: { readonly user: string; readonly ts: string } | undefined;
  readonly reactions?: readonly Reaction[] | undefined;
  /** Of the parent too, once it has a reply. */
  readonly thread_ts?: string | undefined;
  readonly reply_count?: number | undefined;
  readonly reply_users?: readonly string[] | undefined;
  readonly latest_reply?: string | undefined;
  readonly broadcast?: true | undefined;
  /** Who alone sees it. */
  readonly ephemeral_to?: string | undefined;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly alt_txt?: string | undefined;
  /** In bytes. */
  readonly size: number;
  readonly user: string;
  /** Of the app that uploaded it. */
  readonly bot_id?: string | undefined;
  /** Seconds. */
  readonly created: number;
  /** Only a completed file exists for anybody. */
  readonly completed: boolean;
  /** The messages that show it. */
  readonly shares: readonly { readonly channel: string; readonly ts: string }[];
}

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Json;
}

export interface Pin {
  readonly ts: string;
  readonly by: string;
  /** Seconds. */
  readonly created: number;
}

export interface Usergroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
  /** Seconds. */
  readonly updated: number;
}

/** One run of a custom step of the app's, in a workflow. */
export interface Execution {
  readonly id: string;
  readonly callback_id: string;
  readonly inputs: Json;
  /** With which the app may call on behalf of this run. */
  readonly token: string;
  readonly state: 'running' | 'completed' | 'failed';
  readonly outputs?: Json | undefined;
  readonly error?: string | undefined;
}

/** Slack's `state.values`: by block_id, then action_id. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Json>>>>;

export interface View {
  readonly id: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  readonly callback_id: string;
  readonly external_id: string;
  readonly private_metadata: string;
  readonly title?: Json | undefined;
  readonly submit?: Json | undefined;
  readonly close?: Json | undefined;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly blocks: readonly Block[];
  readonly state: StateValues;
  readonly hash: string;
  readonly root_view_id: string;
  readonly previous_view_id?: string | undefined;
}

/** What just happened in the workspace. Its listeners: events to the app, the page, and what must be saved. */
export type Happening =
  | { readonly type: 'posted'; readonly message: Message }
  | { readonly type: 'changed'; readonly message: Message; readonly previous: Message; readonly quiet?: true }
  | { readonly type: 'deleted'; readonly message: Message }
  | {
      readonly type: 'reaction';
      readonly added: boolean;
      readonly name: string;
      readonly user: string;
      readonly message: Message;
    }
  | { readonly type: 'ephemeral'; readonly message: Message }
  | { readonly type: 'ephemeral-gone'; readonly message: Message }
  | {
      readonly type: 'member';
      readonly joined: boolean;
      readonly channel: Channel;
      readonly user: string;
      readonly inviter?: string | undefined;
    }
  | {
      readonly type: 'channel';
      readonly what: 'created' | 'renamed' | 'archived' | 'unarchived' | 'described' | 'opened';
      readonly channel: Channel;
      readonly by: string;
    }
  | { readonly type: 'user'; readonly what: 'joined'; readonly user: User }
  | { readonly type: 'user'; readonly what: 'changed'; readonly user: User; readonly previous: User }
  | { readonly type: 'usergroup'; readonly group: Usergroup; readonly previous?: Usergroup | undefined }
  | { readonly type: 'executed'; readonly execution: Execution; readonly step: CustomStep }
  | { readonly type: 'modals'; readonly user: string }
  | { readonly type: 'home'; readonly view: View }
  | { readonly type: 'file'; readonly what: 'created'; readonly file: StoredFile }
  | { readonly type: 'file'; readonly what: 'shared'; readonly file: StoredFile; readonly channel: string }
  | { readonly type: 'home-opened'; readonly user: string; readonly tab: 'home' | 'messages' }
  | { readonly type: 'read'; readonly user: string; readonly channel: string }
  | { readonly type: 'notice'; readonly user: string; readonly text: string; readonly channel?: string | undefined };
