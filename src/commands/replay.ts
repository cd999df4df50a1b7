import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { namedRows, openCsv, readByWords, receivedAt, UnreadableFile } from '../features/feedback/index.ts';
import type { Organisation } from '../features/ownership/index.ts';
import { localDay } from '../kernel/calendar/day.ts';
import { seeded } from '../kernel/chance.ts';
import { type Instant, instant } from '../kernel/time.ts';
import { CannotStart } from '../organise.ts';
import { picture } from '../simulation/picture.ts';
import { type Heard, lastDays, replayed, topicSums, unownedIn } from '../simulation/replay.ts';
import { replayPage } from '../simulation/replay-page.ts';
import { simulated } from '../simulation/run.ts';
import { tallied } from '../simulation/tally.ts';
import { type Command, configured } from './command.ts';
import { contentOf, organisationIn } from './files.ts';
import { checkedMapping } from './mapping.ts';
import { type ReplayOptions, replayOptions } from './replay/options.ts';

/** Last quarter's feedback lived through again, before anybody has Slack open: who would have been asked, and what nobody would have owned. */
export const replay: Command = {
  usage: 'replay FILE.csv --org org.yml --map text=COLUMN,…',
  help: 'what old feedback would have asked of whom, as a page (without arguments: how)',
  async run(args, world) {
    const options = replayOptions(args);
    const path = options.org ?? configured(world).org.path;
    const organisation = organisationIn(contentOf(path, '--org'), path);
    const { heard, refused } = await read(options, organisation.company.timezone, instant(world.real()));
    writeFileSync(options.out, await page(heard, organisation, options));
    world.print(`${heard.length.toLocaleString('en')} rows were replayed${refusedText(refused)}.`);
    world.print(`${options.out} is written: open it in a browser, or pass it on.`);
  },
};

const refusedText = (refused: readonly number[]): string =>
  refused.length === 0
    ? ''
    : `; ${refused.length.toLocaleString('en')} could not be read, the first in line ${refused[0]}`;

async function read({ path, mapping: asked, days }: ReplayOptions, zone: string, now: Instant) {
  try {
    const file = await openCsv(path);
    const mapping = checkedMapping(asked, file, zone, 'Nothing was replayed:');
    const rows: Heard[] = [];
    const refused: number[] = [];
    for await (const row of namedRows(file, mapping)) {
      if ('problem' in row) refused.push(row.line);
      else rows.push({ at: whenSaid(row.said.received_at, now), said: row.said });
    }
    const heard = lastDays(rows, days, now);
    if (heard.length === 0) throw new UnreadableFile(`${path} has no rows that can be read`);
    return { heard, refused };
  } catch (error) {
    throw error instanceof UnreadableFile ? new CannotStart(error.message, { cause: error }) : error;
  }
}

function whenSaid(written: string | number | undefined, now: Instant): Instant | undefined {
  const { at, dated } = receivedAt(written, now);
  return dated ? at : undefined;
}

async function page(
  heard: readonly (Heard & { readonly at: Instant })[],
  organisation: Organisation,
  { path, days, seed }: ReplayOptions,
): Promise<string> {
  const { name: company, timezone: zone } = organisation.company;
  const first = heard[0]?.at ?? instant(0);
  const replay = replayed(heard, organisation, readByWords);
  const comings = heard.map(({ at, said }) => ({ at, said: { ...said, received_at: at } }));
  const random = seeded(seed);
  const life = await simulated({ organisation, begins: first, days, comings, random });
  await life.close();
  const { people } = tallied(life.messages, { days, zone, nameOf: life.nameOf });
  const from = localDay(first, zone);
  return replayPage({
    ...{ company, file: basename(path), from, days, replay, people, seed },
    topics: topicSums(replay, organisation),
    unowned: unownedIn(replay),
    picture: picture(people, from, days),
  });
}
