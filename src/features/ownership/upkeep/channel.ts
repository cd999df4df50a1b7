import type { ChannelId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { findChannelByRef } from '../../people/index.ts';

const SHARED = 'Another company reads that channel: choose one of your own.';
const UNSEEN = 'I cannot see that channel. Invite @Loopkeeper there, then choose it again.';

/** A channel that somebody has chosen for customers' cards, or why none can stand there, in words for them. */
export async function usableChannel(
  tx: Tx,
  chosen: string | undefined,
): Promise<{ readonly id: ChannelId } | { readonly wrong: string }> {
  const found = chosen === undefined ? undefined : await findChannelByRef(tx, chosen);
  if (found === undefined || found.archived) return { wrong: UNSEEN };
  return found.external ? { wrong: SHARED } : { id: found.id };
}
