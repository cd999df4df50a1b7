import type { Command } from './commands/command.ts';
import { doctor } from './commands/doctor.ts';
import { importFile } from './commands/import.ts';
import { org } from './commands/org.ts';
import { source } from './commands/source.ts';
import { start } from './commands/start.ts';
import { world } from './main.ts';
import { CannotStart } from './organise.ts';
import { SchemaTooNew } from './platform/db/migrate.ts';
import { nearest } from './platform/nearest.ts';
import { WrongWorkspace } from './platform/slack/identity.ts';

const COMMANDS: readonly Command[] = [start, importFile, org, source, doctor];

/** sysexits(3): something in the configuration is wrong, and starting again will not help. */
const EX_CONFIG = 78;
const EX_USAGE = 64;

const [name = 'help', ...args] = process.argv.slice(2);
const command = COMMANDS.find((each) => each.name === name);

if (command === undefined) {
  world.print(usage(name));
  world.exit(['help', '--help', '-h'].includes(name) ? 0 : EX_USAGE);
}
try {
  await command.run(args, world);
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof WrongWorkspace || error instanceof SchemaTooNew)) throw error;
  world.complain(error.message);
  world.exit(EX_CONFIG);
}

function usage(typed: string): string {
  const guess = nearest(
    typed,
    COMMANDS.map((each) => each.name),
  );
  const lost =
    typed.startsWith('-') || typed === 'help'
      ? []
      : [`There is no command "${typed}".${guess ? ` Did you mean "${guess}"?` : ''}`, ''];
  const lines = COMMANDS.map((each) => `  loopkeeper ${each.usage.padEnd(58)} ${each.help}`);
  return [...lost, 'Loopkeeper sees to it that customers hear back.', '', ...lines].join('\n');
}
