import { owners } from './company.ts';
import { atMost, type Figure, percentile, spread, whole } from './figures.ts';
import { pause } from './processes.ts';
import { World } from './world.ts';

const AIM_MS = 100;
const PER_SECOND = 200;
const SECONDS = 10;
const BACKLOG = 10_000;

/** How long people wait for `/cx mine` while feedback comes in at a steady pace, and while a burst of it is being done. */
export async function acknowledgements(): Promise<Figure[]> {
  const world = await World.open();
  try {
    await world.start();
    await asked(world, () => pause(2000));
    const steady = await asked(world, () =>
      world.load({ prefix: 'steady', most: PER_SECOND * SECONDS, seconds: SECONDS + 5, perSecond: PER_SECOND }),
    );
    const issues = world.count("select count(*) from issue where state <> 'closed'");
    const left = world.backlog();
    await world.load({ prefix: 'burst', most: BACKLOG, seconds: 60 });
    const waiting = world.backlog();
    const busy = await asked(world, () => pause(SECONDS * 1000));
    return [
      atMost(`slash command at ${PER_SECOND} deliveries/s, p99`, percentile(steady, 99), AIM_MS, ' ms', spread(steady)),
      { name: '  asked / open issues / effects left', measured: [steady.length, issues, left].map(whole).join(' / ') },
      {
        name: '  the same while a burst is being done',
        measured: spread(busy),
        beside: `${whole(waiting)} in the burst`,
      },
    ];
  } finally {
    await world.close();
  }
}

/** People ask in turn, each as soon as the one before has an answer and a little later, until `done`. */
async function asked(world: World, work: () => Promise<unknown>): Promise<number[]> {
  const people = owners();
  const ms: number[] = [];
  let done = false;
  const working = work().finally(() => {
    done = true;
  });
  for (let turn = 0; !done; turn++) {
    const reply = await world.sandbox.as(people[turn % people.length] ?? '').command('/cx', 'mine');
    if (!reply.acked) throw new Error(`A command was not acknowledged: ${reply.error}`);
    ms.push(reply.ms);
    await pause(20);
  }
  await working;
  return ms;
}
