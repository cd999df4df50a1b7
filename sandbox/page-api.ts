import type {
  Json,
  PageChannel,
  PageClock,
  PageCommand,
  PageMessage,
  PagePerson,
  PageShortcut,
  PageUsergroup,
  PageView,
  TrafficEntry,
  Ts,
} from './page-things.ts';

export type * from './page-things.ts';

/**
 * The JSON API between the browser page (sandbox/page/) and the sandbox. Same origin only; no credentials: whoever opens the
 * page may act as anybody. Every answer is JSON. A refusal is HTTP 400 with `{ ok: false, error }`.
 *
 *   GET  /sandbox/people                                 → PeopleAnswer: whom one can act as (before choosing anybody)
 *   GET  /sandbox/state?as=U…                            → Snapshot: everything but the messages
 *   GET  /sandbox/messages?as=&channel=&before=&limit=   → MessagesAnswer: top level, newest page, oldest first within the page
 *   GET  /sandbox/thread?as=&channel=&ts=                → ThreadAnswer: parent first
 *   GET  /sandbox/events?as=U…                           → text/event-stream; each `data:` line is one Change
 *   GET  /sandbox/traffic?since=N&limit=M                → TrafficAnswer: what went between bot and Slack, newest last
 *   GET  /sandbox/file/F…                                → what is in a file
 *   POST /sandbox/act?as=U…     body Act                 → ActAnswer
 *   POST /sandbox/clock         body ClockTurn           → ClockAnswer
 *
 * Static: `/` is sandbox/page/index.html, `/name.js|.mjs|.css|.svg` (and below folders) its other files; for an import map
 * `/vendor/preact.mjs`, `/vendor/preact/hooks.mjs`, `/vendor/htm.mjs`, `/vendor/htm/preact.mjs`. The content security policy
 * lets nothing leave this machine: scripts from here (an inline import map is fine), styles inline too, images here and data:.
 *
 * `before` is a ts (exclusive); without it the newest page comes. `limit` is 1–200, default 50.
 * The event stream begins with `{ type: 'hello' }`; after a lost connection reload the Snapshot and the open conversation.
 */

export interface PeopleAnswer {
  readonly ok: true;
  readonly people: readonly PagePerson[];
}

export interface Snapshot {
  readonly ok: true;
  readonly me: PagePerson;
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: {
    readonly app_id: string;
    readonly name: string;
    readonly bot_user: string;
    readonly bot_id: string;
    readonly description: string;
    readonly connected: boolean;
    readonly has_home: boolean;
  };
  readonly people: readonly PagePerson[];
  readonly channels: readonly PageChannel[];
  readonly usergroups: readonly PageUsergroup[];
  /** What only `me` saw, oldest first, over all conversations. */
  readonly ephemerals: readonly PageMessage[];
  /** The stack of open modals, bottom first; the last one is shown. */
  readonly modals: readonly PageView[];
  /** The App Home as last published for `me`. */
  readonly home?: PageView;
  readonly commands: readonly PageCommand[];
  readonly shortcuts: readonly PageShortcut[];
  readonly clock: PageClock;
}

export interface MessagesAnswer {
  readonly ok: true;
  readonly messages: readonly PageMessage[];
  readonly has_more: boolean;
}

export interface ThreadAnswer {
  readonly ok: true;
  readonly messages: readonly PageMessage[];
}

/** What the event stream tells. `message` is both a new and a changed one: replace by (channel, ts). Only what `me` may see comes. */
export type Change =
  | { readonly type: 'hello' }
  | { readonly type: 'message'; readonly message: PageMessage }
  | { readonly type: 'message-deleted'; readonly channel: string; readonly ts: Ts; readonly thread_ts?: Ts }
  | { readonly type: 'ephemeral'; readonly message: PageMessage }
  | { readonly type: 'ephemeral-gone'; readonly channel: string; readonly ts: Ts }
  /** New, renamed, archived, joined, left, or its unread marks changed. */
  | { readonly type: 'channel'; readonly channel: PageChannel }
  | { readonly type: 'channel-gone'; readonly channel: string }
  | { readonly type: 'person'; readonly person: PagePerson }
  | { readonly type: 'usergroup'; readonly usergroup: PageUsergroup }
  /** The whole stack, bottom first; empty: no modal is open. */
  | { readonly type: 'modals'; readonly modals: readonly PageView[] }
  | { readonly type: 'home'; readonly home: PageView }
  /** Something that Slackbot would say in red: "/cx failed with the error "operation_timeout"". */
  | { readonly type: 'notice'; readonly text: string; readonly channel?: string }
  | { readonly type: 'clock'; readonly clock: PageClock }
  | { readonly type: 'connected'; readonly connected: boolean }
  | { readonly type: 'traffic'; readonly entry: TrafficEntry };

