import { HOUR, MINUTE } from '../../../../src/kernel/time.ts';
import {
  acted,
  actTimes,
  begins,
  type Case,
  type Complaint,
  can,
  daysToAgree,
  endWait,
  opened,
  passes,
} from './case.ts';
import { type Days, daysOf } from './days.ts';
import { Mailbox } from './mail.ts';
import { type Step, stepsOf } from './steps.ts';

/** Complaints on one topic, and what its owner Ann does about each before she falls silent; everybody else is silent throughout. */
export interface Scenario {
  /** Minutes that walls are ahead of UTC; nine to five, Monday to Friday, nothing else. */
  readonly ahead: number;
  /** Days off, beside the weekends. */
  readonly off: readonly string[];
  readonly complaints: readonly Complaint[];
  readonly until: number;
}

/** A DM, and each line of it: the number of a complaint and what is said of it. */
export interface Said {
  readonly at: number;
  readonly to: string;
  readonly lines: readonly string[];
}

/**
 * Who is sent what, and when; undefined where two clocks ring in one minute for the same person, and neither has to wait:
 * which of them takes the last place of the day then is no rule. It is told from the documents
 * alone and by walking from minute to minute: nothing of the engine has a part in it.
 */
export function expected(scenario: Scenario): Said[] | undefined {
  const days = daysOf(scenario.ahead, scenario.off);
  const walk = new Walk(days);
  const events = new Map<number, (() => void)[]>();
  const when = (at: number, does: () => void) => events.set(at, [...(events.get(at) ?? []), does]);
  scenario.complaints.forEach((complaint, n) => {
    when(complaint.opens, () => walk.opens(opened(n + 1, complaint), complaint.opens));
    for (const { at, act } of actTimes(complaint, days)) when(at, () => walk.acts(n + 1, act, at));
  });
  const begin = Math.min(...scenario.complaints.map(({ opens }) => opens));
  for (let now = begin; now <= scenario.until; now += MINUTE) {
    // What a clock rings for comes before what somebody does in that minute.
    walk.passes(now);
    for (const does of events.get(now) ?? []) does();
    walk.passes(now);
  }
  return walk.isTied ? undefined : walk.said;
}

class Walk {
  readonly said: Said[] = [];
  isTied = false;
  /** For whom a clock has rung last, and when. */
  readonly #rang = new Map<string, { readonly it: Case; readonly at: number }>();
  readonly #cases: Case[] = [];
  readonly #looks = new Map<Case, number>();
  readonly #days: Days;
  readonly #mail: Readonly<Record<string, Mailbox>>;

