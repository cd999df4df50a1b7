import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, Caller } from '../api/call.ts';
import { isObject } from '../block-kit/check.ts';
import type { Fault, FaultScript } from '../faults.ts';
import type { LedgerBook, LedgerCall } from '../ledger.ts';
import type { Json } from '../workspace/model.ts';

export interface ApiRoute {
  readonly caller: Caller;
  readonly ledger: LedgerBook;
  readonly faults: FaultScript;
}

type Entry = { -readonly [K in keyof LedgerCall]: LedgerCall[K] };

/** The Web API, under the faults that the script has for it. */
export function serveApi(web: FastifyInstance, api: ApiRoute): void {
  web.route({
    method: ['GET', 'POST'],
    url: '/api/:method',
    handler: (request, reply) => serve(api, request, reply),
  });
}

async function serve(api: ApiRoute, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { method } = request.params as { method: string };
  const { token, args } = readCall(request);
  const entry = api.ledger.call(method, args);
  const accept = () => accepted(api, entry, token);
  const fault = api.faults.take(method, args);
  if (!fault) return give(reply, accept());
  entry.fault = fault.kind;
  return await faulted(api, { entry, fault, reply, accept });
}

function accepted({ caller, ledger }: ApiRoute, entry: Entry, token: string | undefined): Answer {
  const answer = caller({ method: entry.method, args: entry.args, token });
  finish(ledger, entry, answer);
  return answer;
}

function finish(ledger: LedgerBook, entry: Entry, { status, body, headers }: Answer): void {
  const limited = status === 429;
  entry.ms = Math.round(ledger.now() - entry.at);
  entry.answer = body;
  if (body.ok === true) entry.outcome = 'ok';
  else {
    entry.outcome = limited ? 'limited' : 'refused';
    entry.error = String(body.error);
  }
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined) entry.retryAfter = retryAfter;
  ledger.done(entry);
}

const give = (reply: FastifyReply, { status, headers, body }: Answer) => reply.code(status).headers(headers).send(body);

interface Faulted {
  readonly entry: Entry;
  readonly fault: Fault;
  readonly reply: FastifyReply;
  readonly accept: () => Answer;
}

async function faulted(api: ApiRoute, { entry, fault, reply, accept }: Faulted): Promise<FastifyReply> {
  switch (fault.kind) {
    case 'refuse':
    case 'rate-limit':
      return give(reply, unaccepted(api, entry, scripted(fault)));
    case 'drop-before-accept':
      unaccepted(api, entry, { status: 200, headers: {}, body: { ok: false, error: 'dropped' } });
      return drop(reply);
    case 'drop-after-accept':
      accept();
      return drop(reply);
    case 'commit-late':
      setTimeout(accept, fault.ms);
      return drop(reply);
    case 'error-after-accept':
      accept();
      return reply.code(fault.status).type('text/plain').send('upstream error');
    case 'truncate':
      return truncated(reply, accept());
    case 'slow':
      await wait(fault.ms);
      return give(reply, accept());
    case 'hang': {
      const answer = accept();
      await wait(fault.ms);
      return give(reply, answer);
    }
  }
}

function unaccepted({ ledger }: ApiRoute, entry: Entry, answer: Answer): Answer {
  finish(ledger, entry, answer);
  return answer;
}

function scripted(fault: Extract<Fault, { kind: 'refuse' | 'rate-limit' }>): Answer {
  if (fault.kind === 'refuse') return { status: 200, headers: {}, body: { ok: false, error: fault.error } };
  const headers: Record<string, string> = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}

function drop(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
  return reply;
}

/** Half of what was promised, then the end. */
function truncated(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  const text = JSON.stringify(body);
  reply.hijack();
  reply.raw.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  reply.raw.write(text.slice(0, text.length / 2), () => reply.raw.socket?.destroy());
  return reply;
}

function readCall(request: FastifyRequest): { token: string | undefined; args: Json } {
  const sent = { ...asJson(request.query), ...asJson(request.body) };
  const { token, ...args } = sent;
  const bearer = request.headers.authorization?.replace(/^Bearer\s+/i, '');
  return { token: bearer ?? (typeof token === 'string' ? token : undefined), args: unpacked(args) };
}

const asJson = (value: unknown): Json => (isObject(value) ? value : {});

const PACKED = ['blocks', 'attachments', 'files', 'metadata', 'outputs', 'view'];

/** Forms carry these as JSON text; one that is not stays text, for the method to refuse. */
function unpacked(args: Json): Json {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, PACKED.includes(name) ? unpack(value) : value]),
  );
}

function unpack(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
