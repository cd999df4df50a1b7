import { type Instant, SECOND } from '../kernel/time.ts';
import type { Audit, Flaw } from './auditor.ts';
import { postingOf, workStates } from './db/health.ts';
import type { Health } from './queue/doorbell.ts';

/** What is done at once as a rule waits this long, and nothing else is done meanwhile, only where its loop stands still. */
const STALLED = 45 * SECOND;

const LANES = {
  inbox: ['inbox', 'what came in waits to be done'],
  facts: ['facts', 'what happened waits to be passed on'],
  timers: ['timers', 'steps that are due were not taken'],
} as const;

/** Every loop gets on: what came in is done, what is due happens, what is to be said is said. Mending is waking it. */
export function workAudit(wake: (lane: string) => void): Audit {
  return {
    async find(tx, now) {
      const states = await workStates(tx, now);
      const waiting = states.flatMap(({ name, waiting, since, lastDone }): Flaw[] => {
        if (name === 'outbox' || !standsStill(since, lastDone, now)) return [];
        return [flaw(LANES[name][0], `${LANES[name][1]}: ${waiting}, the oldest for ${seconds(since, now)}`)];
      });
      const { waiting: posts, since, lastSaid } = await postingOf(tx, now);
      const said = standsStill(since, lastSaid, now)
        ? [flaw('outbox', `nothing is being said: ${posts} posts wait, the oldest for ${seconds(since, now)}`)]
        : [];
      return [...waiting, ...said];
    },
    async mend(_tx, { key }) {
      wake(key.slice(key.indexOf('/') + 1));
    },
  };
}

/** The bell rings as it is meant to; where it does not, the sweep goes on and nothing is lost, only later. */
export function bellAudit(health: () => Health): Audit {
  return {
    async find() {
      const { ok, detail } = health();
      return ok ? [] : [{ key: 'work/doorbell', words: detail }];
    },
    // It looks for Redis again by itself.
    async mend() {},
  };
}

const flaw = (lane: string, words: string): Flaw => ({ key: `work/${lane}`, words });
/** While some of it is done, much that waits is a queue and no standstill: as in a flood, or at Slack's pace. */
const standsStill = (since: Instant | undefined, lastDone: Instant | undefined, now: Instant): since is Instant =>
  isStalled(since, now) && (lastDone === undefined || isStalled(lastDone, now));
const isStalled = (since: Instant | undefined, now: Instant): since is Instant =>
  since !== undefined && now - since > STALLED;
const seconds = (since: Instant, now: Instant) => `${Math.round((now - since) / SECOND)} s`;
