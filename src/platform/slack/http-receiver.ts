import type { App, Receiver } from '@slack/bolt';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RealClock } from '../context.ts';
import type { Log } from '../log.ts';
import { isSigned } from './signature.ts';

interface Options {
  readonly http: FastifyInstance;
  readonly signingSecret: string;
  readonly real: RealClock;
  readonly log: Log;
}

const Challenge = z.object({ type: z.literal('url_verification'), challenge: z.string() });

/** Slack by HTTP at `/slack/events`: verified over the raw bytes before anything is parsed. */
export function httpReceiver({ http, signingSecret, real, log }: Options): Receiver {
  let app: App | undefined;
  const signatures = takenOnce(real);
  const mayBeTaken = (signed: ReturnType<typeof signedIn>) =>
    isSigned(signingSecret, signed, real()) && signatures.take(signed.signature);
  http.post('/slack/events', async (request, reply) => {
    const signed = signedIn(request);
    if (!mayBeTaken(signed)) return reply.code(401).send();
    const parsed = payloadFrom(signed.body, request.headers['content-type']);
    if (parsed === undefined) return reply.code(400).send();
    const challenge = Challenge.safeParse(parsed);
    if (challenge.success) return reply.send({ challenge: challenge.data.challenge });
    if (!isOurs(parsed)) return reply.code(200).send();
    await handed(app, parsed, request, reply, log);
    // Slack's next try within the same second would bear the same signature.
    if (reply.statusCode !== 200) signatures.giveBack(signed.signature);
    return reply;
  });
  return {
    init(bolt) {
      app = bolt;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
}

function signedIn({ body, headers }: FastifyRequest) {
  const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature } = headers;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  return { timestamp: one(timestamp), signature: one(signature), body: bytes };
}

/** Slack also asks whether we are there and says when it sends less; what is of no known type is none of our business. */
function isOurs({ type, command }: Record<string, unknown>): boolean {
  return command !== undefined || TYPES.has(String(type));
}

const TYPES = new Set([
  'event_callback',
  'block_actions',
  'block_suggestion',
  'view_submission',
  'view_closed',
  'shortcut',
  'message_action',
]);

const KEPT_MS = 10 * 60_000;
/** Far more than Slack signs in that time. */
const MOST_KEPT = 50_000;

/** A request that was taken is not taken again: its signature holds for five minutes, and whoever saw it could send it anew. */
export function takenOnce(real: RealClock, most = MOST_KEPT) {
  const until = new Map<string, number>();
  return {
    /** Whether it is the first with that signature. */
    take(signature = ''): boolean {
      for (const [old, at] of until) {
        if (at > real() && until.size < most) break;
        until.delete(old);
      }
      if (until.has(signature)) return false;
      until.set(signature, real() + KEPT_MS);
      return true;
    },
    giveBack: (signature = ''): boolean => until.delete(signature),
  };
}

/** Answers by the acknowledgement; 500 when there was none, so that Slack sends it again. */
async function handed(
  app: App | undefined,
  body: Record<string, unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
): Promise<FastifyReply> {
  const retry = one(request.headers['x-slack-retry-num']);
  try {
    await app?.processEvent({
      body,
      ...(retry !== undefined && { retryNum: Number(retry) }),
      ack: async (answer) => {
        if (!reply.sent)
          await (answer === undefined || answer === '' ? reply.code(200).send() : reply.code(200).send(answer));
      },
    });
  } catch (error) {
    log.error({ error }, 'Slack was not answered');
  }
  return reply.sent ? reply : reply.code(500).send();
}

function payloadFrom(body: Buffer, contentType: string | undefined): Record<string, unknown> | undefined {
  try {
    if (!contentType?.startsWith('application/x-www-form-urlencoded')) return objectOf(JSON.parse(body.toString()));
    const form = Object.fromEntries(new URLSearchParams(body.toString()));
    return typeof form.payload === 'string' ? objectOf(JSON.parse(form.payload)) : form;
  } catch {
    return undefined;
  }
}

const objectOf = (value: unknown) => (typeof value === 'object' && value !== null ? { ...value } : undefined);

/** A header that was sent twice is no header. */
const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined);
