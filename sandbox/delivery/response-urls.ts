import { argsFrom } from '../api/args.ts';
import { contentFrom, cutText, needContent } from '../api/content.ts';
import { Refusal, refuse, type Slack } from '../api/method.ts';
import { isObject } from '../block-kit/check.ts';
import {
  deleteMessage,
  dismissEphemeral,
  editEphemeral,
  editMessage,
  findEphemeral,
  findMessage,
  postEphemeral,
  postMessage,
} from '../workspace/messages.ts';
import type { Json, Message } from '../workspace/model.ts';

/** Five answers within thirty minutes of real time. */
const USES = 5;
const LIVES_MS = 30 * 60_000;

/** Where the answer belongs. */
export interface Origin {
  readonly user: string;
  readonly channel: string;
  /** The message with the element, or the one that a message shortcut was used on. */
  readonly message?: { readonly ts: string; readonly ephemeral: boolean } | undefined;
  readonly thread_ts?: string | undefined;
}

export interface ResponseUrls {
  issue(origin: Origin): string;
  /** The answer to a POST: HTTP status and body. */
  take(key: string, body: unknown): { readonly status: number; readonly body: unknown };
}

interface Issued {
  readonly origin: Origin;
  readonly at: number;
  left: number;
}

export function createResponseUrls(slack: () => Slack, baseUrl: () => string, realNow: () => number): ResponseUrls {
  const issued = new Map<string, Issued>();
  return {
    issue(origin) {
      for (const [key, { at }] of issued) {
        if (realNow() - at <= LIVES_MS) break;
        issued.delete(key);
      }
      const { ids, team } = slack().workspace;
      const key = `${team.id}/${ids.hex(12)}/${ids.hex(24)}`;
      issued.set(key, { origin, at: realNow(), left: USES });
      return `${baseUrl()}/actions/${key}`;
    },
    take(key, body) {
      const entry = issued.get(key);
      if (!entry || realNow() - entry.at > LIVES_MS) return no(404, 'expired_url');
      if (entry.left === 0) return no(404, 'used_url');
      entry.left -= 1;
      return answered(slack(), entry.origin, body);
    },
  };
}

function answered(slack: Slack, origin: Origin, body: unknown): { status: number; body: unknown } {
  try {
    answer(slack, origin, isObject(body) ? body : {});
    return { status: 200, body: { ok: true } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return no(error.code === 'no_text' ? 500 : 400, error.code);
  }
}

const no = (status: number, error: string) => ({ status, body: { ok: false, error } });

/** What an app says by a response_url, or in the acknowledgement of a command: ephemeral where it does not say otherwise. */
export function answer(slack: Slack, origin: Origin, body: Json): Message | undefined {
  const original = originalOf(slack, origin);
  if (body.delete_original === true) return original ? remove(slack, original) : refuse('message_not_found');
  const args = argsFrom(body);
  const content = contentFrom(slack, args);
  needContent(content);
  const { text } = cutText(content.text ?? '');
  if (body.replace_original === true) {
    return original ? replace(slack, original, { ...content, text }) : refuse('message_not_found');
  }
  const { workspace } = slack;
  const { app } = workspace;
  const by = { user: app.botUserId, bot_id: app.botId, app_id: app.appId };
  const thread_ts = args.optional('thread_ts') ?? origin.thread_ts;
  const draft = { ...by, ...content, text, channel: origin.channel, thread_ts };
  if (body.response_type !== 'in_channel') return postEphemeral(workspace, draft, origin.user);
  const message = postMessage(workspace, draft);
  slack.ledger.post(message);
  return message;
}

function originalOf({ workspace }: Slack, { user, channel, message }: Origin): Message | undefined {
  if (!message) return undefined;
  return message.ephemeral ? findEphemeral(workspace, user, message.ts) : findMessage(workspace, channel, message.ts);
}

function remove({ workspace }: Slack, message: Message): undefined {
  if (message.ephemeral_to) dismissEphemeral(workspace, message);
  else deleteMessage(workspace, message);
}

function replace({ workspace }: Slack, message: Message, content: Partial<Message>): Message {
  const whole = { blocks: undefined, ...content };
  if (message.ephemeral_to) return editEphemeral(workspace, message, whole);
  return editMessage(workspace, message, whole, workspace.app.botUserId);
}
