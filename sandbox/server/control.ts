import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { FaultScript } from '../faults.ts';
import { findingsIn } from '../findings.ts';
import type { LedgerBook } from '../ledger.ts';
import type { Limits } from '../limits.ts';
import type { Stewardship } from '../stewardship.ts';
import type { Json } from '../workspace/model.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { everything } from './page-state.ts';

const ms = z.number().min(0);
const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['drop-after-accept', 'drop-before-accept', 'truncate']) }),
  z.strictObject({ kind: z.literal('error-after-accept'), status: z.number().int() }),
  z.strictObject({ kind: z.enum(['hang', 'slow', 'commit-late']), ms }),
  z.strictObject({ kind: z.literal('rate-limit'), retryAfter: z.string().optional() }),
  z.strictObject({ kind: z.literal('refuse'), error: z.string() }),
]);

const patch = z.record(z.string(), z.unknown());
const reason = z.enum(['refresh_requested', 'warning', 'link_disabled', 'too_many_websockets']).optional();

/** The same power as the in-process API, for other processes. `match` compares arguments by dotted path. */
const control = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('fault'),
    method: z.string(),
    fault,
    times: z.number().int().min(1).optional(),
    match: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({
    do: z.literal('delivery-fault'),
    name: z.string(),
    fault: z.enum(['twice', 'again']),
    times: z.number().int().min(1).optional(),
  }),
  z.strictObject({ do: z.literal('clear-faults') }),
  z.strictObject({ do: z.literal('limits'), limits: patch }),
  z.strictObject({ do: z.literal('advance'), ms }),
  z.strictObject({ do: z.literal('refresh-sockets'), reason }),
  z.strictObject({ do: z.literal('drop-sockets') }),
  z.strictObject({ do: z.literal('set-user'), who: z.string(), patch }),
  z.strictObject({
    do: z.literal('set-usergroup'),
    which: z.string(),
    change: z.strictObject({ handle: z.string(), name: z.string(), users: z.array(z.string()) }).partial(),
  }),
  z.strictObject({ do: z.literal('archive'), channel: z.string() }),
  z.strictObject({ do: z.literal('unarchive'), channel: z.string() }),
  z.strictObject({ do: z.literal('rename'), channel: z.string(), name: z.string() }),
  z.strictObject({ do: z.literal('join'), channel: z.string(), who: z.string() }),
  z.strictObject({ do: z.literal('leave'), channel: z.string(), who: z.string() }),
  z.strictObject({ do: z.literal('request-url'), url: z.string().optional() }),
  z.strictObject({ do: z.literal('clear-ledger') }),
  z.strictObject({ do: z.literal('idle') }),
]);

type Control = z.infer<typeof control>;

export interface Controls {
  readonly faults: FaultScript;
  readonly ledger: LedgerBook;
  readonly limits: Limits;
  readonly workspace: Workspace;
  readonly steward: Stewardship;
}

/** POST /sandbox/control; GET /sandbox/ledger?what=&since=, /sandbox/findings?marker= and /sandbox/everything for oracles outside. */
export function serveControl(web: FastifyInstance, controls: Controls): void {
  web.post('/sandbox/control', async (request, reply) => {
    const wanted = control.safeParse(request.body);
    if (!wanted.success) return reply.code(400).send({ ok: false, error: z.prettifyError(wanted.error) });
    try {
      await carryOut(controls, wanted.data);
    } catch (error) {
      return reply.code(400).send({ ok: false, error: String(error) });
    }
    return reply.send({ ok: true });
  });
  web.get('/sandbox/ledger', (request, reply) => reply.send(ledgerJson(controls.ledger, request.query as Query)));
  web.get('/sandbox/findings', (request, reply) => reply.send(findingsJson(controls.ledger, request.query as Query)));
  web.get('/sandbox/everything', (_request, reply) => reply.send(everything(controls.workspace)));
}

async function carryOut({ faults, ledger, limits, workspace, steward }: Controls, wanted: Control): Promise<void> {
  switch (wanted.do) {
    case 'fault':
      return faults.next(wanted.method, wanted.fault as never, wanted.times, matcher(wanted.match));
    case 'delivery-fault':
      return faults.nextDelivery(wanted.name, wanted.fault, wanted.times);
    case 'clear-faults':
      return faults.clear();
    case 'limits':
      return void Object.assign(limits, unlimited(wanted.limits));
    case 'advance':
      return workspace.clock.advance(wanted.ms);
    case 'clear-ledger':
      return ledger.clear();
    default:
      return await govern(steward, wanted);
  }
}

type Governing = Exclude<
  Control,
  { do: 'fault' | 'delivery-fault' | 'clear-faults' | 'limits' | 'advance' | 'clear-ledger' }
>;

async function govern(steward: Stewardship, wanted: Governing): Promise<void> {
  switch (wanted.do) {
    case 'refresh-sockets':
      return steward.refresh(wanted.reason);
    case 'drop-sockets':
      return steward.drop();
    case 'set-user':
      return steward.setUser(wanted.who, wanted.patch);
    case 'set-usergroup':
      return steward.setUsergroup(wanted.which, wanted.change as Parameters<Stewardship['setUsergroup']>[1]);
    case 'rename':
      return steward.rename(wanted.channel, wanted.name);
    case 'join':
    case 'leave':
      return steward[wanted.do](wanted.channel, wanted.who);
    case 'request-url':
      return await steward.setRequestUrl(wanted.url);
    case 'idle':
      return await steward.idle();
    default:
      return steward[wanted.do](wanted.channel);
  }
}

/** JSON has no undefined: null takes a limit away. */
const unlimited = (limits: Json) =>
  Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, value ?? undefined]));

function matcher(match: Json | undefined): ((args: Json) => boolean) | undefined {
  if (!match) return undefined;
  return (args) => Object.entries(match).every(([path, value]) => at(args, path) === value);
}

const at = (args: unknown, path: string): unknown =>
  path.split('.').reduce((value, key) => (value as Json | undefined)?.[key], args);

type Query = { what?: string; since?: string; marker?: string };

function ledgerJson(ledger: LedgerBook, { what, since = '0' }: Query): Json {
  const from = Number(since);
  const parts = {
    calls: ledger.calls.filter(({ n }) => n > from),
    deliveries: ledger.deliveries.filter(({ n }) => n > from),
    posts: ledger.posts,
    refusals: ledger.refusals().filter(({ n }) => n > from),
  };
  return Object.fromEntries(Object.entries(parts).filter(([name]) => what === undefined || what === name));
}

/** All that findings.ts can tell; `marker` is the dotted path at which messages bear a mark of the app's own. */
function findingsJson(ledger: LedgerBook, { marker = '' }: Query): Json {
  const findings = findingsIn(ledger);
  const markerOf = (message: unknown) => {
    const mark = marker === '' ? undefined : at(message, marker);
    return mark === undefined ? undefined : String(mark);
  };
  return {
    copies: Object.fromEntries(findings.copies(markerOf)),
    insideRetryAfter: findings.insideRetryAfter(),
    mostPostsASecond: findings.mostPostsASecond(),
    liveMentions: findings.liveMentions(),
    misdirected: findings.misdirected(),
    wordless: findings.wordless(),
    unfurling: findings.unfurling(),
    unacknowledged: ledger.unacknowledged(),
    refusals: ledger.refusals(),
  };
}
