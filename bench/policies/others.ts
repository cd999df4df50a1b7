import type { Organisation } from '../../src/features/ownership/index.ts';
import { localDay, occurrence } from '../../src/kernel/calendar/day.ts';
import { nextWorking, type WorkCalendar } from '../../src/kernel/calendar/work.ts';
import type { UserId } from '../../src/kernel/slack.ts';
import { DAY, HOUR, type Instant, instant, later } from '../../src/kernel/time.ts';
import { answersAt, type Temperament } from '../../src/simulation/people.ts';
import { userOf } from '../../src/simulation/world.ts';
import type { Complaint } from './company.ts';

/** What a policy brought about. */
export interface Result {
  readonly name: string;
  /** Wall time from the customer's word to our first answer; undefined where there was none. */
  readonly answeredAfter: readonly (number | undefined)[];
  /** DMs by who got them. */
  readonly dms: ReadonlyMap<UserId, readonly Instant[]>;
}

interface World {
  readonly organisation: Organisation;
  readonly complaints: readonly Complaint[];
  readonly cast: ReadonlyMap<UserId, Temperament>;
  readonly calendar: WorkCalendar;
  readonly ends: Instant;
  readonly random: () => number;
}

/** A post in a channel is noticed half as often as a DM to oneself. By judgement; 1 in a second run shows what it matters. */
export const NOTICED = 0.5;

interface Told {
  readonly at: Instant;
  readonly who: UserId;
}

/** What the customer gets of one complaint: who takes it when, and when they answer. */
interface Handled {
  readonly taken: Instant | undefined;
  readonly answered: Instant | undefined;
}

/**
 * Somebody is told and perhaps takes it; having taken it they perhaps go on and answer, of their own accord. Each is as likely
 * and takes as long as the same person's answers to Loopkeeper's DMs.
 */
function told(world: World, { at, who }: Told, likelihood = 1): Handled {
  const { cast, calendar, random } = world;
  const temperament = cast.get(who);
  if (temperament === undefined) return { taken: undefined, answered: undefined };
  const { likely, hours, onTheirOwn } = temperament;
  const taken = answersAt({ likely: likely * likelihood, hours }, calendar, at, random);
  const answered = taken && answersAt({ likely: onTheirOwn, hours }, calendar, taken, random);
  return { taken, answered };
}

class Ledger {
  readonly answeredAfter: (number | undefined)[] = [];
  readonly dms = new Map<UserId, Instant[]>();
  readonly #ends: Instant;

  constructor(ends: Instant) {
    this.#ends = ends;
  }

  dm(who: UserId, at: Instant): void {
    if (at > this.#ends) return;
    const known = this.dms.get(who) ?? [];
    known.push(at);
    this.dms.set(who, known);
  }

  answered({ at }: Complaint, answered: Instant | undefined): void {
    this.answeredAfter.push(answered === undefined || answered > this.#ends ? undefined : answered - at);
  }
}

function owners(
  { organisation }: World,
  { topic }: Complaint,
): readonly [owner: UserId, backup: UserId, head: UserId, lead: UserId] {
  const found = organisation.topics[topic];
  const head = organisation.departments.find(({ key }) => key === found?.department)?.head ?? '';
  return [userOf(found?.owner ?? ''), userOf(found?.backup ?? ''), userOf(head), userOf(organisation.roles.cx_lead)];
}

/** A survey tool's post in the channel, with the owner's name in it, and nothing more. */
export function postOnly(world: World, noticed = NOTICED): Result {
  const ledger = new Ledger(world.ends);
  for (const complaint of world.complaints) {
    const [owner] = owners(world, complaint);
    ledger.answered(complaint, told(world, { at: complaint.at, who: owner }, noticed).answered);
  }
  return { name: 'a post in the channel', answeredAfter: ledger.answeredAfter, dms: ledger.dms };
}

/** The same post, and every working morning a DM for each that is not closed: it ends when the customer was answered and three working days of mending are over. */
export function dailyReminder(world: World, noticed = NOTICED): Result {
  const ledger = new Ledger(world.ends);
  const mending = 3;
  for (const complaint of world.complaints) {
    const [owner] = owners(world, complaint);
    let { answered } = told(world, { at: complaint.at, who: owner }, noticed);
    let left = mending;
    for (const at of mornings(complaint.at, world)) {
      if (answered !== undefined && answered <= at && --left < 0) break;
      ledger.dm(owner, at);
      answered = earliest(answered, told(world, { at, who: owner }).answered);
    }
    ledger.answered(complaint, answered);
  }
  return { name: 'a daily reminder until closed', answeredAfter: ledger.answeredAfter, dms: ledger.dms };
}

/** 09:15 of each working day, for at most eight weeks. */
function mornings(from: Instant, { calendar, ends }: World): Instant[] {
  const found: Instant[] = [];
  for (let day = 0; day < 56; day++) {
    const at = occurrence(localDay(later(from, day * DAY), calendar.zone), '09:15', calendar.zone);
    if (at > from && at <= ends && nextWorking(calendar, at) === at) found.push(at);
  }
  return found;
}

const earliest = (one: Instant | undefined, other: Instant | undefined) =>
  one === undefined || (other !== undefined && other < one) ? other : one;

const PAGES = 3;

/** Paging as for incidents: three pages an hour apart to each in the chain until one takes it; taken is done with. */
export function pageAndEscalate(world: World): Result {
  const ledger = new Ledger(world.ends);
  for (const complaint of world.complaints) ledger.answered(complaint, paged(world, complaint, ledger).answered);
  return { name: 'page and escalate', answeredAfter: ledger.answeredAfter, dms: ledger.dms };
}

function paged(world: World, complaint: Complaint, ledger: Ledger): Handled {
  let at = complaint.at;
  let handled: Handled = { taken: undefined, answered: undefined };
  for (const who of owners(world, complaint).flatMap((each) => Array.from({ length: PAGES }, () => each))) {
    if (handled.taken !== undefined && handled.taken <= at) break;
    ledger.dm(who, at);
    const answer = told(world, { at, who });
    if (earliest(handled.taken, answer.taken) === answer.taken && answer.taken !== undefined) handled = answer;
    at = instant(at + HOUR);
  }
  return handled;
}
