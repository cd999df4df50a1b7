import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';

/** The world outside the program: the only file that touches the environment, the wall clock and chance. Everything else is handed them. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Real time in milliseconds. */
  readonly real: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** A signing secret that nobody can guess, as Standard Webhooks writes one. */
  readonly newSecret: () => string;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Asks whoever sits at the terminal; undefined where nobody does. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** Where progress can be drawn; undefined where nobody would see it. */
  readonly screen?: NodeJS.WriteStream | undefined;
  /** Runs once at the first SIGINT or SIGTERM; a second one, or 20 seconds, ends the process at once. */
  readonly onStop: (stop: () => Promise<void>) => void;
  readonly exit: (code: number) => never;
}

// What we write holds customers' words: it is for our own user alone.
process.umask(0o077);

// What stands in the environment goes before what the file says.
try {
  process.loadEnvFile('.env');
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
    console.error(
      `.env cannot be read (${error instanceof Error ? error.message : error}): give it to the user who runs Loopkeeper`,
    );
    process.exit(78);
  }
}

const STOPPING_MS = 20_000;

export const world: World = {
  env: process.env,
  real: Date.now,
  random: Math.random,
  newSecret: () => `whsec_${randomBytes(32).toString('base64')}`,
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  ask: process.stdin.isTTY ? askAtTerminal : undefined,
  screen: process.stderr.isTTY ? process.stderr : undefined,
  onStop(stop) {
    let stopping = false;
    const stopOnce = () => {
      if (stopping) process.exit(1);
      stopping = true;
      setTimeout(() => process.exit(1), STOPPING_MS).unref();
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stopOnce);
  },
  exit: (code) => process.exit(code),
};

async function askAtTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(question);
  terminal.close();
  return answer;
}

// Going on after a promise that nobody waits for has failed would be going on in a state that nobody knows.
process.on('unhandledRejection', (reason) => {
  console.error('Loopkeeper stops because of a mistake of its own:', reason instanceof Error ? reason.stack : reason);
  process.exit(1);
});