  constructor(days: Days) {
    this.#days = days;
    this.#mail = Object.fromEntries(
      (['ann', 'bob', 'fay', 'lea'] as const).map((who) => [who, new Mailbox(who, days)]),
    );
  }

  opens(it: Case, now: number): void {
    this.#cases.push(it);
    this.#assign(it, now);
    this.#lookAgain(it, now);
  }

  acts(n: number, act: Parameters<typeof can>[2], now: number): void {
    const it = this.#cases.find((each) => each.n === n);
    if (it === undefined || !can(it, now, act, this.#days)) return;
    acted(it, now, act, this.#days);
    this.#lookAgain(it, now);
  }

  passes(now: number): void {
    for (const it of this.#cases) if ((this.#looks.get(it) ?? 0) <= now) this.#take(it, now);
    for (const [to, box] of Object.entries(this.#mail))
      for (const lines of box.deliver(now))
        this.said.push({ at: now, to, lines: lines.map(({ it, says }) => `#${it.n} ${says}`).sort() });
  }

  /** When something may be due again. What is for the bundle and was not there this morning waits for tomorrow's. */
  #lookAgain(it: Case, now: number): void {
    const looks = stepsOf(it, this.#days).map(({ ready, alone, does }) => {
      if (ready > now) return ready;
      return alone || does ? now + MINUTE : this.#days.tomorrow(now);
    });
    this.#looks.set(it, Math.min(...looks));
  }

  #take(it: Case, now: number): void {
    const due = stepsOf(it, this.#days).filter(({ ready }) => ready <= now);
    const chosen = newestOf(due);
    const [first] = chosen;
    const rest = first?.does ? this.#chance(it) : (it.lastAct ?? -HOUR) + HOUR;
    if (first && rest > now) {
      this.#looks.set(it, rest);
      return;
    }
    if (first) this.#carryOut(it, { first, chosen, due }, now);
    this.#lookAgain(it, now);
  }

  /** What was overtaken by something newer is not sent after it. */
  #carryOut(
    it: Case,
    { first, chosen, due }: { first: Step; chosen: readonly Step[]; due: readonly Step[] },
    now: number,
  ): void {
    for (const step of due) if (chosen.includes(step) || step.ready < first.ready) it.done.add(step.mark);
    if (first.does) this.#move(it, first, now);
    else for (const step of chosen) this.#remind(it, step, now);
  }

  /** Nobody loses it before the DM about it has reached them and they had an hour of work to answer it. */
  #chance(it: Case): number {
    const told = this.#box(it.owner)
      .about(it)
      .map(({ at }) => at);
    return told.length === 0 ? 0 : this.#days.later(Math.max(...told), 60);
  }

  #move(it: Case, step: Step, now: number): void {
    if (step.does === 'wake') {
      endWait(it, now, true, this.#days);
      begins(it, now, true);
      this.#remind(it, step, now);
      return;
    }
    const before = it.owner;
    if (step.does === 'hand on') passes(it, now, 'bob', 'backup');
    else {
      const agreeBy = it.agreeBy ?? daysToAgree(now, this.#days);
      passes(it, now, 'lea', 'last');
      it.agreeBy = agreeBy;
    }
    this.#assign(it, now);
    if (before !== it.owner) this.#write(it, before, { says: 'handed-on', notice: true, ready: now }, now);
  }

  #assign(it: Case, now: number): void {
    const line = { it, stage: it.stage, says: 'assigned', notice: false };
    this.#rings(it, it.owner, now);
    this.#box(it.owner).write(line, { topic: 'work', urgent: it.urgent, ready: now }, now);
  }

  #remind(it: Case, { to, says, alone, ready }: Step, now: number): void {
    const people = new Set(to.map((who) => this.#person(it, who)));
    for (const person of people) {
      const notice = person !== it.owner;
      this.#write(it, this.#heardBy(it, person), { says, notice, alone, ready }, now);
    }
  }

  #person = (it: Case, who: Step['to'][number]) => ({ owner: it.owner, head: 'fay', lead: 'lea' })[who];

  /** After three nudges at one stage whoever stands above hears instead. */
  #heardBy(it: Case, person: string): string {
    if (person !== it.owner || this.#box(person).nudges(it) < 3) return person;
    return 'fay';
  }

  #write(
    it: Case,
    to: string,
    { says, alone = false, ready }: { says: string; notice: boolean; alone?: boolean; ready: number },
    now: number,
  ): void {
    const line = { it, stage: it.stage, says, notice: to !== it.owner };
    if (alone) this.#rings(it, to, now);
    this.#box(to).write(line, { topic: alone ? 'alone' : 'bundle', urgent: it.urgent && alone, ready }, now);
  }

  #rings(it: Case, to: string, at: number): void {
    const before = this.#rang.get(to);
    if (before?.at === at && before.it !== it) this.isTied = true;
    this.#rang.set(to, { it, at });
  }

  #box(who: string): Mailbox {
    const box = this.#mail[who];
    if (box === undefined) throw new Error(`Nobody is called ${who}`);
    return box;
  }
}

/** What moves it goes first; else the reminders of the newest day, which stand for all before, and of several to one person the first. */
function newestOf(due: readonly Step[]): Step[] {
  const move = due.find(({ does }) => does !== undefined);
  if (move) return [move];
  const newest = Math.max(...due.map(({ ready }) => ready));
  const chosen: Step[] = [];
  for (const step of due.filter(({ ready }) => ready === newest)) {
    const spoken = chosen.flatMap(({ to }) => to);
    if (!step.to.some((who) => spoken.includes(who))) chosen.push(step);
  }
  return chosen;
}
