import type { Server } from 'node:http';
import type { Slack } from './api/method.ts';
import { eventBody, eventsFrom } from './delivery/events.ts';
import { createHttpTransport } from './delivery/http-mode.ts';
import type { PostOffice } from './delivery/post-office.ts';
import { createResponseUrls } from './delivery/response-urls.ts';
import { createSocketMode, type SocketMode } from './delivery/socket-mode.ts';
import { type Courier, createCourier, failure, type Transport } from './delivery/transport.ts';
import { createTriggers } from './delivery/triggers.ts';
import { createUploads } from './delivery/uploads.ts';
import type { FaultScript } from './faults.ts';
import { createLedger } from './ledger.ts';
import { createRates, type Rates, slackLimits } from './limits.ts';
import type { CheckedSeed } from './seed.ts';
import { type AppTokens, tokensFrom } from './tokens.ts';
import type { Happening } from './workspace/model.ts';
import { createScheduler, type Scheduler } from './workspace/scheduled.ts';
import { directReader, hear, type Workspace } from './workspace/workspace.ts';

/** Slack behind its doors: what the Web API, the app's connections and people's clients share. */
export interface Core {
  readonly slack: Slack;
  readonly rates: Rates;
  readonly office: PostOffice;
  readonly courier: Courier;
  readonly socket: SocketMode;
  readonly tokens: AppTokens;
  readonly scheduler: Scheduler;
  readonly realNow: () => number;
  /** Sends everything to this address, once it has answered Slack's challenge. */
  redirect(url: string | undefined): Promise<void>;
}

export interface CoreParts {
  readonly seed: CheckedSeed;
  readonly workspace: Workspace;
  readonly server: Server;
  readonly faults: FaultScript;
  readonly realNow: () => number;
}

export function createCore({ seed, workspace, server, faults, realNow }: CoreParts): Core {
  const { manifest } = seed;
  const { ids, app, webUrl } = workspace;
  const limits = slackLimits();
  const rates = createRates(limits, realNow);
  const ledger = createLedger(realNow, (message) => directReader(workspace, message.channel));
  const tokens = tokensFrom(seed, workspace);
  const triggers = createTriggers(ids, limits, realNow);
  const socket = createSocketMode(server, ids, app.appId, limits);
  const http = createHttpTransport(tokens.signingSecret, realNow);
  let requestUrl: string | undefined;
  const transport = () => (manifest.socketMode && requestUrl === undefined ? socket.transport : http);
  const courier = createCourier(transport, ledger, { limits, faults, realNow });
  const socketUrl = () => `${webUrl().replace(/^http/, 'ws')}${socket.ticket()}`;
  const scheduler = createScheduler(workspace, (message) => ledger.post(message));
  const slack: Slack = {
    workspace,
    manifest,
    ledger,
    triggers,
    limits,
    uploads: createUploads(workspace, limits, realNow),
    postPace: rates.post,
    scheduler: () => scheduler,
    socketUrl,
    webUrl,
  };
  const responseUrls = createResponseUrls(() => slack, webUrl, realNow);
  const verificationToken = tokens.signingSecret.slice(0, 24);
  const office: PostOffice = {
    workspace,
    manifest,
    courier,
    triggers,
    responseUrls,
    verificationToken,
    requestUrl: () => requestUrl,
  };
  sendEvents(office);
  const redirect = async (url: string | undefined) => {
    if (url !== undefined) await challenge(http, url, verificationToken, ids.hex(24));
    requestUrl = url;
  };
  return { slack, rates, office, courier, socket, tokens, scheduler, realNow, redirect };
}

/** Whatever happens goes to the app, if it subscribed to it. */
function sendEvents({ workspace, manifest, courier, verificationToken, requestUrl }: PostOffice): void {
  const withEmail = manifest.scopes.has('users:read.email');
  const send = (happening: Happening) => {
    for (const each of eventsFrom(workspace, happening, withEmail)) {
      if (!manifest.events.has(each.name)) continue;
      const eventId = workspace.ids.next('Ev');
      const payload = eventBody(workspace, each, { token: verificationToken, eventId });
      courier.event({ kind: 'events_api', name: each.name, payload, url: requestUrl() ?? manifest.urls.events });
    }
  };
  hear(workspace, send);
}

const CHALLENGE_MS = 3000;

/** As Slack does when one enters an address: the app must send the challenge back. */
async function challenge(http: Transport, url: string, token: string, word: string): Promise<void> {
  const payload = { token, challenge: word, type: 'url_verification' };
  const parcel = { kind: 'events_api', name: 'url_verification', payload, url } as const;
  const ack = await http(parcel, undefined, CHALLENGE_MS).catch(failure);
  const body = ack.acked ? ack.body : ack.error;
  if (!JSON.stringify(body)?.includes(word)) {
    throw new Error(`${url} did not answer the challenge: expected ${word}, got ${JSON.stringify(body)}`);
  }
}
