import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../organise.ts';
import { copyDatabase, damageOf } from '../platform/db/copy.ts';
import { usable } from '../platform/db/unusable.ts';
import { argumentsFrom, wholeNumber } from './arguments.ts';
import { type Command, configured, openKept } from './command.ts';

const USAGE = `loopkeeper backup [FOLDER] [--keep N]
  FOLDER    where the copy goes; default: copies
  --keep N  afterwards only the newest N copies are left there`;

const MOST_KEPT = 100_000;
const COPY = /^loopkeeper-\d{8}T\d{6}Z\.db$/;

/** Copies the database whole while the bot goes on working, and looks whether the copy is good. */
export const backup: Command = {
  usage: 'backup [FOLDER] [--keep N]',
  help: 'copy everything into a folder, while the bot works',
  async run(args, world) {
    const { values, positionals } = argumentsFrom(args, { keep: { type: 'string' } }, USAGE);
    const [folder = 'copies', ...rest] = positionals;
    if (rest.length > 0) throw new CannotStart(`One folder is enough.\n\n${USAGE}`);
    const keep = values.keep === undefined ? undefined : wholeNumber('keep', values.keep, MOST_KEPT, USAGE);
    const database = await openKept(configured(world));
    const copy = join(folder, nameAt(world.real()));
    try {
      usable(folder, () => mkdirSync(folder, { recursive: true }));
      await copyDatabase(database.read, copy);
    } finally {
      await database.close();
    }
    const damage = await damageOf(copy);
    if (damage !== undefined)
      throw new CannotStart(`${copy} is damaged (${damage}), so the database is too: restore an older copy`);
    const gone = keep === undefined ? [] : tooOld(readdirSync(folder), keep);
    for (const name of gone) rmSync(join(folder, name));
    const left = gone.length > 0 ? `; ${gone.length} older ${gone.length === 1 ? 'one is' : 'ones are'} gone` : '';
    world.print(`${copy} holds everything (${megabytes(statSync(copy).size)} MB)${left}.`);
  },
};

/** Names that sort as their times do. `at` in milliseconds. */
const nameAt = (at: number) => `loopkeeper-${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.db`;

/** Of the names in a folder those of the copies beyond the newest `keep`; what else is there is not ours. */
export const tooOld = (names: readonly string[], keep: number): string[] =>
  names
    .filter((name) => COPY.test(name))
    .toSorted()
    .slice(0, -keep);

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
