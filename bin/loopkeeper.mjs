#!/usr/bin/env node
// Plain JavaScript that any Node can read: it finds a Node new enough for the rest.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED = 26;
/** What is over in seconds had better be quick than small. */
const IN_MEMORY = ['simulate', 'replay'];
const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const bundled = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  if (!IN_MEMORY.includes(process.argv[2])) await import('./memory-saver.mjs');
  await import(cli);
} else if (existsSync(bundled)) {
  const { handOver } = await import('./hand-over.mjs');
  handOver(bundled, fileURLToPath(import.meta.url), process.argv.slice(2));
} else {
  console.error(
    `Loopkeeper needs Node ${NEEDED}, and this is ${process.version}. Run "npm ci" first: it brings that Node along.`,
  );
  process.exit(78);
}
