import type { Organisation } from '../features/ownership/index.ts';
import { localDay, occurrence, weekday } from '../kernel/calendar/day.ts';
import { DAY, type Instant, later, MINUTE } from '../kernel/time.ts';
import type { Coming } from './run.ts';

interface Stream {
  readonly organisation: Organisation;
  readonly begins: Instant;
  readonly days: number;
  readonly complaintsAWeek: number;
  readonly random: () => number;
}

/** On which weekdays customers write, Monday first, as shares of the busiest. By judgement. */
export const BY_WEEKDAY = [1, 0.95, 0.9, 0.9, 0.85, 0.35, 0.3];
/** They write between these minutes of the company's day. */
const [FROM, TO] = [7 * 60, 22 * 60];
/** The share that gives the worst score. */
const FURIOUS = 0.06;

/** Made-up complaints: a few topics have most of them, as in life (the nth most frequent 1/n as many, after Zipf). */
export function madeUpComplaints({ organisation, begins, days, complaintsAWeek, random }: Stream): Coming[] {
  const { topics, company } = organisation;
  if (topics.length === 0) return [];
  const shares = topics.map((_, place) => 1 / (place + 1));
  const order = shuffled(topics, random);
  return Array.from({ length: Math.round((complaintsAWeek * days) / 7) }, (_, n): Coming => {
    const day = drawnDay(begins, days, company.timezone, random);
    const minute = FROM + random() * (TO - FROM);
    const at = later(occurrence(day, '00:00', company.timezone), Math.round(minute * MINUTE));
    const topic = order[drawn(shares, random)];
    const word = topic?.words[Math.floor(random() * topic.words.length)] ?? '';
    const score = random() < FURIOUS ? { score: { kind: 'nps', value: Math.floor(random() * 3) } } : {};
    const account = `Customer ${Math.floor(random() * 5000)}`;
    const text = `${word}: this is terrible and nobody helped.`;
    return { at, said: { text, ...score, customer: { id: `c${n}`, account } } };
  }).sort((a, b) => a.at - b.at);
}

function drawnDay(begins: Instant, days: number, zone: string, random: () => number): string {
  for (;;) {
    const day = localDay(later(begins, Math.floor(random() * days) * DAY), zone);
    if (random() < (BY_WEEKDAY[weekday(day) - 1] ?? 1)) return day;
  }
}

/** The place of one of these shares, the larger the likelier. */
export function drawn(shares: readonly number[], random: () => number): number {
  let left = random() * shares.reduce((sum, share) => sum + share, 0);
  for (const [place, share] of shares.entries()) {
    left -= share;
    if (left < 0) return place;
  }
  return shares.length - 1;
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
