import type { Command } from './commands/command.ts';
import { world } from './main.ts';
import { CannotStart, TryAgain } from './organise.ts';
import { SchemaTooNew } from './platform/db/migrate.ts';
import { FileUnusable } from './platform/db/unusable.ts';
import { nearest } from './platform/nearest.ts';
import { WrongWorkspace } from './platform/slack/identity.ts';

/** Each is loaded when it is asked for, so that the bot does not keep in memory what it never does. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  import: async () => (await import('./commands/import.ts')).importFile,
  org: async () => (await import('./commands/org.ts')).org,
  source: async () => (await import('./commands/source.ts')).source,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
  replay: async () => (await import('./commands/replay.ts')).replay,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
};

/** sysexits(3): something in the configuration is wrong, and starting again will not help. */
const EX_CONFIG = 78;
/** Starting again later may. */
const EX_TEMPFAIL = 75;
const EX_USAGE = 64;

const [name = 'help', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? await COMMANDS[name]?.() : undefined;

if (command === undefined) {
  world.print(await usage(name));
  world.exit(['help', '--help', '-h'].includes(name) ? 0 : EX_USAGE);
}
if (args.some((arg) => arg === '--help' || arg === '-h')) {
  world.print(`loopkeeper ${command.usage}: ${command.help}`);
  world.exit(0);
}
try {
  await command.run(args, world);
} catch (error) {
  const forAPerson = [CannotStart, FileUnusable, SchemaTooNew, WrongWorkspace].some((kind) => error instanceof kind);
  if (!(error instanceof Error && (forAPerson || error instanceof TryAgain))) throw error;
  world.complain(error.message);
  world.exit(forAPerson ? EX_CONFIG : EX_TEMPFAIL);
}

async function usage(typed: string): Promise<string> {
  const guess = nearest(typed, Object.keys(COMMANDS));
  const lost =
    typed.startsWith('-') || typed === 'help'
      ? []
      : [`There is no command "${typed}".${guess ? ` Did you mean "${guess}"?` : ''}`, ''];
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map((each) => `  loopkeeper ${each.usage.padEnd(58)} ${each.help}`);
  return [...lost, 'Loopkeeper sees to it that customers hear back.', '', ...lines].join('\n');
}
