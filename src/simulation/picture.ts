import { dayAfter } from '../kernel/calendar/day.ts';
import { type CompanyDay, companyDays, type Tally } from './tally.ts';

const [CELL, ROW, LEFT, TOP] = [9, 18, 210, 46];
/** From one message in a day to five and more; the number stands in each, so that nothing is told by colour alone. */
const SHADES = ['#cfe3f5', '#8fbfe6', '#4b93cf', '#1f63a5', '#0b3a6b'];
const INKS = ['#000000', '#000000', '#000000', '#ffffff', '#ffffff'];

/** A date takes as much room as so many days. */
const LABEL_DAYS = 8;
const isFirst = (date: string) => date.endsWith('-01');

/** How high the bar of the company's worst day is, and how many days' bars bear their number. */
const [BAR, NUMBERED] = [48, 5];

/** Who gets how many messages on which day, as an SVG: a row a person, a column a day, and below them a bar for all. */
export function picture(people: readonly Tally[], first: string, days: number): string {
  const dates: string[] = [];
  for (let day = first; dates.length < days; day = dayAfter(day)) dates.push(day);
  const width = LEFT + days * CELL + 20;
  const floor = TOP + people.length * ROW + BAR + 24;
  const height = floor + 40;
  const rows = people.map((person, place) => row(person, dates, TOP + place * ROW));
  const months = dates.flatMap((date, n) =>
    (n === 0 && !dates.slice(1, LABEL_DAYS).some(isFirst)) || isFirst(date)
      ? [`<text x="${LEFT + n * CELL}" y="${TOP - 8}">${date}</text>`]
      : [],
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11">`,
    `<title>Direct messages per person and day</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="8" y="18" font-size="14">Direct messages per person and day</text>`,
    ...months,
    ...rows,
    ...bars(people, dates, floor),
    legend(height - 12),
    '</svg>',
  ].join('\n');
}

function row({ name, total, days }: Tally, dates: readonly string[], y: number): string {
  const cells = dates.flatMap((date, n) => {
    const count = days.get(date);
    if (count === undefined) return [];
    const darkness = Math.min(count, SHADES.length) - 1;
    const x = LEFT + n * CELL;
    return [
      `<rect x="${x}" y="${y}" width="${CELL - 1}" height="${ROW - 4}" fill="${SHADES[darkness]}"><title>${date}: ${count}</title></rect>`,
      `<text x="${x + (CELL - 1) / 2}" y="${y + 10}" font-size="8" text-anchor="middle" fill="${INKS[darkness]}">${count}</text>`,
    ];
  });
  return `<text x="8" y="${y + 11}">${escaped(name)} (${total})</text>${cells.join('')}`;
}

function bars(people: readonly Tally[], dates: readonly string[], floor: number): string[] {
  const days = companyDays(people);
  const total = people.reduce((sum, each) => sum + each.total, 0);
  const most = days[0]?.messages ?? 1;
  return [
    `<text x="8" y="${floor}">everybody together (${total})</text>`,
    ...days.map((day, place) =>
      bar(day, { x: LEFT + dates.indexOf(day.day) * CELL, floor, most, numbered: place < NUMBERED }),
    ),
  ];
}

interface Place {
  readonly x: number;
  readonly floor: number;
  readonly most: number;
  /** The worst days are dark and bear their number. */
  readonly numbered: boolean;
}

function bar({ day, messages, people }: CompanyDay, { x, floor, most, numbered }: Place): string {
  const height = Math.max(1, Math.round((messages / most) * BAR));
  const top = floor - height;
  const fill = numbered ? SHADES[3] : SHADES[1];
  const number = numbered
    ? `<text x="${x + (CELL - 1) / 2}" y="${top - 3}" font-size="8" text-anchor="middle">${messages}</text>`
    : '';
  return `<rect x="${x}" y="${top}" width="${CELL - 1}" height="${height}" fill="${fill}"><title>${day}: ${messages} to ${people} people</title></rect>${number}`;
}

const legend = (y: number): string =>
  SHADES.map((shade, n) => {
    const x = LEFT + n * 60;
    const words = n === SHADES.length - 1 ? `${n + 1} or more` : String(n + 1);
    return `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${shade}"/><text x="${x + 14}" y="${y}">${words}</text>`;
  }).join('');

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
