import { z } from 'zod';
import type { Delivery } from '../inbox/inbox.ts';

const Event = z.looseObject({
  type: z.string(),
  user: z.unknown().optional(),
  channel: z.unknown().optional(),
  ts: z.string().optional(),
  event_ts: z.string().optional(),
  reaction: z.string().optional(),
  subtype: z.string().optional(),
  item: z.looseObject({ channel: z.string().optional(), ts: z.string().optional() }).optional(),
});

const Envelope = z.object({ team_id: z.string().optional(), event_id: z.string(), event: Event });

/**
 * A Slack event as something to store, or undefined when it is not even an event. Slack repeats one thing under
 * several event ids, so it is also known by what it says: where, which message, who and which reaction.
 */
export function eventDelivery(body: unknown): Delivery | undefined {
  const parsed = Envelope.safeParse(body);
  if (!parsed.success) return undefined;
  const { team_id, event_id, event } = parsed.data;
  return {
    kind: `slack/${event.type}`,
    source: 'slack',
    externalId: event_id,
    naturalKey: JSON.stringify([
      team_id,
      event.type,
      event.subtype,
      event.channel ?? event.item?.channel,
      event.item?.ts ?? event.ts,
      idOf(event.user),
      event.reaction,
      event.event_ts,
    ]),
    body: event,
  };
}

/** Some events carry the whole user. */
function idOf(user: unknown): unknown {
  return typeof user === 'object' && user !== null && 'id' in user ? user.id : user;
}
