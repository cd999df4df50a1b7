import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import type { Inbox } from '../inbox/inbox.ts';
import type { Log } from '../log.ts';
import { boltLogger } from './bolt-log.ts';
import { eventDelivery } from './events.ts';

const Callback = z.object({ type: z.literal('event_callback') });

export interface SlackIdentity {
  readonly botToken: string;
  readonly botUserId: string;
  readonly botId: string;
}

interface Options {
  readonly receiver: Receiver;
  readonly identity: () => SlackIdentity;
  readonly inbox: Inbox;
  /** The kinds of event that a feature handles; the rest is acknowledged and forgotten. */
  readonly heard: ReadonlySet<string>;
  readonly log: Log;
  /** For fault tests: told where an event stands. */
  readonly reached?: (point: string) => void;
}

/**
 * Bolt, but that an event is stored before it is acknowledged and done from its row later. Bolt itself acknowledges
 * events before a listener runs, and in Socket Mode at once, so a crash in between would lose them.
 */
class StoringApp extends App {
  #options: Options;

  constructor(options: Options) {
    super({
      receiver: options.receiver,
      authorize: async () => options.identity(),
      ignoreSelf: false,
      logger: boltLogger(options.log),
    });
    this.#options = options;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (!Callback.safeParse(event.body).success) return super.processEvent(event);
    const { inbox, heard, reached } = this.#options;
    const delivery = eventDelivery(event.body);
    if (delivery !== undefined && heard.has(delivery.kind)) await inbox.accept(delivery);
    reached?.('event.before-ack');
    await event.ack();
    reached?.('event.after-ack');
  }
}

export const storingApp = (options: Options): App => new StoringApp(options);
