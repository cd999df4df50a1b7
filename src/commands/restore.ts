import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { migrations } from '../../migrations/index.ts';
import type { World } from '../main.ts';
import { CannotStart } from '../organise.ts';
import { damageOf } from '../platform/db/copy.ts';
import { lockFor } from '../platform/db/lock.ts';
import { SchemaTooNew, schemaGap, tooNewText } from '../platform/db/migrate.ts';
import { openDatabase } from '../platform/db/open.ts';
import { type Command, configured, databaseFileOf, withoutArguments } from './command.ts';

/** Puts a copy in the place of the database. What stood there is kept beside it. */
export const restore: Command = {
  usage: 'restore COPY',
  help: 'put a copy in the place of the database; the bot must be stopped',
  async run([copy, ...rest], world) {
    withoutArguments('restore', rest);
    if (copy === undefined) throw new CannotStart('Say which copy: loopkeeper restore copies/loopkeeper-….db');
    if (!existsSync(copy) || !statSync(copy).isFile()) throw new CannotStart(`${copy} is missing: name a copy`);
    const file = databaseFileOf(configured(world));
    const lock = lockFor(file);
    if (lock === undefined) throw new CannotStart(`${file} is in use: stop Loopkeeper first`);
    try {
      const ready = `${file}.restoring`;
      copyFileSync(copy, ready);
      await good(ready, copy);
      const aside = putAside(file, world);
      renameSync(ready, file);
      world.print(`${file} is now what ${copy} was.${aside === undefined ? '' : ` What it was before is ${aside}.`}`);
    } finally {
      for (const end of LEFT_BESIDE) rmSync(`${file}.restoring${end}`, { force: true });
      lock.release();
    }
  },
};

const LEFT_BESIDE = ['', '-wal', '-shm'];

/** Throws `CannotStart`, `FileUnusable` or `SchemaTooNew` for what is no whole database of ours. */
async function good(ready: string, copy: string): Promise<void> {
  const damage = await damageOf(ready);
  if (damage !== undefined) throw new CannotStart(`${copy} is damaged (${damage}): name another copy`);
  const database = openDatabase(ready);
  const { missing, foreign } = await schemaGap(database, migrations).finally(() => database.close());
  if (foreign.length > 0) throw new SchemaTooNew(tooNewText(copy, foreign));
  if (missing.length === Object.keys(migrations).length)
    throw new CannotStart(`${copy} is no database of Loopkeeper: name a copy that "loopkeeper backup" made`);
}

/** With what may still stand in its write-ahead log; resolves to its new name. */
function putAside(file: string, { real }: World): string | undefined {
  if (!existsSync(file)) return undefined;
  const aside = `${file}.before-restore-${real()}`;
  for (const end of LEFT_BESIDE) if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`);
  return aside;
}
