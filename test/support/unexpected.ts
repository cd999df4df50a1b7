import Database from 'better-sqlite3';
import { findingsIn } from '../../sandbox/findings.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Message } from '../../sandbox/workspace/model.ts';
import { MARKER } from '../../src/platform/outbox/say.ts';

interface Row {
  readonly key: string;
  readonly channel: string | null;
  readonly ts: string | null;
}

/**
 * The messages of a stopped bot that still stand in Slack and that nobody can account for, in words. Each must bear the key of a row of its outbox,
 * which knows it as its own and only one; have words; and go to somebody who may have it. And a bot that has stopped
 * says nothing more.
 */
export async function unexpectedIn(sandbox: Sandbox, databaseFile: string, callsAtStop: number): Promise<string[]> {
  const { calls } = sandbox.ledger;
  const standing = await standingIn(sandbox);
  const posts = sandbox.ledger.posts.filter(({ message }) => standing.has(placeOf(message)));
  const findings = findingsIn({ calls, posts });
  const rows = outbox(databaseFile);
  const copies = [...findings.copies(keyOf)].filter(([, count]) => count > 1);
  const found = [
    ...posts.flatMap(({ message }) => unaccounted(message, rows)),
    ...copies.map(([key, count]) => `${key} said ${count} times`),
    ...findings.wordless().map(({ message }) => `a message without words: ${JSON.stringify(message.blocks)}`),
    ...findings.misdirected().map(({ message, reader }) => `"${message.text}" sent to ${reader?.name}`),
  ];
  const late = calls.slice(callsAtStop).map(({ method }) => `${method} called by a bot that had stopped`);
  return [...found, ...late];
}

const placeOf = ({ channel, ts }: Pick<Message, 'channel' | 'ts'>) => `${channel} ${ts}`;

/** What was taken away again, by the bot or by people, harms nobody. */
async function standingIn({ url }: Sandbox): Promise<Set<string>> {
  const { messages } = (await (await fetch(`${url}/sandbox/everything`)).json()) as { messages: Message[] };
  return new Set(messages.filter(({ subtype }) => subtype !== 'tombstone').map(placeOf));
}

const keyOf = ({ metadata }: Message): string | undefined =>
  metadata?.event_type === MARKER ? String(metadata.event_payload.key) : undefined;

function unaccounted(message: Message, rows: ReadonlyMap<string, Row>): string[] {
  const key = keyOf(message);
  if (key === undefined) return [`"${message.text}" said without a marker`];
  const row = rows.get(key);
  if (row?.ts === message.ts && row.channel === message.channel) return [];
  return [`"${message.text}" said as ${key}, of which the outbox ${row ? 'knows another' : 'knows nothing'}`];
}

function outbox(file: string): Map<string, Row> {
  const database = new Database(file, { readonly: true });
  try {
    const rows = database.prepare('select key, channel, ts from outbox').all() as Row[];
    return new Map(rows.map((row) => [row.key, row]));
  } finally {
    database.close();
  }
}
