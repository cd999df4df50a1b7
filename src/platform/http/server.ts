import { type FastifyError, type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import type { Log } from '../log.ts';

export const BODY_LIMIT = 256 * 1024;
const SLOWEST_MS = 10_000;
const CLOSING_MS = 5000;

/** An answer that is no success, as RFC 9457 wants it. `errors` names fields. */
export interface HttpProblem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

export function answerProblem(reply: FastifyReply, { status, ...problem }: HttpProblem): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ status, ...problem }));
}

/** The one HTTP server. Bodies reach handlers as the bytes that were sent, because signatures are over bytes. */
export function createHttp(log: Log, ready: () => boolean): FastifyInstance {
  const http = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: SLOWEST_MS,
    connectionTimeout: 2 * SLOWEST_MS,
    http: { connectionsCheckingInterval: 1000 },
    forceCloseConnections: 'idle',
    // Behind a proxy of the company's own, whoever it speaks for is meant; nobody else's word on that is taken.
    trustProxy: ['loopback', 'uniquelocal'],
    routerOptions: { ignoreDuplicateSlashes: false },
  });
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  http.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ error, status }, 'a request failed');
    return answerProblem(reply, status < 500 ? senderFault(error, status) : ourFault());
  });
  http.setNotFoundHandler((_request, reply) =>
    answerProblem(reply, { status: 404, title: 'Not found', detail: 'There is nothing at this address.' }),
  );
  http.get('/livez', async () => ({ ok: true }));
  http.get('/readyz', async (_request, reply) => reply.code(ready() ? 200 : 503).send({ ok: ready() }));
  return http;
}

/** Answers what is under way, but waits for nobody who keeps a request unfinished. */
export async function closeHttp(http: FastifyInstance): Promise<void> {
  const late = setTimeout(() => http.server.closeAllConnections(), CLOSING_MS);
  await http.close();
  clearTimeout(late);
}

function senderFault(error: FastifyError, status: number): HttpProblem {
  if (status === 413) {
    return { status, title: 'Too large', detail: `A request body may have ${BODY_LIMIT} bytes at most.` };
  }
  return { status, title: 'Bad request', detail: error.code };
}

/** Nothing was stored, and the sender should send it again. */
export function ourFault(): HttpProblem {
  return { status: 503, title: 'Try again', detail: 'It could not be stored just now. Please send it again.' };
}
