import { atMost, type Figure, percentile, whole } from './figures.ts';
import { pause, rssOf } from './processes.ts';
import { World } from './world.ts';

const AIM_MS = 3000;
const TIMES = 5;
const SETTLED_MS = 10_000;

/** From the start of the process until it says that it is ready; the first of them makes the database too. */
export async function ready(): Promise<Figure[]> {
  const world = await World.open();
  try {
    const ms: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      await world.stop();
      ms.push(await world.start('../bin/loopkeeper.mjs', ['start']));
    }
    await pause(SETTLED_MS);
    const beside = `each: ${ms.map(whole).join(', ')} ms; ${whole(rssOf(world.bot))} MB ${SETTLED_MS / 1000} s later`;
    return [atMost('start to ready, median', percentile(ms, 50), AIM_MS, ' ms', beside)];
  } finally {
    await world.close();
  }
}
