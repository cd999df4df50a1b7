/** What the page shows. Part of page-api.ts, where the routes are described. */

/** `1795412345.000100`: names a message within its conversation, and sorts as text. */
export type Ts = string;
export type Json = Readonly<Record<string, unknown>>;
/** Block Kit JSON exactly as the app sent it, each block with a `block_id` and each element with an `action_id`. */
export type PageBlock = Json & { readonly type: string; readonly block_id: string };

export interface PagePerson {
  readonly id: string;
  /** The handle, without `@`. */
  readonly name: string;
  readonly real_name: string;
  readonly email?: string;
  /** What they do in the company. */
  readonly title?: string;
  /** IANA zone and seconds off UTC at the workspace's present time. */
  readonly tz: string;
  readonly tz_offset: number;
  readonly is_bot: boolean;
  readonly is_admin: boolean;
  /** Multi-channel or single-channel guest. */
  readonly is_guest: boolean;
  readonly is_stranger: boolean;
  readonly deleted: boolean;
  readonly status_text?: string;
  readonly status_emoji?: string;
  /** Seconds of the workspace's time until which they are not to be disturbed; absent where they may be. */
  readonly snoozed_until?: number;
}

export interface PageUsergroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

/** A conversation that `me` is in, or a public channel that `me` could join (`member: false`, its messages can be read). */
export interface PageChannel {
  readonly id: string;
  readonly kind: 'channel' | 'private' | 'dm' | 'mpim';
  /** For a dm: the name of the other person; for a group DM the names, comma separated. Without `#` or `@`. */
  readonly name: string;
  readonly member: boolean;
  readonly archived: boolean;
  readonly topic: string;
  readonly purpose: string;
  /** Ids of all members. */
  readonly members: readonly string[];
  /** In a dm: the other person; the app's bot user for its DM. */
  readonly with?: string;
  /** Messages of others, top level, after `last_read`. */
  readonly unread: number;
  /** Of the unread ones (all of them in a dm or a group DM), those that mention `me`. */
  readonly mentions: number;
  readonly last_read: Ts;
  /** The newest top-level message; absent where there is none. */
  readonly latest?: Ts;
}

export interface PageReaction {
  readonly name: string;
  readonly users: readonly string[];
}

export interface PageMessage {
  readonly channel: string;
  readonly ts: Ts;
  readonly user: string;
  /** Set for what an app posted. */
  readonly bot_id?: string;
  /** The app's choice of name and icon for this message (chat:write.customize). */
  readonly username?: string;
  readonly icon_emoji?: string;
  readonly subtype?: string;
  /** mrkdwn: `<@U…>`, `<#C…>`, `<!here>`, `<https://…|label>`, `*bold*`, `_italic_`, `~strike~`, backticks, `>` quotes, `:emoji:`; `&amp; &lt; &gt;` are escaped. */
  readonly text: string;
  /** When present they are shown instead of `text`. */
  readonly blocks?: readonly PageBlock[];
  readonly attachments?: readonly Json[];
  readonly files?: readonly PageFile[];
  readonly thread_ts?: Ts;
  readonly reply_count?: number;
  readonly reply_users?: readonly string[];
  readonly latest_reply?: Ts;
  readonly reactions?: readonly PageReaction[];
  readonly edited?: { readonly user: string; readonly ts: Ts };
  /** "Only visible to you". Never in `messages`, only in `Snapshot.ephemerals` and `ephemeral` changes. */
  readonly ephemeral?: true;
  /** A reply also sent to the channel. */
  readonly broadcast?: true;
  readonly permalink: string;
}

/** Its content is at `/sandbox/file/<id>`. */
export interface PageFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly pretty_type: string;
  /** In bytes. */
  readonly size: number;
}

export interface PageView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly callback_id: string;
  readonly title?: string;
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly PageBlock[];
  /** What is typed or chosen so far, by block_id and action_id, as Slack's `view.state.values`. */
  readonly values: StateValues;
  /** Grows with each update of the view: keep what was typed in a block whose block_id and action_id are still there. */
  readonly hash: string;
}

/** Slack's state of one element: `{ type, value }`, `{ type, selected_option }`, `{ type, selected_date }`, … */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Json>>>>;

export interface PageCommand {
  readonly command: string;
  readonly description: string;
  readonly usage_hint?: string;
}

export interface PageShortcut {
  readonly callback_id: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'global' | 'message';
}

export interface PageClock {
  /** The workspace's time in ms; runs with real time from here. */
  readonly now: number;
  /** By how much it was turned ahead of real time. */
  readonly ahead_ms: number;
  /** IANA zone by which `nextWorkingDay` is reckoned: that of `me`. */
  readonly tz: string;
}

/** One line of the inspector. `at` is real time in ms. */
export interface TrafficEntry {
  /** Grows by one; ask for what came after with `since`. */
  readonly n: number;
  readonly at: number;
  /** call: the app called a method. delivery: an event, interaction or command went to the app. answer: it posted to a response_url. */
  readonly kind: 'call' | 'delivery' | 'answer';
  /** `chat.postMessage`, `message.channels`, `block_actions issue.accept`, `/cx mine`. */
  readonly name: string;
  /** ok, or the error code: refusals are to be shown in red. `unacknowledged` for a delivery that got no answer in time. */
  readonly outcome: 'ok' | (string & {});
  readonly ms: number;
  /** Arguments (without tokens) or payload; shortened where large. */
  readonly detail: Json;
  /** What came back: the answer, or the acknowledgement's body. */
  readonly answer?: unknown;
}
