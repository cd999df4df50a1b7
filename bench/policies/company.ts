import { type Organisation, organisationFrom } from '../../src/features/ownership/index.ts';
import { localDay, occurrence, weekday } from '../../src/kernel/calendar/day.ts';
import { DAY, type Instant, later, MINUTE } from '../../src/kernel/time.ts';
import { BY_WEEKDAY, drawn } from '../../src/simulation/comings.ts';
import type { Coming } from '../../src/simulation/run.ts';

const DEPARTMENTS = [
  'marketing',
  'sales',
  'product',
  'engineering',
  'support',
  'finance',
  'people',
  'partners',
  'board',
];
const [PEOPLE, TOPICS] = [200, 40];
const STAGES = ['discover', 'buy', 'onboard', 'use', 'pay', 'get-help', 'renew'];
const ZONE = 'Europe/Helsinki';

const mail = (n: number) => `p${String(n).padStart(3, '0')}@company.test`;

/** Two hundred people in nine departments, forty topics with an owner and a backup each; most people own nothing. */
export function company(): Organisation {
  const seats = Array.from({ length: PEOPLE }, (_, n) => n);
  const inDepartment = (place: number) => seats.filter((n) => n % DEPARTMENTS.length === place).map(mail);
  const departments = DEPARTMENTS.map((key, place) => {
    const members = inDepartment(place);
    return { key, name: key, channel: `#${key}`, head: members[0], members };
  });
  const topics = Array.from({ length: TOPICS }, (_, n) => {
    const members = inDepartment(n % DEPARTMENTS.length);
    const round = Math.floor(n / DEPARTMENTS.length);
    return {
      ...{ key: `topic-${n}`, name: `Topic ${n}`, department: DEPARTMENTS[n % DEPARTMENTS.length] },
      ...{ stage: STAGES[n % STAGES.length], words: [word(n)] },
      ...{ owner: members[1 + round * 2], backup: members[2 + round * 2] },
    };
  });
  const roles = { cx_lead: mail(198), cx_deputy: mail(199), executive_sponsor: mail(197) };
  const file = { company: { name: 'Company', timezone: ZONE, holidays: 'FI', hours: 'Mon-Fri 09:00-17:00' } };
  const parsed = organisationFrom(JSON.stringify({ ...file, roles, departments, topics }));
  if (!parsed.ok) throw new Error(`The made-up company is not in order: ${JSON.stringify(parsed.problems)}`);
  return parsed.organisation;
}

/** A word that only this topic has. */
const word = (n: number) => `zeta${'abcdefghij'[n % 10]}${'klmno'[Math.floor(n / 10)]}`;

/** A complaint as the other policies see it. */
export interface Complaint {
  readonly at: Instant;
  readonly topic: number;
}

export interface Stream {
  readonly comings: readonly Coming[];
  readonly complaints: readonly Complaint[];
}

/** Of all feedback; the rest is praise and what is neutral. By judgement. */
const COMPLAINTS = 0.6;
const PRAISE = 0.25;
/** The share of complaints with the worst score. */
const FURIOUS = 0.06;
const FILLER =
  'alder birch cedar dune ember fjord glade heath islet juniper kelp larch moss nettle oak pine quartz reed sedge thyme'.split(
    ' ',
  );

/** So much feedback a week; the nth most frequent topic has 1/n as much (Zipf). The same numbers from chance give the same stream. */
export function feedback(begins: Instant, weeks: number, aWeek: number, random: () => number): Stream {
  const shares = Array.from({ length: TOPICS }, (_, n) => 1 / (n + 1));
  const [comings, complaints]: [Coming[], Complaint[]] = [[], []];
  for (let n = 0; n < weeks * aWeek; n++) {
    const at = moment(begins, weeks * 7, random);
    const topic = drawn(shares, random);
    const kind = random();
    const words = Array.from({ length: 6 }, () => FILLER[Math.floor(random() * FILLER.length)]).join(' ');
    const customer = { id: `c${n}`, account: `Account ${n}` };
    if (kind < COMPLAINTS) complaints.push({ at, topic });
    const score = kind < COMPLAINTS * FURIOUS ? { score: { kind: 'nps', value: 1 } } : {};
    const text =
      kind < COMPLAINTS
        ? `The ${word(topic)} is terrible: ${words}.`
        : kind < COMPLAINTS + PRAISE
          ? `Thank you, ${word(topic)} is wonderful: ${words}.`
          : `We use ${word(topic)} with ${words}.`;
    comings.push({ at, said: { text, customer, ...score } });
  }
  const inOrder = (a: { at: Instant }, b: { at: Instant }) => a.at - b.at;
  return { comings: comings.sort(inOrder), complaints: complaints.sort(inOrder) };
}

function moment(begins: Instant, days: number, random: () => number): Instant {
  for (;;) {
    const day = localDay(later(begins, Math.floor(random() * days) * DAY), ZONE);
    if (random() < (BY_WEEKDAY[weekday(day) - 1] ?? 1))
      return later(occurrence(day, '00:00', ZONE), Math.round((7 + random() * 15) * 60) * MINUTE);
  }
}
