import { createHmac } from 'node:crypto';
import type { Ack, Parcel, Retry, Transport } from './transport.ts';

/** Signed requests, as an app without Socket Mode gets them. Signatures are on real time. */
export function createHttpTransport(signingSecret: string, realNow: () => number): Transport {
  return async (parcel, retry, withinMs) => {
    if (!parcel.url) return { acked: false, error: 'dispatch_failed' };
    const { body, type } = encoded(parcel);
    const timestamp = String(Math.floor(realNow() / 1000));
    const response = await fetch(parcel.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature(signingSecret, timestamp, body),
        ...retryHeaders(retry),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    return ackFrom(response.status, await response.text());
  };
}

export const signature = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

function retryHeaders(retry: Retry | undefined): Record<string, string> {
  return retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {};
}

const FORM = 'application/x-www-form-urlencoded';

function encoded({ kind, payload }: Parcel): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  if (kind === 'interactive')
    return { body: String(new URLSearchParams({ payload: JSON.stringify(payload) })), type: FORM };
  const fields = Object.entries(payload).map(([name, value]) => [name, String(value)]);
  return { body: String(new URLSearchParams(fields)), type: FORM };
}

function ackFrom(status: number, text: string): Ack {
  if (status < 200 || status > 299) return { acked: false, error: `http_${status}` };
  if (text === '') return { acked: true, body: undefined };
  try {
    return { acked: true, body: JSON.parse(text) };
  } catch {
    return { acked: true, body: { text } };
  }
}