/** Where an element stands. */
export type Place = { readonly message: { readonly channel: string; readonly ts: Ts } } | { readonly view: string };

/**
 * What one chose in an element: the value of an option, a user, channel or conversation id, `YYYY-MM-DD`, `HH:mm`, unix
 * seconds as text for a datetimepicker, or what was typed; a list where several can be chosen; null to take the choice back.
 */
export type Chosen = string | readonly string[] | null;
/** By block_id, then action_id: what stands in the inputs of the view (or message) at this moment. */
export type Typed = Readonly<Record<string, Readonly<Record<string, Chosen>>>>;

export type Act =
  | {
      readonly act: 'say';
      readonly channel: string;
      readonly text: string;
      readonly thread_ts?: Ts;
      readonly broadcast?: boolean;
    }
  /** Shows a file in a conversation. `base64` is what is in it; `text` the words with it. Answers with `ts`. */
  | {
      readonly act: 'upload';
      readonly channel: string;
      readonly name: string;
      readonly base64: string;
      readonly text?: string;
      readonly thread_ts?: Ts;
    }
  | { readonly act: 'edit'; readonly channel: string; readonly ts: Ts; readonly text: string }
  | { readonly act: 'delete'; readonly channel: string; readonly ts: Ts }
  | { readonly act: 'react' | 'unreact'; readonly channel: string; readonly ts: Ts; readonly name: string }
  /** `command` with its slash. Waits for the app's acknowledgement; its answer comes as an ephemeral or a message. */
  | {
      readonly act: 'command';
      readonly channel: string;
      readonly command: string;
      readonly text: string;
      readonly thread_ts?: Ts;
    }
  /** Any use of an interactive element: a button, or a choice in a select, picker, overflow, radio, checkbox. */
  | {
      readonly act: 'click';
      readonly at: Place;
      readonly block_id: string;
      readonly action_id: string;
      readonly chosen?: Chosen;
      readonly typed?: Typed;
    }
  /** What an external select offers for the letters typed so far. Answers with `options` or `option_groups`. */
  | {
      readonly act: 'suggest';
      readonly at: Place;
      readonly block_id: string;
      readonly action_id: string;
      readonly query: string;
      readonly typed?: Typed;
    }
  /** Submit the modal on top. `errors` (block_id → text) when the app, or Slack's own checks, refuse it. */
  | { readonly act: 'submit'; readonly view: string; readonly typed: Typed }
  /** Close the modal on top, or with `all` the whole stack. */
  | { readonly act: 'close'; readonly view: string; readonly all?: boolean }
  | {
      readonly act: 'shortcut';
      readonly callback_id: string;
      readonly message?: { readonly channel: string; readonly ts: Ts };
    }
  | { readonly act: 'open-home'; readonly tab?: 'home' | 'messages' }
  /** Everything in the conversation up to `ts` (default: the newest) has been seen. */
  | { readonly act: 'read'; readonly channel: string; readonly ts?: Ts }
  | { readonly act: 'dismiss'; readonly channel: string; readonly ts: Ts }
  /** Open (or find) the conversation with these people; answers with `channel`. */
  | { readonly act: 'open-dm'; readonly users: readonly string[] }
  | { readonly act: 'join' | 'leave'; readonly channel: string }
  | { readonly act: 'invite'; readonly channel: string; readonly users: readonly string[] }
  | { readonly act: 'create-channel'; readonly name: string; readonly is_private?: boolean }
  | { readonly act: 'set-status'; readonly text: string; readonly emoji: string }
  /** Not to be disturbed for so many minutes of the workspace's time; 0: to be disturbed again. */
  | { readonly act: 'set-dnd'; readonly minutes: number };

export type ActAnswer =
  | {
      readonly ok: true;
      /** say, upload: the new message. */
      readonly ts?: Ts;
      /** open-dm, create-channel. */
      readonly channel?: string;
      /** command, click, submit, shortcut, suggest: ms until the app acknowledged. */
      readonly ms?: number;
      readonly options?: readonly Json[];
      readonly option_groups?: readonly Json[];
    }
  | {
      readonly ok: false;
      /** A Slack-like code: `operation_timeout`, `dispatch_failed`, `not_in_channel`, `message_not_found`, `view_not_found`, `invalid_input`, … */
      readonly error: string;
      /** submit: what to show below which block. */
      readonly errors?: Readonly<Record<string, string>>;
      readonly ms?: number;
    };

/** Time only goes forward. `nextWorkingDay`: the next Monday–Friday, 09:00 in the zone of `as` (a user id; default UTC). */
export type ClockTurn = { readonly advanceMs: number } | { readonly nextWorkingDay: true; readonly as?: string };

export interface ClockAnswer {
  readonly ok: true;
  readonly clock: PageClock;
}

export interface TrafficAnswer {
  readonly ok: true;
  readonly entries: readonly TrafficEntry[];
  readonly last: number;
}
