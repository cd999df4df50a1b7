/** When each kind of call may next be made, in real milliseconds. Slack limits posts per channel and calls per method. */
export interface Pace {
  /** The earliest real time at which this call may be made; 0 or past means now. */
  readonly freeAt: (method: string, channel: string) => number;
  readonly made: (method: string, channel: string, realNow: number) => void;
  /** Slack said 429: that method rests; posting, in that channel. */
  readonly limited: (method: string, channel: string, until: number) => void;
}

export interface Limits {
  /** Between two posts in one channel. Slack: about one a second. */
  readonly channelMs: number;
  /** Posts a minute in the whole workspace. Not published; several hundred. */
  readonly postsPerMinute: number;
  /** Edits a minute. Slack: tier 3, 50 and more. */
  readonly editsPerMinute: number;
}

export const SLACK_LIMITS: Limits = { channelMs: 1050, postsPerMinute: 300, editsPerMinute: 48 };

const BURST = 8;
const AHEAD_MS = 10 * 60_000;

export function createPace(limits: Limits): Pace {
  const rests = new Map<string, number>();
  const buckets = new Map([
    ['chat.postMessage', bucket(limits.postsPerMinute)],
    ['chat.update', bucket(limits.editsPerMinute)],
  ]);
  // Slack rests a method for the whole workspace, and posting in one channel.
  const place = (method: string, channel: string) => (method === 'chat.postMessage' ? `${method} ${channel}` : method);
  return {
    freeAt: (method, channel) => Math.max(rests.get(place(method, channel)) ?? 0, buckets.get(method)?.freeAt() ?? 0),
    made(method, channel, realNow) {
      buckets.get(method)?.take(realNow);
      if (method !== 'chat.postMessage') return;
      rests.set(place(method, channel), realNow + limits.channelMs);
    },
    limited: (method, channel, until) => rests.set(place(method, channel), until),
  };
}

/** Allows `perMinute` with short bursts; `freeAt` is when the next one may go. */
function bucket(perMinute: number) {
  const every = 60_000 / perMinute;
  let paidUntil = 0;
  return {
    freeAt: () => paidUntil - BURST * every,
    take(realNow: number) {
      const paid = paidUntil > realNow + AHEAD_MS ? 0 : paidUntil; // the clock was put back
      paidUntil = Math.max(paid, realNow) + every;
    },
  };
}
