import type { Actor } from './actor/actor.ts';
import type { SandboxClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Limits } from './limits.ts';
import type { Stewardship } from './stewardship.ts';
import type { Execution, Message, View } from './workspace/model.ts';

/** A running workspace, as a script has it in hand. People by id, e-mail or name; channels by id, name or `#name`. */
export interface Sandbox extends Stewardship {
  /** The page. */
  readonly url: string;
  /** For `slackApiUrl`; ends in /api/. */
  readonly apiUrl: string;
  readonly team: { readonly id: string };
  readonly app: { readonly botUserId: string; readonly botId: string; readonly appId: string };
  readonly tokens: { readonly bot: string; readonly app: string; readonly signingSecret: string };
  readonly clock: SandboxClock;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly socket: { refresh: Stewardship['refresh']; drop(): void; connections(): number };
  as(who: string): Actor;
  channel(name: string): string;
  user(who: string): string;
  /** Top level, oldest first. */
  messages(channel: string): Message[];
  /** The parent first. */
  thread(channel: string, ts: string): Message[];
  /** All of the DM between the bot and this person, oldest first. */
  dm(who: string): Message[];
  /** The id of that DM. */
  dmChannel(who: string): string;
  modal(who: string): View | undefined;
  /** A run of a custom step, as it stands. */
  execution(id: string): Execution | undefined;
  close(): Promise<void>;
}
