import type { FastifyInstance } from 'fastify';
import { createActor } from './actor/actor.ts';
import type { Desk } from './actor/desk.ts';
import { createCaller } from './api/call.ts';
import { createClock, type SandboxClock } from './clock.ts';
import { type Core, createCore } from './core.ts';
import { createFaults, type FaultScript } from './faults.ts';
import type { Sandbox } from './sandbox.ts';
import { checkedSeed, type Seed } from './seed.ts';
import { serveApi } from './server/api-route.ts';
import { serveControl } from './server/control.ts';
import { serveFiles } from './server/file-routes.ts';
import { servePage } from './server/page-routes.ts';
import { serveResponseUrls } from './server/response-route.ts';
import { serveStatic } from './server/static.ts';
import { createStream, type Stream } from './server/stream.ts';
import { trafficEntry } from './server/traffic.ts';
import { createWeb } from './server/web.ts';
import { keep, restore } from './snapshot.ts';
import { createStewardship, needChannel, needUser, type Stewardship } from './stewardship.ts';
import { botDm } from './workspace/channels.ts';
import { threadOf, topMessages } from './workspace/conversation.ts';
import { createIds } from './workspace/ids.ts';
import { plantWorkspace } from './workspace/plant.ts';
import { topModal } from './workspace/views.ts';
import { conversationOf } from './workspace/workspace.ts';

export interface StartOptions {
  readonly seed: Seed;
  /** Any free one where left out. */
  readonly port?: number | undefined;
  /** The workspace's time; default: real time, which can be turned. */
  readonly clock?: SandboxClock | undefined;
  /** The workspace is kept here as JSON between starts. */
  readonly file?: string | undefined;
  readonly random: () => number;
  readonly realNow: () => number;
}

export async function openSandbox(options: StartOptions): Promise<Sandbox> {
  const { realNow, random, file, port = 0 } = options;
  const seed = checkedSeed(options.seed);
  let url = '';
  const clock = options.clock ?? createClock(realNow);
  const workspace = plantWorkspace(seed, clock, createIds(random), () => url);
  if (file) await restore(workspace, file);
  const keeper = file ? keep(workspace, file, realNow) : undefined;
  const web = createWeb();
  const faults = createFaults();
  const core = createCore({ seed, workspace, server: web.server, faults, realNow });
  const desk: Desk = { slack: core.slack, office: core.office, states: new Map(), offers: new Map() };
  const { redirect, socket, courier } = core;
  const steward = createStewardship({ workspace, socket, courier, redirect });
  const stream = serve(web, { core, faults, desk, steward });
  url = await web.listen({ host: '127.0.0.1', port });
  const close = async () => {
    courier.close();
    core.scheduler.close();
    await socket.close();
    stream.close();
    await web.close();
    await keeper?.close();
  };
  return { ...steward, ...lookups(desk), ...handles(core, faults), url, apiUrl: `${url}/api/`, close };
}

interface Doors {
  readonly core: Core;
  readonly faults: FaultScript;
  readonly desk: Desk;
  readonly steward: Stewardship;
}

function serve(web: FastifyInstance, { core, faults, desk, steward }: Doors): Stream {
  const { slack, rates, tokens, office, socket, realNow } = core;
  const { ledger, limits, workspace } = slack;
  const source = { slack, realNow, connected: () => socket.connections() > 0 };
  const stream = createStream(source);
  serveApi(web, { caller: createCaller(slack, rates, tokens), ledger, faults });
  serveResponseUrls(web, office.responseUrls, ledger);
  serveFiles(web, slack, tokens.bot);
  servePage(web, { desk, source, stream });
  serveControl(web, { faults, ledger, limits, workspace, steward });
  serveStatic(web);
  ledger.onEntry((entry) => stream.traffic(trafficEntry(entry)));
  socket.onConnections((count) => stream.connected(count > 0));
  workspace.clock.onTurn(() => stream.clock());
  return stream;
}

function handles({ slack, tokens, socket }: Core, faults: FaultScript) {
  const { workspace, ledger, limits } = slack;
  const { team, app, clock } = workspace;
  return { team, app, tokens, clock, ledger, limits, faults, socket };
}

function lookups(desk: Desk) {
  const { workspace } = desk.slack;
  const user = (who: string) => needUser(workspace, who).id;
  const channel = (name: string) => needChannel(workspace, name).id;
  const conversation = (name: string) => conversationOf(workspace, channel(name));
  const dmChannel = (who: string) => botDm(workspace, user(who)).id;
  const dm = (who: string) => [...conversationOf(workspace, dmChannel(who)).byTs.values()];
  return {
    user,
    channel,
    dm,
    dmChannel,
    as: (who: string) => createActor(desk, user(who)),
    messages: (name: string) => topMessages(conversation(name)),
    thread: (name: string, ts: string) => threadOf(conversation(name), ts),
    execution: (id: string) => workspace.executions.get(id),
    modal: (who: string) => topModal(workspace, user(who)),
  };
}
