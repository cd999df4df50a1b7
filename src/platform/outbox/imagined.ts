import { sql } from 'kysely';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import { breathe } from '../batch.ts';
import type { Context } from '../context.ts';
import type { Db, Tx } from '../db/schema.ts';
import type { Message } from '../slack/blocks.ts';
import { type Claim, claim, settleSent } from './claim.ts';
import type { Render } from './outbox.ts';
import { headsOfLine } from './ready.ts';

/** A message as somebody would have got it. Edits are none: they notify nobody. */
export interface Imagined {
  readonly at: Instant;
  readonly key: string;
  readonly kind: string;
  /** A channel, or a person for a DM. */
  readonly to: ChannelId | UserId;
  readonly inThread: boolean;
  readonly message: Message;
}

interface Options {
  readonly context: Context;
  readonly read: Db;
  readonly renders: ReadonlyMap<string, Render>;
}

/** What a message says by now; undefined when it would not be said any more. */
export async function readInImagination({ context, renders }: Options, key: string): Promise<Message | undefined> {
  return context.transaction(async (tx) => {
    const row = await tx.selectFrom('outbox').select(['kind', 'subject']).where('key', '=', key).executeTakeFirst();
    const rendered = row && (await renders.get(row.kind)?.(tx, row.subject, context.now()));
    return rendered && 'message' in rendered ? rendered.message : undefined;
  });
}

/** Says to nobody but `heard` all that may be said by now: the same rows, renders and order as with Slack. Resolves to how many it said. */
export async function sayInImagination(
  { context, read, renders }: Options,
  heard: (imagined: Imagined) => void,
): Promise<number> {
  await context.transaction(editsStand);
  const rows = await headsOfLine(read, context.now(), 0);
  if (rows.length === 0) return 0;
  const said = await context.transaction(async (tx) => {
    const claims: Claim[] = [];
    for (const { id } of rows) {
      const made = await claim(tx, id, renders, { now: context.now(), realNow: 0 });
      if (made) claims.push(made);
    }
    for (const each of claims) await stands(tx, each, context.now());
    return claims;
  });
  for (const { row, message, about } of said) {
    heard({
      at: context.now(),
      key: row.key,
      kind: about.kind ?? row.kind,
      to: row.recipient,
      inThread: row.thread_key !== null,
      message,
    });
  }
  await breathe();
  return rows.length;
}

function stands(tx: Tx, made: Claim, now: Instant): Promise<void> {
  const { channel, ts, id, recipient } = made.row;
  return settleSent(tx, made, { channel: channel ?? (recipient as ChannelId), ts: ts ?? `${id}.0` }, now);
}

/** Nobody is notified of an edit, so that it is taken as made; whoever looks at the message gets its newest words. */
async function editsStand(tx: Tx): Promise<void> {
  await tx
    .updateTable('outbox')
    .set(({ ref }) => ({ state: 'sent', shown_version: ref('wanted_version') }))
    .where('state', '=', sql.lit('pending'))
    .where('ts', 'is not', null)
    .execute();
}
