import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Slack } from '../api/method.ts';
import { appSees, findFile, kindOf } from '../workspace/files.ts';
import type { StoredFile } from '../workspace/model.ts';

/** Where the bytes of files go in and out. The page fetches them from a route of its own, as whoever it acts as. */
export function serveFiles(web: FastifyInstance, slack: Slack, botToken: string): void {
  void web.register(async (scope) => serveUploads(scope, slack));
  web.get('/files-pri/*', (request, reply) => givePrivate(slack, botToken, request, reply));
  web.get('/files/*', (request, reply) => give(slack, named(slack, request), reply));
  web.get('/sandbox/file/:id', (request, reply) => {
    const { id } = request.params as { id: string };
    return give(slack, slack.workspace.files.get(id), reply);
  });
}

/** A route of its own, because bytes must not be read as text. */
function serveUploads(scope: FastifyInstance, slack: Slack): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const bodyLimit = slack.limits.fileBytesMost * 2;
  scope.post('/upload/v1/:key', { bodyLimit }, async (request, reply) => {
    const { key } = request.params as { key: string };
    const bytes = await bytesOf(request);
    const entry = slack.ledger.call('upload', { bytes: bytes.length });
    const { status, text } = slack.uploads.take(key, bytes);
    const error = status === 200 ? { outcome: 'ok' as const } : { outcome: 'refused' as const, error: text };
    Object.assign(entry, { answer: text, ms: Math.round(slack.ledger.now() - entry.at), ...error });
    slack.ledger.done(entry);
    return reply.code(status).type('text/plain').send(text);
  });
}

/** The body itself, or the one file in a form, which is how Slack's own SDK sends it. */
async function bytesOf({ body, headers }: FastifyRequest): Promise<Buffer> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return bytes;
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => new FormData());
  const [file] = [...form.values()].filter((value) => typeof value !== 'string');
  return file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
}

/** As at Slack, who has no right to it lands on a page to sign in, with status 200 in the end. */
function givePrivate(slack: Slack, token: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const file = named(slack, request);
  const allowed = request.headers.authorization === `Bearer ${token}` && slack.manifest.scopes.has('files:read');
  if (!allowed) return reply.redirect('/', 302);
  return give(slack, file && appSees(slack.workspace, file) ? file : undefined, reply);
}

const named = ({ workspace }: Slack, request: FastifyRequest): StoredFile | undefined =>
  findFile(workspace, { url: `${workspace.webUrl()}${request.url.split('?')[0]}` });

const SHOWN = ['png', 'jpg', 'gif'];

/** Pictures are shown; all else is only to be saved, lest somebody's page runs as ours. */
function give({ workspace }: Slack, file: StoredFile | undefined, reply: FastifyReply): FastifyReply {
  const bytes = file?.completed ? workspace.bytes.get(file.id) : undefined;
  if (!file || !bytes) return reply.code(404).type('text/plain').send('not found');
  const { filetype, mimetype } = kindOf(file);
  const disposition = SHOWN.includes(filetype) ? 'inline' : 'attachment';
  return reply
    .type(mimetype)
    .headers({
      'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    .send(bytes);
}
