import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { applyOrganisation, organisationFrom } from '../../src/features/ownership/index.ts';
import type { World } from '../../src/main.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { type Database, openDatabase } from '../../src/platform/db/open.ts';
import { ORG } from './company.ts';
import { MONDAY } from './issue.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A database as the bot leaves it after its first start, with the small company's people and channels in it. */
export async function startedOnce(file: string): Promise<Database> {
  const database = openDatabase(file);
  onTestFinished(() => database.close());
  await migrate(database, migrations, file);
  const parsed = organisationFrom(ORG);
  if (!parsed.ok) throw new Error('the small company is not in order');
  await database.transaction((tx) => applyOrganisation(tx, parsed.organisation, 'file', MONDAY));
  await database.synchronous((raw) => {
    const person = raw.prepare(
      `insert into slack_user (id, name, email, timezone, standing, seen_at) values (?, ?, ?, 'Europe/Helsinki', 'member', 0)`,
    );
    for (const name of ['ann', 'bob', 'dan', 'eve', 'fay', 'lea', 'pat', 'sam']) {
      person.run(`U${name.toUpperCase()}`, name, `${name}@acme.test`);
    }
    const channel = raw.prepare('insert into slack_channel values (?, ?, 0, 0, 0, 1, 0)');
    for (const name of ['support', 'finance', 'product']) channel.run(`C${name.toUpperCase()}`, name);
  });
  return database;
}

class Exited extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exited with ${code}`);
    this.code = code;
  }
}

/** A world in which what is printed can be looked at; on Monday, 09:30. `answer` is what is typed at a terminal. */
export function testWorld(env: World['env'], answer?: string): World & { readonly printed: string[] } {
  const printed: string[] = [];
  return {
    env,
    printed,
    real: () => MONDAY,
    random: Math.random,
    newSecret: () => 'whsec_test',
    print: (line) => printed.push(line),
    complain: (line) => printed.push(line),
    ask: answer === undefined ? undefined : async () => answer,
    onStop: () => undefined,
    exit: (code) => {
      throw new Exited(code);
    },
  };
}

/** Runs it to its end; resolves to its exit code. */
export async function exitCodeOf(run: Promise<void>): Promise<number> {
  try {
    await run;
    return 0;
  } catch (error) {
    if (error instanceof Exited) return error.code;
    throw error;
  }
}
