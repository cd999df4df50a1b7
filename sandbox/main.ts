import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { crowded } from './crowd.ts';
import type { Sandbox } from './sandbox.ts';
import { readSeed } from './seed.ts';
import { openSandbox } from './start.ts';

/** The only place where the sandbox asks the wall clock and chance. */
export const world = { realNow: () => Date.now(), random: () => Math.random() };

const EXAMPLE = new URL('example.yml', import.meta.url);

/** A workspace of its own for any app that can be pointed at another Slack; the example, where none is named. Runs until it is told to stop. */
export async function startSandboxProcess(args: readonly string[]): Promise<Sandbox> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      workspace: { type: 'string' },
      port: { type: 'string' },
      file: { type: 'string' },
      people: { type: 'string' },
      channels: { type: 'string' },
    },
  });
  const { people = '0', channels = '0' } = values;
  const seed = crowded(readSeed(await seedText(values.workspace)), Number(people), Number(channels));
  const port = values.port === undefined ? undefined : Number(values.port);
  const sandbox = await openSandbox({ ...world, seed, port, file: values.file });
  console.log(welcome(sandbox));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
  return sandbox;
}

async function seedText(path: string | undefined): Promise<string> {
  return await readFile(path ?? EXAMPLE, 'utf8').catch((cause: Error) => {
    throw new Error(`the workspace cannot be read: ${cause.message}; sandbox/example.yml shows what one holds`, {
      cause,
    });
  });
}

const welcome = ({ url, apiUrl, tokens }: Sandbox) => `The workspace is at ${url}

SLACK_API_URL=${apiUrl}
SLACK_BOT_TOKEN=${tokens.bot}
SLACK_APP_TOKEN=${tokens.app}
SLACK_SIGNING_SECRET=${tokens.signingSecret}`;

if (import.meta.main) {
  await startSandboxProcess(process.argv.slice(2)).catch(({ message }: Error) => {
    console.error(message);
    process.exit(1);
  });
}
