import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { SECRET } from '../test/support/secret.ts';

/** A line of the table: what was measured, and what it is measured against. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly against: string;
}

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

const heard = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));

const Load = z.object({ taken: z.number(), seconds: z.number() });

export async function load(
  url: string,
  {
    count,
    rate = 0,
    connections = 64,
    prefix = `n${process.hrtime.bigint()}`,
  }: { count: number; rate?: number; connections?: number; prefix?: string },
): Promise<{ taken: number; perSecond: number; prefix: string }> {
  const options = { url, secret: SECRET, prefix, count, connections, rate };
  const child = fork(new URL('./load.ts', import.meta.url), { env: { ...process.env, LOAD: JSON.stringify(options) } });
  const { taken, seconds } = Load.parse(await heard(child));
  return { taken, perSecond: taken / seconds, prefix };
}

/** Requests a second that Fastify takes when it does nothing with them. */
export async function bareFastify(count: number): Promise<number> {
  const child = fork(new URL('./bare.ts', import.meta.url));
  const { address } = z.object({ address: z.string() }).parse(await heard(child));
  const { perSecond } = await load(`${address}/`, { count });
  child.disconnect();
  return perSecond;
}

/** Single-row commits a second that SQLite syncs to this disk. */
export function rawCommits(forMs: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-bench-'));
  const database = new Sqlite(join(folder, 'raw.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table delivery (id integer primary key, body text)');
  const insert = database.prepare('insert into delivery (body) values (?)');
  const body = 'x'.repeat(200);
  const started = performance.now();
  let commits = 0;
  for (; performance.now() - started < forMs; commits++) insert.run(body);
  const perSecond = commits / ((performance.now() - started) / 1000);
  database.close();
  rmSync(folder, { recursive: true });
  return perSecond;
}

/** Memory that a process holds, in MB. */
export function residentMb(pid: number): number {
  const [, kb] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}
