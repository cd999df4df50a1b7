import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';

const BODY_MOST = 8_000_000;
/** What a link from elsewhere must not lead to; to the page it may. */
const DATA = /^\/(api|sandbox|actions)\//;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** A server for this machine alone: other pages in the browser can neither read it nor post to it. */
export function createWeb(): FastifyInstance {
  const web = Fastify({ bodyLimit: BODY_MOST, forceCloseConnections: true });
  web.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  web.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  web.addHook('onRequest', (request, reply, done) => {
    if (isForeign(request)) void reply.code(403).send({ ok: false, error: 'foreign_request' });
    else done();
  });
  return web;
}

/** A name of elsewhere that resolves to this machine (DNS rebinding), or a page from elsewhere. */
function isForeign({ headers, url }: FastifyRequest): boolean {
  const host = headers.host ?? '';
  if (!LOOPBACK.includes(host.replace(/:\d+$/, ''))) return true;
  const origin = headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) return true;
  const linked = headers['sec-fetch-mode'] === 'navigate' && !DATA.test(url);
  return headers['sec-fetch-site'] === 'cross-site' && !linked;
}
