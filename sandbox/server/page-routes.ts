import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ActError, type Desk, needUser } from '../actor/desk.ts';
import { readable } from '../actor/people.ts';
import { isObject } from '../block-kit/check.ts';
import type { Act, ClockAnswer, ClockTurn, PeopleAnswer } from '../page-api.ts';
import { nextWorkingDay } from '../working-day.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { perform } from './act.ts';
import { pagePerson } from './page-json.ts';
import { messagesPage, type PageSource, pageClock, snapshot, threadMessages } from './page-state.ts';
import type { Stream } from './stream.ts';
import { trafficSince } from './traffic.ts';

type Query = Readonly<Record<string, string | undefined>>;

export interface PageRoutes {
  readonly desk: Desk;
  readonly source: PageSource;
  readonly stream: Stream;
}

/** page-api.ts, served. */
export function servePage(web: FastifyInstance, routes: PageRoutes): void {
  const { desk, source, stream } = routes;
  const { slack } = desk;
  get(web, 'people', () => people(slack.workspace));
  get(web, 'state', (query) => snapshot(source, me(desk, query)));
  get(web, 'messages', (query) => messagesPage(slack, channel(desk, query), query.before, limit(query, 50, 200)));
  get(web, 'thread', (query) => ({ ok: true, messages: threadMessages(slack, channel(desk, query), query.ts ?? '') }));
  get(web, 'traffic', (query) => trafficSince(slack.ledger, Number(query.since ?? 0), limit(query, 100, 500)));
  web.get('/sandbox/events', (request, reply) => {
    const user = desk.slack.workspace.users.get((request.query as Query).as ?? '');
    if (!user) return reply.code(400).send({ ok: false, error: 'user_not_found' });
    reply.hijack();
    stream.open(reply.raw, user.id);
    return reply;
  });
  web.post('/sandbox/act', async (request, reply) => {
    const answer = isObject(request.body)
      ? await perform(desk, (request.query as Query).as ?? '', request.body as unknown as Act)
      : { ok: false as const, error: 'invalid_json' };
    return reply.code(answer.ok ? 200 : 400).send(answer);
  });
  web.post('/sandbox/clock', (request, reply) => turnClock(routes, request, reply));
}

function people(workspace: Workspace): PeopleAnswer {
  return { ok: true, people: [...workspace.users.values()].map((user) => pagePerson(workspace, user)) };
}

function get(web: FastifyInstance, name: string, answer: (query: Query) => object): void {
  web.get(`/sandbox/${name}`, (request, reply) => {
    try {
      return reply.send(answer(request.query as Query));
    } catch (error) {
      if (!(error instanceof ActError)) throw error;
      return reply.code(400).send({ ok: false, error: error.code });
    }
  });
}

const me = (desk: Desk, query: Query) => needUser(desk, query.as ?? '');
const channel = (desk: Desk, query: Query) => readable(desk, me(desk, query), query.channel ?? '');
const limit = (query: Query, usual: number, most: number) =>
  Math.min(most, Math.max(1, Number(query.limit ?? usual) || usual));

function turnClock({ desk, source }: PageRoutes, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const turn = (isObject(request.body) ? request.body : {}) as unknown as ClockTurn;
  const { clock, users } = desk.slack.workspace;
  const as = 'as' in turn && turn.as ? turn.as : String((request.query as Query).as ?? '');
  const tz = users.get(as)?.tz ?? 'UTC';
  const ms = 'advanceMs' in turn ? turn.advanceMs : nextWorkingDay(clock.now(), tz) - clock.now();
  if (typeof ms !== 'number' || !(ms >= 0)) return reply.code(400).send({ ok: false, error: 'invalid_advance' });
  clock.advance(ms);
  const answer: ClockAnswer = { ok: true, clock: pageClock(source, tz) };
  return reply.send(answer);
}
