import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { FastifyInstance } from 'fastify';
import type { RealClock } from '../context.ts';
import type { Log } from '../log.ts';
import { boltLogger } from './bolt-log.ts';
import { httpReceiver } from './http-receiver.ts';

/** How Slack reaches us, made when the HTTP server is there. */
export type MakeReceiver = (world: {
  readonly http: FastifyInstance;
  readonly real: RealClock;
  readonly log: Log;
}) => Receiver;

/** By a connection that we open: nothing of ours need be reachable. */
export const bySocket =
  (appToken: string, apiUrl: string | undefined): MakeReceiver =>
  ({ log }) =>
    new SocketModeReceiver({
      appToken,
      logger: boltLogger(log),
      ...(apiUrl && { installerOptions: { clientOptions: { slackApiUrl: apiUrl } } }),
    });

/** By requests that Slack signs. */
export const byHttp =
  (signingSecret: string): MakeReceiver =>
  ({ http, real, log }) =>
    httpReceiver({ http, signingSecret, real, log });
