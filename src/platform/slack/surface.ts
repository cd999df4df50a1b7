import type { ModalView } from '@slack/types';
import type { ChannelId, MessageRef, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../db/schema.ts';
import type { Message } from './blocks.ts';

/** What people can do to a feature in Slack. Each handler names the permission it needs; one without does not compile. */
export interface Surface {
  readonly commands?: readonly CommandVerb[];
  readonly actions?: Readonly<Record<string, ActionHandler>>;
  readonly forms?: Readonly<Record<string, FormHandler>>;
  readonly shortcuts?: Readonly<Record<string, ShortcutHandler>>;
  /** By the `action_id` of the select that asks. */
  readonly suggestions?: Readonly<Record<string, SuggestionHandler>>;
}

/** What only the asker gets: words, a form, or what is wrong with the form they sent (by field). */
export interface Answer {
  readonly say?: Message;
  readonly open?: ModalView;
  readonly errors?: Readonly<Record<string, string>>;
  /** The ephemeral message that was clicked is taken away. */
  readonly dismiss?: true;
  /** In a modal, what is opened or said takes the place of the modal that was clicked: Slack lets no more than three lie on each other. */
  readonly inPlace?: true;
  /** What a select offers for what was typed into it: of each its value and its words. */
  readonly offers?: readonly (readonly [string, string])[];
}

/** A permission by name; what it means stands in the people feature. */
export type Permission = `${string}.${string}`;

interface Handler<Asked> {
  readonly may: Permission;
  /** Decides and stores in one transaction; Slack is answered after the commit. */
  readonly run: (tx: Tx, asked: Asked) => Promise<Answer>;
}

interface Asked {
  readonly user: UserId;
  readonly now: Instant;
}

/** `/cx <verb> <words>`. */
export interface CommandVerb extends Handler<Asked & { readonly channel: ChannelId; readonly words: string }> {
  readonly verb: string;
  /** What follows the verb, as in `<n>`; empty when nothing does. */
  readonly usage: string;
  readonly help: string;
}

export type Click = Asked & { readonly value: string; readonly at: MessageRef | undefined };
export type ActionHandler = Handler<Click>;

/** A form that was sent. `form` names this one opening of it; `about` is what its opener left in it; it is somebody's claim, to be read again and checked. */
export type Sent = Asked & {
  readonly form: string;
  readonly about: string;
  readonly values: Readonly<Record<string, string | undefined>>;
};
export type FormHandler = Handler<Sent>;

/** A shortcut; `text` is the message it was used on, or blank, and `at` where that stands. */
export type ShortcutHandler = Handler<Asked & { readonly text: string; readonly at: MessageRef | undefined }>;

/** A select that asks while somebody types into it; `about` is what the opener of its form left there, a claim as well. */
export type SuggestionHandler = Handler<Asked & { readonly typed: string; readonly about: string }>;
