import { writeFileSync } from 'node:fs';
import { occurrence } from '../kernel/calendar/day.ts';
import { seeded } from '../kernel/chance.ts';
import type { Imagined } from '../platform/outbox/imagined.ts';
import { madeUpComplaints } from '../simulation/comings.ts';
import { picture } from '../simulation/picture.ts';
import { simulated } from '../simulation/run.ts';
import { companyDays, mostText, type Tally, tallied } from '../simulation/tally.ts';
import { type Command, configured } from './command.ts';
import { simulateOptions } from './simulate/options.ts';

/** Every message that anybody would get under a policy, before anybody gets one. */
export const simulate: Command = {
  usage: 'simulate [--days 90] [--seed 7] [--policy new.yml]',
  help: 'what everybody would be sent, without Slack (--days x: how)',
  async run(args, world) {
    const options = simulateOptions(args, configured(world).org.path);
    const { organisation, days, from, perWeek, seed, silent } = options;
    const random = seeded(seed);
    const zone = organisation.company.timezone;
    const begins = occurrence(from, '00:00', zone);
    const comings = madeUpComplaints({ organisation, begins, days, complaintsAWeek: perWeek, random });
    const life = await simulated({ organisation, begins, days, comings, random, ...(silent && { cast: new Map() }) });
    await life.close();
    const { people, channels } = tallied(life.messages, { days, zone, nameOf: life.nameOf });
    world.print(`${comings.length} complaints in ${days} days from ${from}, seed ${seed}.`);
    for (const line of table('Direct messages', people)) world.print(line);
    for (const line of worstDays(people)) world.print(line);
    for (const line of table('Posts in channels (threads not counted)', channels)) world.print(line);
    if (options.messages) writeFileSync(options.messages, listed(life.messages, life.nameOf));
    if (options.picture) writeFileSync(options.picture, picture(people, from, days));
    for (const file of [options.messages, options.picture]) if (file) world.print(`${file} is written.`);
  },
};

function table(title: string, tallies: readonly Tally[]): string[] {
  const width = Math.max(title.length, ...tallies.map(({ name }) => name.length)) + 2;
  const total = tallies.reduce((sum, each) => sum + each.total, 0);
  return [
    '',
    `${title.padEnd(width)}total  a week  worst day`,
    ...tallies.map(({ name, total, aWeek, worstDay }) =>
      [
        name.padEnd(width),
        String(total).padStart(5),
        aWeek.toFixed(1).padStart(8),
        `  ${worstDay.messages} on ${worstDay.day}`,
      ].join(''),
    ),
    `${'together'.padEnd(width)}${String(total).padStart(5)}`,
  ];
}

const WORST = 5;

/** The few days on which everybody together got most. */
function worstDays(people: readonly Tally[]): string[] {
  const days = companyDays(people).slice(0, WORST);
  if (days.length === 0) return [];
  return [
    '',
    'Worst days of all  messages  people  most',
    ...days.map((each) =>
      [
        each.day.padEnd(19),
        String(each.messages).padStart(8),
        String(each.people).padStart(8),
        `  ${mostText(each)}`,
      ].join(''),
    ),
  ];
}

const listed = (messages: readonly Imagined[], nameOf: (id: string) => string): string =>
  [
    'at,to,kind,in_thread,text',
    ...messages.map(({ at, to, kind, inThread, message }) =>
      [new Date(at).toISOString(), nameOf(to), kind, inThread, `"${message.text.replaceAll('"', '""')}"`].join(','),
    ),
  ].join('\n');
