import { migrations } from '../migrations/index.ts';
import { features } from './app.ts';
import { openDoors } from './doors.ts';
import { disabledSources, type Reader } from './features/feedback/index.ts';
import { type IssueOptions, isInConfidence } from './features/issues/index.ts';
import { calendarOf, currentOrganisation, cxLead, rehearsalFor } from './features/ownership/index.ts';
import { enterChannel, type Sweeper, startSweeps } from './features/people/index.ts';
import { nextWorking } from './kernel/calendar/work.ts';
import type { UserId } from './kernel/slack.ts';
import type { Instant } from './kernel/time.ts';
import { lanesOf } from './lanes.ts';
import { CannotStart, type OrgFile, organise } from './organise.ts';
import { type Auditor, startAuditor } from './platform/auditor.ts';
import { type Ring, ringing } from './platform/bell.ts';
import type { Context, RealClock } from './platform/context.ts';
import { lockFor } from './platform/db/lock.ts';
import { migrate } from './platform/db/migrate.ts';
import { type Database, openDatabase } from './platform/db/open.ts';
import type { Tx } from './platform/db/schema.ts';
import { installationOf, nextEpoch } from './platform/db/settings.ts';
import { byName, type Feature } from './platform/feature.ts';
import { createInbox } from './platform/inbox/inbox.ts';
import type { Log } from './platform/log.ts';
import { keepAlive } from './platform/outages.ts';
import { type Limits, SLACK_LIMITS } from './platform/outbox/pace.ts';
import { createSender, type Elsewhere, type Sender, type SenderOptions } from './platform/outbox/sender.ts';
import { type Doorbell, type Lane, type RedisAt, startDoorbell } from './platform/queue/doorbell.ts';
import { startedRedis } from './platform/queue/rungs.ts';
import type { Call } from './platform/slack/calls.ts';
import { type Identity, identify } from './platform/slack/identity.ts';
import type { MakeReceiver } from './platform/slack/receivers.ts';
import { bellAudit, workAudit } from './platform/work-audit.ts';

export interface BotOptions {
  readonly databaseFile: string;
  readonly org: OrgFile;
  readonly call: Call;
  readonly receiver: MakeReceiver;
  readonly http: { readonly host: string; readonly port: number };
  /** How links for customers are made; undefined where they cannot reach it. */
  readonly links?: IssueOptions['links'];
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  readonly read: Reader;
  readonly redis: RedisAt | undefined;
  /** The clock that can be turned; and the one that cannot. */
  readonly now: () => Instant;
  readonly real: RealClock;
  readonly random: () => number;
  readonly log: Log;
  readonly limits?: Limits;
  readonly lateness?: SenderOptions['lateness'];
  readonly sweepMs?: number;
  /** Told every minute in which all is well. */
  readonly ping?: (() => Promise<void>) | undefined;
  /** Given at once how to stop whatever has been started by then. */
  readonly onStop?: (stop: () => Promise<void>) => void;
  /** For fault tests: told of every named point that is passed. */
  readonly reached?: (point: string) => void;
}

