import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HOUR, MINUTE } from '../../../kernel/time.ts';
import type { Context } from '../../../platform/context.ts';
import type { Log } from '../../../platform/log.ts';
import type { Says } from '../life/sorted.ts';
import { LONGEST_WORDS, type Shows, STYLE, sortedPage } from '../views/sorted-page.ts';
import { answerSorted, companyName, type Page, pageOf } from './answer.ts';

interface Options {
  readonly context: Context;
  readonly log: Log;
}

/** An office may share an address; a link is one customer's. */
const BY_ADDRESS = { max: 60, timeWindow: MINUTE };
const BY_LINK = { max: 30, timeWindow: HOUR };
/** Of what is counted by, so that long ones fill no memory. */
const LONGEST_KEY = 100;
const BODY_LIMIT = 16 * 1024;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

const STATUS: Readonly<Partial<Record<Shows['kind'], number>>> = {
  gone: 410,
  unknown: 404,
  'too often': 429,
  unreadable: 400,
  'our fault': 503,
};

/** `/sorted/<token>`: whoever has the link may look and answer; looking changes nothing. The token is in no log. */
export function sortedRoutes(http: FastifyInstance, { context, log }: Options): void {
  http.register(async (scope) => {
    await scope.register(rateLimit, { ...BY_ADDRESS, hook: 'onRequest' });
    const onRequest = scope.rateLimit({
      ...BY_LINK,
      keyGenerator: (request) => tokenIn(request).slice(0, LONGEST_KEY),
    });
    scope.setErrorHandler(async (error: FastifyError, _request, reply) => {
      const kind = wrongBy(error);
      if (kind === 'our fault') log.error({ error }, 'a question to a customer could not be shown');
      return send(reply, { company: await context.transaction(companyName).catch(() => ''), kind });
    });
    scope.get('/sorted/*', { onRequest }, async (request, reply) =>
      send(reply, await context.transaction((tx) => pageOf(tx, tokenIn(request), context.now()))),
    );
    scope.post('/sorted/*', { onRequest, bodyLimit: BODY_LIMIT }, async (request, reply) => {
      const said = saidIn(request);
      const token = tokenIn(request);
      const page = await context.transaction((tx) =>
        said === undefined ? pageOf(tx, token, context.now()) : answerSorted(tx, token, said, context.now()),
      );
      if (said === undefined) return send(reply, { company: page.company, kind: 'unreadable' });
      // Shown anew, so that loading the page again sends nothing again.
      return page.kind === 'asks' ? reply.headers(HEADERS).redirect(token, 303) : send(reply, page);
    });
  });
}

function wrongBy({ statusCode = 500 }: FastifyError): Shows['kind'] & ('too often' | 'unreadable' | 'our fault') {
  if (statusCode === 429) return 'too often';
  return statusCode < 500 ? 'unreadable' : 'our fault';
}

const tokenIn = ({ params }: FastifyRequest): string => String((params as { '*'?: unknown })['*'] ?? '');

function send(reply: FastifyReply, { company, ...shows }: Page | (Shows & { readonly company: string })) {
  return reply
    .code(STATUS[shows.kind] ?? 200)
    .headers(HEADERS)
    .type('text/html; charset=utf-8')
    .send(sortedPage(company, shows));
}

/** What the form sent; undefined where it says neither yes nor no. */
function saidIn({ body }: FastifyRequest): { readonly says: Says; readonly words: string } | undefined {
  const form = new URLSearchParams(Buffer.isBuffer(body) ? body.toString() : '');
  const says = form.get('says');
  const words = (form.get('words') ?? '').trim().slice(0, LONGEST_WORDS);
  return says === 'yes' || says === 'no' ? { says, words } : undefined;
}
