import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Limits } from '../limits.ts';
import type { Ids } from '../workspace/ids.ts';
import type { Ack, Transport } from './transport.ts';

/** The app's WebSocket connections, and what was sent over them. */
export interface SocketMode {
  readonly transport: Transport;
  /** A path that opens one connection. */
  ticket(): string;
  connections(): number;
  /** Tells every connection to make a new one; Slack does so every few hours, and ends the old one a little later. */
  refresh(reason?: 'refresh_requested' | 'warning' | 'link_disabled' | 'too_many_websockets'): void;
  /** Cuts every connection without a word. */
  drop(): void;
  onConnections(listener: (count: number) => void): void;
  /** Waits a moment for the goodbye of each. */
  close(): Promise<void>;
}

interface Awaited {
  readonly socket: WebSocket;
  readonly settle: (ack: Ack) => void;
}

const CONNECTIONS_MOST = 10;
const PATH = '/link/';
const PING_EVERY_MS = 10_000;
const acknowledgement = z.object({ envelope_id: z.string(), payload: z.record(z.string(), z.unknown()).optional() });

/** Accepts connections whose ticket was issued; serves nothing else on the server. */
export function createSocketMode(server: Server, ids: Ids, appId: string, limits: Limits): SocketMode {
  const tickets = new Set<string>();
  const sockets: WebSocket[] = [];
  const pending = new Map<string, Awaited>();
  const listeners: ((count: number) => void)[] = [];
  const wss = new WebSocketServer({ noServer: true });
  const told = () => {
    for (const listener of listeners) listener(sockets.length);
  };

  const welcome = (socket: WebSocket) => {
    sockets.push(socket);
    socket.on('message', (data) => settle(pending, String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      sockets.splice(sockets.indexOf(socket), 1);
      failAll(pending, socket);
      told();
    });
    socket.send(JSON.stringify(hello(appId, sockets.length)));
    told();
  };

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (!tickets.delete(request.url ?? '')) return void stream.destroy();
    wss.handleUpgrade(request, stream, head, sockets.length < CONNECTIONS_MOST ? welcome : turnAway);
  });
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, PING_EVERY_MS);
  pings.unref();

  return {
    transport: (parcel, retry, withinMs) => sendOver(next(sockets), parcel, retry, withinMs, pending, ids),
    ticket() {
      const ticket = `${PATH}?ticket=${ids.hex(32)}&app_id=${appId}`;
      tickets.add(ticket);
      return ticket;
    },
    connections: () => sockets.length,
    refresh: (reason = 'refresh_requested') => sendAway([...sockets], reason, limits.disconnectMs),
    drop() {
      for (const socket of [...sockets]) socket.terminate();
    },
    onConnections: (listener) => void listeners.push(listener),
    async close() {
      clearInterval(pings);
      await Promise.all(sockets.map(closed));
      wss.close();
    },
  };
}

type Reason = NonNullable<Parameters<SocketMode['refresh']>[0]>;

const disconnect = (reason: Reason) => JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } });

function sendAway(sockets: readonly WebSocket[], reason: Reason, afterMs: number): void {
  for (const socket of sockets) socket.send(disconnect(reason));
  setTimeout(() => {
    for (const socket of sockets) socket.terminate();
  }, afterMs).unref();
}

/** One connection more than Slack keeps. */
function turnAway(socket: WebSocket): void {
  socket.on('error', () => socket.terminate());
  socket.send(disconnect('too_many_websockets'));
  socket.close();
}

const hello = (appId: string, connections: number) => ({
  type: 'hello',
  num_connections: connections,
  debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
  connection_info: { app_id: appId },
});

const GOODBYE_MS = 500;

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1001);
  });
}

/** Each in turn: Slack gives every payload to one of them. */
function next(sockets: WebSocket[]): WebSocket | undefined {
  const open = sockets.findIndex((socket) => socket.readyState === socket.OPEN);
  if (open === -1) return undefined;
  const [socket] = sockets.splice(open, 1);
  if (socket) sockets.push(socket);
  return socket;
}

function sendOver(
  socket: WebSocket | undefined,
  { kind, payload }: Parameters<Transport>[0],
  retry: Parameters<Transport>[1],
  withinMs: number,
  pending: Map<string, Awaited>,
  ids: Ids,
): Promise<Ack> {
  if (!socket) return Promise.resolve({ acked: false, error: 'dispatch_failed' });
  const envelope_id = ids.hex(32);
  const again = retry ? { retry_attempt: retry.attempt, retry_reason: retry.reason } : {};
  const first = kind === 'events_api' ? { retry_attempt: 0, retry_reason: '' } : {};
  const accepts_response_payload = kind !== 'events_api';
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => pending.get(envelope_id)?.settle({ acked: false, error: 'operation_timeout' }),
      withinMs,
    );
    const settle = (ack: Ack) => {
      clearTimeout(timer);
      pending.delete(envelope_id);
      resolve(ack);
    };
    pending.set(envelope_id, { socket, settle });
    socket.send(JSON.stringify({ envelope_id, type: kind, payload, accepts_response_payload, ...first, ...again }));
  });
}

function settle(pending: Map<string, Awaited>, data: string): void {
  const message = acknowledgement.safeParse(parsed(data));
  if (!message.success) return;
  const { envelope_id, payload = {} } = message.data;
  pending.get(envelope_id)?.settle({ acked: true, body: bodyFrom(payload) });
}

/** Bolt's client wraps a plain text, and sends `{}` for nothing. */
function bodyFrom(payload: Record<string, unknown>): unknown {
  return Object.keys(payload).length === 0 ? undefined : payload;
}

function failAll(pending: Map<string, Awaited>, socket: WebSocket): void {
  for (const awaited of [...pending.values()]) {
    if (awaited.socket === socket) awaited.settle({ acked: false, error: 'dispatch_failed' });
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
