import { atMost, type Figure, percentile, whole } from './figures.ts';
import { pause, rssOf } from './processes.ts';
import { World } from './world.ts';

const AIM_MB = 200;
const SLICE = 10_000;
/** Until the collector has had its turn. */
const SETTLED_MS = 10_000;

/** Memory before and after so much feedback, and how fast that is understood and becomes issues while nobody delivers. */
export async function memory(feedback: number): Promise<Figure[]> {
  const world = await World.open();
  try {
    await world.start();
    await pause(SETTLED_MS);
    const idle = rssOf(world.bot);
    const speeds: number[] = [];
    let most = idle;
    for (let taken = 0; taken < feedback; taken += SLICE) {
      await takenIn(world, `slice-${taken}`, Math.min(SLICE, feedback - taken));
      speeds.push(await effectsPerSecond(world));
      most = Math.max(most, rssOf(world.bot));
      const [now, last] = [rssOf(world.bot), speeds.at(-1) ?? 0].map(whole);
      console.error(`  ${whole(taken + SLICE)} of ${whole(feedback)} taken in and done: ${now} MB, ${last} effects/s`);
    }
    await pause(SETTLED_MS);
    const counts = ['feedback', 'issue', 'timer'].map((name) => whole(world.count(`select count(*) from ${name}`)));
    const stored = `${counts[0]} feedback, ${counts[1]} issues, ${counts[2]} timers; most on the way ${whole(most)} MB`;
    return [
      atMost('RSS, idle', idle, AIM_MB, ' MB'),
      atMost(`RSS, after ${whole(feedback)} feedback`, rssOf(world.bot), AIM_MB, ' MB', stored),
      {
        name: 'effects: understood, issue opened',
        measured: `${whole(percentile(speeds, 50))}/s`,
        beside: `first ${whole(speeds[0] ?? 0)}/s, last ${whole(speeds.at(-1) ?? 0)}/s; nobody delivers`,
      },
    ];
  } finally {
    await world.close();
  }
}

async function takenIn(world: World, prefix: string, most: number): Promise<void> {
  const { accepted, statuses } = await world.load({ prefix, most, seconds: 250 });
  if (accepted.length !== most) throw new Error(`Not all was taken in: ${JSON.stringify(statuses)}`);
}

/** Waits until all that was taken in is done. */
async function effectsPerSecond(world: World): Promise<number> {
  const begun = performance.now();
  const backlog = world.backlog();
  while (world.backlog() > 0) await pause(100);
  return (backlog * 1000) / (performance.now() - begun);
}
