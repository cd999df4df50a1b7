import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';

const PAGE = join(import.meta.dirname, '..', 'page');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
};

/** Nothing on the page may leave this machine. */
const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

const VENDOR: Readonly<Record<string, string>> = {
  'preact.mjs': 'preact',
  'preact/hooks.mjs': 'preact/hooks',
  'htm.mjs': 'htm',
  'htm/preact.mjs': 'htm/preact',
};

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#611f69"/><path d="M4 9h8M6 4v8M10 4v8M4 6h8" stroke="#fff" stroke-width="1.5"/></svg>';

export function serveStatic(web: FastifyInstance): void {
  web.get('/', (_request, reply) => file(reply, join(PAGE, 'index.html')));
  web.get('/archives/*', (_request, reply) => file(reply, join(PAGE, 'index.html')));
  web.get('/favicon.ico', (_request, reply) => reply.type('image/svg+xml').send(ICON));
  web.get('/vendor/*', (request, reply) => {
    const name = VENDOR[wildcard(request.params)];
    return name ? file(reply, vendorPath(name)) : missing(reply);
  });
  web.get('/*', (request, reply) => {
    const path = normalize(wildcard(request.params));
    return path.startsWith('..') || !TYPES[extname(path)] ? missing(reply) : file(reply, join(PAGE, path));
  });
}

const wildcard = (params: unknown) => (params as { '*': string })['*'];

const missing = (reply: FastifyReply) => reply.code(404).type('text/plain').send('not found');

async function file(reply: FastifyReply, path: string): Promise<FastifyReply> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return missing(reply);
  return reply
    .type(TYPES[extname(path)] ?? 'application/octet-stream')
    .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-cache' })
    .send(bytes);
}

const vendorPath = (name: string) => fileURLToPath(import.meta.resolve(name));
