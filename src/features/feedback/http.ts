import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Webhook } from 'standardwebhooks';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { answerProblem, type HttpProblem, ourFault } from '../../platform/http/server.ts';
import type { Inbox, Receipt } from '../../platform/inbox/inbox.ts';
import type { Log } from '../../platform/log.ts';
import { type Body, bodyFrom } from './ingest-body.ts';

export interface IngestOptions {
  readonly context: Context;
  readonly inbox: Inbox;
  /** By source, the secrets that are valid now: several while one is being replaced. */
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  readonly isDisabled: (source: string) => Promise<boolean>;
  readonly issuesOf: (tx: Tx, feedback: number) => Promise<number[]>;
  readonly log: Log;
  /** For fault tests: told where a delivery stands. */
  readonly reached?: (point: string) => void;
}

/** Deliveries under way at once, for one source and for all; beyond that a sender is asked to come again. */
const MOST_OF_ONE = 1000;
const MOST_OF_ALL = 3000;

/** For an unknown source, so that it takes as long as a known one and is answered the same. */
const NOBODYS_SECRET = `whsec_${Buffer.alloc(32).toString('base64')}`;

/** `POST /ingest/:source`, by Standard Webhooks. A 2xx means committed and synced; any doubt of ours is a 503. */
export function ingestRoute(http: FastifyInstance, options: IngestOptions): void {
  const underWay = new Map<string, number>();
  let all = 0;
  http.post<{ Params: { source: string } }>('/ingest/:source', async (request, reply) => {
    const { source } = request.params;
    const ofOne = underWay.get(source) ?? 0;
    if (ofOne >= MOST_OF_ONE || all >= MOST_OF_ALL) return overQuota(reply);
    underWay.set(source, ofOne + 1);
    all++;
    try {
      return await ingest(request, reply, source, options);
    } finally {
      all--;
      const left = (underWay.get(source) ?? 1) - 1;
      if (left > 0) underWay.set(source, left);
      else underWay.delete(source);
    }
  });
  http.addHook('onResponse', async () => options.reached?.('ingest.after-response'));
  http.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/ingest/:source',
    handler: (_request, reply) =>
      answerProblem(reply.header('allow', 'POST'), {
        status: 405,
        title: 'Method not allowed',
        detail: 'Feedback is sent with POST.',
      }),
  });
}

async function ingest(request: FastifyRequest, reply: FastifyReply, source: string, options: IngestOptions) {
  options.reached?.('ingest.reading');
  const problem = encodingProblem(request);
  if (problem) return answerProblem(reply, problem);
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const webhookId = request.headers['webhook-id'];
  if (!isSigned(options.secrets.get(source), bytes, request.headers) || typeof webhookId !== 'string') {
    options.log.warn({ status: 401 }, 'a delivery was not signed by a known source');
    return answerProblem(reply, UNSIGNED);
  }
  const parsed = bodyFrom(bytes, webhookId);
  if ('problem' in parsed) return answerProblem(reply, parsed.problem);
  options.reached?.('ingest.before-commit');
  try {
    return await stored(reply, source, parsed.body, options);
  } catch (error) {
    options.log.error({ error }, 'a delivery could not be stored');
    return answerProblem(reply.header('retry-after', '1'), ourFault());
  }
}

async function stored(reply: FastifyReply, source: string, { id, ...said }: Body, options: IngestOptions) {
  const { context, inbox, issuesOf } = options;
  if (await options.isDisabled(source)) return answerProblem(reply, DISABLED);
  const receipt = await inbox.accept({ kind: 'feedback', source, externalId: id, body: said });
  options.reached?.('ingest.after-commit');
  if (receipt.status === 'conflict') return answerProblem(reply, CONFLICT);
  if (receipt.status === 'stored') return reply.code(202).send({ id: receipt.id, duplicate: false });
  const issues = await context.transaction((tx) => issuesOf(tx, receipt.id));
  return reply.code(200).send(duplicateAnswer(receipt, issues));
}

function duplicateAnswer({ id }: Receipt, issues: readonly number[]) {
  return { id, duplicate: true, ...(issues.length > 0 && { issues }) };
}

function isSigned(secrets: readonly string[] | undefined, bytes: Buffer, headers: FastifyRequest['headers']): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') return false;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  const valid = (secrets ?? [NOBODYS_SECRET]).some((secret) => isSignedWith(secret, bytes, signed));
  return valid && secrets !== undefined;
}

function isSignedWith(secret: string, bytes: Buffer, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(bytes, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function encodingProblem({ headers }: FastifyRequest): HttpProblem | undefined {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json' && headers['content-encoding'] === undefined) return undefined;
  return { status: 415, title: 'Unsupported media type', detail: 'Send application/json without content-encoding.' };
}

function overQuota(reply: FastifyReply) {
  return answerProblem(reply.header('retry-after', '1'), {
    status: 429,
    title: 'Too many requests',
    detail: 'Too many deliveries at once. Please send it again in a second.',
  });
}

const UNSIGNED: HttpProblem = {
  status: 401,
  title: 'Not signed',
  detail: 'The Standard Webhooks signature is missing, wrong or too old.',
};

const DISABLED: HttpProblem = { status: 410, title: 'Gone', detail: 'This source is disabled: please stop sending.' };

const CONFLICT: HttpProblem = {
  status: 409,
  title: 'Conflict',
  detail: 'This id was sent before with another body. Nothing was changed: give new feedback a new id.',
};
