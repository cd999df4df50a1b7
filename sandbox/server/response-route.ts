import type { FastifyInstance } from 'fastify';
import { isObject } from '../block-kit/check.ts';
import type { ResponseUrls } from '../delivery/response-urls.ts';
import type { LedgerBook } from '../ledger.ts';

/** POSTs to a response_url, noted as calls of `response_url`. */
export function serveResponseUrls(web: FastifyInstance, urls: ResponseUrls, ledger: LedgerBook): void {
  web.post('/actions/*', (request, reply) => {
    const key = (request.params as { '*': string })['*'];
    const body = isObject(request.body) ? request.body : {};
    const entry = ledger.call('response_url', body);
    const { status, body: answer } = urls.take(key, body);
    const error = isObject(answer) && answer.ok !== true ? { error: String(answer.error) } : {};
    Object.assign(entry, { outcome: status === 200 ? 'ok' : 'refused', answer, ms: ledger.now() - entry.at, ...error });
    ledger.done(entry);
    return reply.code(status).send(status === 200 ? 'ok' : answer);
  });
}
