import type { KnownBlock } from '@slack/types';
import type { FastifyInstance } from 'fastify';
import type { UserId } from '../kernel/slack.ts';
import type { Instant } from '../kernel/time.ts';
import type { Audit } from './auditor.ts';
import type { Tx } from './db/schema.ts';
import type { Hearer } from './facts/facts.ts';
import type { InboxHandler } from './inbox/lane.ts';
import type { Placing } from './inbox/line.ts';
import type { Render } from './outbox/outbox.ts';
import type { Surface } from './slack/surface.ts';
import type { TimerHandler } from './timers/timers.ts';

/** A feature's part of somebody's Home tab, as it is by now. */
export type HomeSection = (tx: Tx, reader: { readonly user: UserId; readonly now: Instant }) => Promise<KnownBlock[]>;

/** A feature is the list of what it answers to. `src/app.ts` lists them all. */
export interface Feature {
  readonly name: string;
  /** Commands, buttons, forms and shortcuts. */
  readonly surface?: Surface;
  /** Stored deliveries and Slack events, by kind: `feedback`, `slack/reaction_added`. */
  readonly inbox?: Readonly<Record<string, InboxHandler>>;
  /** Where those stand in line, by kind, before anything is done about them. */
  readonly placings?: Readonly<Record<string, Placing>>;
  readonly hears?: readonly Hearer[];
  /** What happens by the clock, by kind: `issues.take-step`. */
  readonly timers?: Readonly<Record<string, TimerHandler>>;
  /** The messages it sends, by kind: `issue.card`. */
  readonly messages?: Readonly<Record<string, Render>>;
  /** What must always hold of it, looked at twice a minute. */
  readonly audit?: Audit;
  /** What it shows its reader on the bot's Home tab; no blocks where it has nothing for them. */
  readonly home?: HomeSection;
  readonly routes?: (http: FastifyInstance) => void;
}

/** Parts of several features as one table, by their names. */
export function byName<Part>(maps: readonly (Readonly<Record<string, Part>> | undefined)[]): ReadonlyMap<string, Part> {
  return new Map(maps.flatMap((map) => Object.entries(map ?? {})));
}
