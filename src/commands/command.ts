import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { type Config, problemsText, readConfig } from '../config.ts';
import type { World } from '../main.ts';
import { CannotStart } from '../organise.ts';
import { SchemaTooNew, schemaGap, tooNewText } from '../platform/db/migrate.ts';
import { type Database, openDatabase } from '../platform/db/open.ts';

/** What can be typed after `loopkeeper`. Throws `CannotStart` for what only a person can mend. */
export interface Command {
  readonly usage: string;
  readonly help: string;
  readonly run: (args: readonly string[], world: World) => Promise<void>;
}

/** Words after a command that it does not know may have been meant for something. Throws `CannotStart`. */
export function withoutArguments(name: string, args: readonly string[]): void {
  if (args.length > 0)
    throw new CannotStart(
      `loopkeeper ${name} takes no "${args.join(' ')}": loopkeeper ${name} --help says what it takes`,
    );
}

export function configured({ env }: World): Config {
  const outcome = readConfig(env);
  if (!outcome.ok) throw new CannotStart(problemsText(outcome.problems));
  return outcome.config;
}

/** Where everything of the workspace on this machine is kept. */
export const SANDBOX_FOLDER = 'data/sandbox';

/** Without Slack the demo runs, in its own folder, unless somebody named another file. */
export function databaseFileOf({ slack, database }: Config): string {
  return slack.mode === 'sandbox' && !database.explicit ? join(SANDBOX_FOLDER, 'loopkeeper.db') : database.file;
}

/** The bot's database. Only the bot makes and migrates one, so a command beside it works on what is there or says no. */
export async function openKept(config: Config): Promise<Database> {
  const file = databaseFileOf(config);
  if (!existsSync(file)) throw new CannotStart(`There is no database ${file} yet: start Loopkeeper once first`);
  const database = openDatabase(file);
  const { missing, foreign } = await schemaGap(database, migrations);
  if (missing.length === 0 && foreign.length === 0) return database;
  await database.close();
  if (foreign.length > 0) throw new SchemaTooNew(tooNewText(file, foreign));
  throw new CannotStart(`${file} is not up to date: start Loopkeeper once first, which brings it there`);
}
