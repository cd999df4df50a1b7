import { fastify } from 'fastify';

/** Fastify that does nothing but take the bytes and answer: how fast an HTTP server can be here. */
const http = fastify({ logger: false });
http.removeAllContentTypeParsers();
http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
http.post('/ingest/:source', async (_request, reply) => reply.code(202).send({ id: 1, duplicate: false }));
await http.listen({ host: '127.0.0.1', port: Number(process.env.BENCH_PORT) });
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
