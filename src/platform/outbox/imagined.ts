import { sql } from 'kysely';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import type { Tx } from '../db/schema.ts';
import type { Message } from '../slack/blocks.ts';
import { type Sayable, sayable, settleSent } from './claim.ts';
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
  readonly renders: ReadonlyMap<string, Render>;
}

/** What a message says by now; undefined when it would not be said any more. */
export async function readInImagination({ context, renders }: Options, key: string): Promise<Message | undefined> {
  return context.transaction(async (tx) => {
    const row = await meant.first(tx, { key });
    const rendered = row && (await renders.get(row.kind)?.(tx, row.subject, context.now()));
    return rendered && 'message' in rendered ? rendered.message : undefined;
  });
}

const meant = prepared((db, { key }: { readonly key: string }) =>
  db.selectFrom('outbox').select(['kind', 'subject']).where('key', '=', key),
);

/** Says to nobody but `heard` all that may be said by now: the same rows, renders and order as with Slack. Resolves to how many it said. */
export async function sayInImagination(
  { context, renders }: Options,
  heard: (imagined: Imagined) => void,
): Promise<number> {
  const now = context.now();
  const { heads, said } = await context.transaction(async (tx) => {
    await editsStand.run(tx, {});
    const heads = await headsOfLine(tx, now, 0);
    const said: Sayable[] = [];
    for (const { id } of heads) {
      const ready = await sayable(tx, id, renders, { now, realNow: 0 });
      if (ready) said.push(ready);
    }
    for (const each of said) await stands(tx, each, now);
    return { heads, said };
  });
  for (const { row, message, about } of said) {
    heard({
      at: now,
      key: row.key,
      kind: about.kind ?? row.kind,
      to: row.recipient,
      inThread: row.thread_key !== null,
      message,
    });
  }
  return heads.length;
}

/** It is on its way to nobody, so that it stands as soon as it is said. */
function stands(tx: Tx, { row, message }: Sayable, now: Instant): Promise<void> {
  const { channel, ts, id, recipient, attempt, wanted_version: version } = row;
  const at = { channel: channel ?? (recipient as ChannelId), ts: ts ?? `${id}.0` };
  return settleSent(tx, { row, message, attempt, version }, at, now);
}

/** Nobody is notified of an edit, so that it is taken as made; whoever looks at the message gets its newest words. */
const editsStand = prepared((db) =>
  db
    .updateTable('outbox')
    .set(({ ref }) => ({ state: 'sent', shown_version: ref('wanted_version') }))
    .where('state', '=', sql.lit('pending'))
    .where('ts', 'is not', null),
);
