import { z } from 'zod';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/schema.ts';
import type { Call, Outcome } from '../slack/calls.ts';

const Opened = z.object({ channel: z.object({ id: z.string() }) });

type Found = { readonly kind: 'ok'; readonly channel: ChannelId } | Exclude<Outcome, { kind: 'ok' }>;

/**
 * The channel to post in for this recipient. A DM is opened before the post and not by it, so that a post of unknown
 * outcome has a channel whose history can be read back.
 */
export async function directChannel(
  { read, call, context }: { read: Db; call: Call; context: Context },
  recipient: ChannelId | UserId,
): Promise<Found> {
  if (!/^[UW]/.test(recipient)) return { kind: 'ok', channel: recipient as ChannelId };
  const user = recipient as UserId;
  const known = await read.selectFrom('direct_channel').select('channel').where('user', '=', user).executeTakeFirst();
  if (known) return { kind: 'ok', channel: known.channel };

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
