import { createServer } from 'node:http';
import { startSandbox } from '../sandbox/index.ts';
import { CROWD, hostSeed } from './sandbox-seed.ts';

/** Beside the sandbox, in a process of its own, an HTTP server that reads a body and answers it: what any sandbox could do at best. */
const echo = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => response.setHeader('content-type', 'application/json').end(Buffer.concat(parts)));
});
echo.listen(0, '127.0.0.1', async () => {
  const sandbox = await startSandbox({ seed: hostSeed() });
  sandbox.limits.tiers = false;
  sandbox.limits.perChannelPerSecond = undefined;
  sandbox.limits.workspacePerMinute = undefined;
  const address = echo.address();
  const channels = Array.from({ length: CROWD }, (_, n) => sandbox.channel(`room-${n}`));
  process.send?.({
    url: sandbox.url,
    token: sandbox.tokens.bot,
    me: sandbox.user('anna'),
    channels,
    echo: typeof address === 'object' && address ? address.port : 0,
  });
});
process.on('disconnect', () => process.exit(0));