export interface Bot {
  /** Where webhooks are taken, as http://host:port. */
  readonly address: string;
  readonly identity: Identity;
  readonly context: Context;
  readonly doorbell: Doorbell;
  readonly sender: Sender;
  readonly auditor: Auditor;
  readonly sweeper: Sweeper;
  /** The clock was turned: whatever is due by it now happens. */
  readonly turned: () => void;
  /** Resolves when nothing is being done and nothing is due. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts everything in its order, database first and Slack last; a stop, or a start that fails half-way, ends what was
 * started in the opposite order. Throws `CannotStart` when a person must mend something.
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const started = new AsyncDisposableStack();
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= started.disposeAsync());
  options.onStop?.(stop);
  try {
    return { ...(await working(options, started)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function working(options: BotOptions, started: AsyncDisposableStack): Promise<Omit<Bot, 'stop'>> {
  const { log, now, random } = options;
  const database = await opened(options.databaseFile, started);

  let ring: (ring: Ring) => void = () => undefined;
  const context: Context = { now, random, transaction: ringing(database, (each) => ring(each)) };
  const identity = await identify(context, options.call, log);
  const slack = { context, call: options.call, log };
  const sweeper = startSweeps(slack, await organise({ ...slack, team: identity.team }, options.org));
  started.defer(() => sweeper.stop());
  const alive = await keepAlive(context, log);
  started.defer(() => alive.stop());

  const inbox = createInbox(database, now, () => ring({ lane: 'inbox' }), options.reached);
  const all = features(context, {
    inbox,
    read: options.read,
    secrets: options.secrets,
    isDisabled: disabledSources(context, options.real),
    log,
    links: options.links,
    ...reaching(options),
  });
  const sender = await senderOf(options, database, context, all);
  started.defer(() => sender.stop());
  const lanes = [...lanesOf(options, database, context, { all, inbox }), sender.lane];
  const doorbell = await doorbellFor(options, context, lanes, started);
  ring = ({ lane, alarm }) => doorbell.ring(lane, alarm);
  const own = [workAudit((lane) => ring({ lane })), bellAudit(() => doorbell.health())];
  const audits = [...own, ...all.flatMap(({ audit }) => audit ?? [])];
  const auditor = startAuditor({ context, audits, log, ping: options.ping });
  started.defer(() => auditor.stop());
  const doors = await openDoors(options, { context, identity, inbox, all });
  started.defer(() => doors.close());
  return {
    address: doors.address,
    identity,
    context,
    doorbell,
    sender,
    auditor,
    sweeper,
    turned: () => void Promise.all([alive.beat(), doorbell.wakeAll()]),
    idle: () => settled(doorbell, sender, doors),
  };
}

async function opened(file: string, started: AsyncDisposableStack): Promise<Database> {
  const lock = lockFor(file);
  if (lock === undefined) throw new CannotStart(`${file} is in use by another Loopkeeper: stop that one first`);
  started.defer(() => lock.release());
  const database = openDatabase(file);
  started.defer(() => database.close());
  await migrate(database, migrations, file);
  return database;
}

async function doorbellFor(
  options: BotOptions,
  context: Context,
  lanes: readonly Lane[],
  started: AsyncDisposableStack,
): Promise<Doorbell> {
  const { now, log, sweepMs } = options;
  started.defer(() => options.redis?.stop?.());
  const redis = await startedRedis(options.redis, log);
  const installation = await context.transaction((tx) => installationOf(tx, context.random));
  const doorbell = await startDoorbell({
    lanes,
    now,
    redis: redis && { ...redis, prefix: `${redis.prefix}-${installation}` },
    log,
    epoch: await context.transaction(nextEpoch),
    ...(sweepMs !== undefined && { sweepMs }),
  });
  started.defer(() => doorbell.close());
  return doorbell;
}

const reaching = ({ reached }: BotOptions) => (reached ? { reached } : {});

function senderOf(options: BotOptions, database: Database, context: Context, all: readonly Feature[]): Promise<Sender> {
  const { real, call, log, limits = SLACK_LIMITS, lateness } = options;
  return createSender({
    context,
    read: database.read,
    real,
    call,
    renders: byName(all.map(({ messages }) => messages)),
    limits,
    enter: (channel, entering) => enterChannel({ context, call: entering, log }, channel),
    elsewhere: (tx, row) => elsewhere(tx, row, context.now()),
    divert,
    log,
    ...(lateness && { lateness }),
    ...reaching(options),
  });
}

/** What a message is, as far as it matters where it goes. */
interface Said {
  readonly kind: string;
  readonly subject: string;
}

/** In rehearsal DMs go to one channel, but never what only their reader may read. */
async function divert(tx: Tx, to: UserId, row: Said): ReturnType<typeof rehearsalFor> {
  if (await isInConfidence(tx, row)) return undefined;
  return rehearsalFor(tx, (await currentOrganisation(tx)).organisation, to);
}

/** What a channel will not take goes to the CX lead, in their hours, so that nothing is lost with a channel. A story without its card would be a riddle; `/cx issue` tells it. */
async function elsewhere(tx: Tx, row: Said, now: Instant): Promise<Elsewhere | undefined> {
  if (row.kind === 'issue.story' || (await isInConfidence(tx, row))) return undefined;
  const { organisation } = await currentOrganisation(tx);
  const to = await cxLead(tx, organisation);
  return { to, holdUntil: nextWorking(await calendarOf(tx, organisation, to), now) };
}

async function settled(
  doorbell: Doorbell,
  sender: Sender,
  { answered }: { readonly answered: () => Promise<void> },
): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet++) {
    await answered();
    await doorbell.idle();
    await sender.idle();
  }
}
