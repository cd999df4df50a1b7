import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { sayings } from './company.ts';

/** A process that sends feedback over connections kept open; the requests are made and signed before the clock starts. */
export const Load = z.object({
  port: z.number(),
  path: z.string(),
  /** Base64, as in whsec_… */
  key: z.string(),
  /** Ids begin with it and end with a number. */
  prefix: z.string(),
  connections: z.number(),
  /** Requests at most, and for how long at most. */
  most: z.number(),
  seconds: z.number(),
  /** Sent at this pace, whatever the answers do; null sends as soon as one before was answered. */
  perSecond: z.number().nullable(),
});
export type Load = z.output<typeof Load>;

export const LoadResult = z.object({
  seconds: z.number(),
  /** Answers by status; 0 is a connection that broke. */
  statuses: z.record(z.string(), z.number()),
  /** The numbers of those that were answered 2xx. */
  accepted: z.array(z.number()),
  /** Milliseconds to each answer; at a pace, from when it was to be sent. */
  ms: z.array(z.number()),
});
export type LoadResult = z.output<typeof LoadResult>;

async function run(load: Load): Promise<LoadResult> {
  const requests = requestsOf(load);
  const lines = Array.from({ length: load.connections }, () => new Line(load.port));
  const result: LoadResult = { seconds: 0, statuses: {}, accepted: [], ms: [] };
  const start = performance.now();
  const end = start + load.seconds * 1000;
  let next = 0;
  const work = async (line: Line) => {
    for (let number = next++; number < requests.length; number = next++) {
      const due = await turnOf(number, start, load.perSecond);
      if (due >= end) return;
      const status = await line.ask(requests[number] ?? Buffer.alloc(0));
      note(result, { number, status, ms: performance.now() - due });
    }
  };
  await Promise.all(lines.map(work));
  result.seconds = (performance.now() - start) / 1000;
  for (const line of lines) line.close();
  return result;
}

function note(result: LoadResult, answer: { number: number; status: number; ms: number }): void {
  const { number, status, ms } = answer;
  result.ms.push(ms);
  result.statuses[status] = (result.statuses[status] ?? 0) + 1;
  if (status >= 200 && status < 300) result.accepted.push(number);
}

/** Waits until it is this request's turn. */
async function turnOf(number: number, start: number, perSecond: number | null): Promise<number> {
  if (perSecond === null) return performance.now();
  const due = start + (number * 1000) / perSecond;
  const wait = due - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  return due;
}

function requestsOf({ path, key, prefix, most }: Load): Buffer[] {
  const said = sayings();
  const secret = Buffer.from(key, 'base64');
  const timestamp = Math.floor(Date.now() / 1000);
  return Array.from({ length: most }, (_, number) => {
    const id = `${prefix}-${number}`;
    const body = JSON.stringify({ id, ...said[number % said.length] });
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    const head = [
      `POST ${path} HTTP/1.1`,
      'host: 127.0.0.1',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      `webhook-id: ${id}`,
      `webhook-timestamp: ${timestamp}`,
      `webhook-signature: v1,${signature}`,
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

/** One connection with one request under way: much cheaper than node:http, so that the sender is never the limit. */
class Line {
  readonly #socket: Socket;
  #received = '';
  #answered: (status: number) => void = () => undefined;
  #broken = false;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (data: string) => this.#take(data));
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.#broken = true;
      this.#answered(0);
    });
  }

  ask(request: Buffer): Promise<number> {
    if (this.#broken) return new Promise((resolve) => setTimeout(resolve, 100, 0));
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(data: string): void {
    this.#received += data;
    const head = this.#received.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1] ?? 0);
    if (head < 0 || this.#received.length < head + 4 + length) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.#answered(status);
  }
}

if (process.env.BENCH_LOAD !== undefined) process.send?.(await run(Load.parse(JSON.parse(process.env.BENCH_LOAD))));
