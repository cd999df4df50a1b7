/** How much Slack takes. All may be set while running; rates are reckoned in real time. */
export interface Limits {
  /** chat.postMessage in one channel; undefined: no limit. */
  perChannelPerSecond: number | undefined;
  /** How many posts in one channel may come at once before the pace counts. */
  channelBurst: number;
  /** chat.postMessage in all channels together; undefined: no limit. */
  workspacePerMinute: number | undefined;
  /** Whether the rate tier of each method counts. */
  tiers: boolean;
  /** How long the app has to acknowledge. */
  ackWithinMs: number;
  /** How long a trigger_id lives. */
  triggerMs: number;
  /** After how long an event is sent again that was not acknowledged. */
  retryAfterMs: readonly number[];
  /** From the warning until a Socket Mode connection is ended. */
  disconnectMs: number;
  /** The largest file, and all files together. Slack takes more than this machine should keep. */
  fileBytesMost: number;
  storageBytesMost: number;
  /** How long the address for the bytes of a file lives. */
  uploadMs: number;
}

export const slackLimits = (): Limits => ({
  perChannelPerSecond: 1,
  channelBurst: 5,
  workspacePerMinute: 600,
  tiers: true,
  ackWithinMs: 3000,
  triggerMs: 3000,
  retryAfterMs: [0, 60_000, 300_000],
  disconnectMs: 10_000,
  fileBytesMost: 20_000_000,
  storageBytesMost: 200_000_000,
  uploadMs: 600_000,
});

/** Calls a minute. Slack promises "1+", "20+", …: this is the least. */
export const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
export type Tier = keyof typeof TIERS | 'special';

interface Bucket {
  tokens: number;
  at: number;
}

export interface Rates {
  /** Undefined: take it. Otherwise the whole seconds to wait. */
  method(method: string, tier: Tier): number | undefined;
  post(channel: string): number | undefined;
}

export function createRates(limits: Limits, realNow: () => number): Rates {
  const buckets = new Map<string, Bucket>();
  const take = (key: string, perSecond: number, burst: number) =>
    takeOne(buckets, key, { perSecond, burst }, realNow());
  return {
    method(method, tier) {
      if (!limits.tiers || tier === 'special') return undefined;
      return take(`method ${method}`, TIERS[tier] / 60, TIERS[tier]);
    },
    post(channel) {
      const { perChannelPerSecond: pace, workspacePerMinute: most, channelBurst } = limits;
      const wait = pace === undefined ? undefined : take(`channel ${channel}`, pace, channelBurst);
      if (wait !== undefined || most === undefined) return wait;
      return take('workspace', most / 60, most);
    },
  };
}

type Rate = { readonly perSecond: number; readonly burst: number };

function takeOne(buckets: Map<string, Bucket>, key: string, { perSecond, burst }: Rate, now: number) {
  const known = buckets.get(key);
  const refilled = known ? known.tokens + (Math.max(0, now - known.at) / 1000) * perSecond : burst;
  const tokens = Math.min(burst, refilled);
  const enough = tokens >= 1;
  buckets.set(key, { tokens: enough ? tokens - 1 : tokens, at: now });
  return enough ? undefined : Math.max(1, Math.ceil((1 - tokens) / perSecond));
}
