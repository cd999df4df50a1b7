import { z } from 'zod';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/schema.ts';
import type { Call, Outcome } from '../slack/calls.ts';

const Opened = z.object({ channel: z.object({ id: z.string() }) });

type Found = { readonly kind: 'ok'; readonly channel: ChannelId } | Exclude<Outcome, { kind: 'ok' }>;

/** The channel to post in for this recipient; undefined for a person with whom no DM was opened yet. */
export async function knownChannel(read: Db, recipient: ChannelId | UserId): Promise<ChannelId | undefined> {
  if (!/^[UW]/.test(recipient)) return recipient as ChannelId;
  const user = recipient as UserId;
  const known = await read.selectFrom('direct_channel').select('channel').where('user', '=', user).executeTakeFirst();
  return known?.channel;
}

/**
 * The same, asked of Slack where it is not known. A DM is opened before the post and not by it, so that a post of unknown
 * outcome has a channel whose history can be read back.
 */
export async function directChannel(
  { read, call, context }: { read: Db; call: Call; context: Context },
  recipient: ChannelId | UserId,
): Promise<Found> {
  const known = await knownChannel(read, recipient);
  if (known) return { kind: 'ok', channel: known };

  const user = recipient as UserId;
  const answer = await call('conversations.open', { users: user });
  if (answer.kind !== 'ok') return answer;
  const channel = Opened.parse(answer.body).channel.id as ChannelId;
  await context.transaction((tx) =>
    tx
      .insertInto('direct_channel')
      .values({ user, channel })
      .onConflict((oc) => oc.column('user').doUpdateSet({ channel }))
      .execute(),
  );
  return { kind: 'ok', channel };
}
