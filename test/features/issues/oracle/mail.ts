import { HOUR, MINUTE } from '../../../../src/kernel/time.ts';
import type { Case } from './case.ts';
import type { Days } from './days.ts';

export interface Line {
  readonly it: Case;
  readonly stage: number;
  readonly says: string;
  /** A word about what another owes. */
  readonly notice: boolean;
}

type Topic = 'work' | 'alone' | 'bundle';

/** A DM, waiting or sent. */
interface Dm {
  readonly topic: Topic;
  at: number;
  sent: boolean;
  readonly lines: Line[];
}

/** How many DMs beside the bundles a week has: of ten, or of six for who heads a department. */
const LONE = { ann: 5, bob: 5, lea: 5, fay: 1 } as const;

/** What one person is sent: one bundle a day, two DMs a day, and so many a week. */
export class Mailbox {
  readonly dms: Dm[] = [];
  readonly person: keyof typeof LONE;
  readonly #days: Days;

  constructor(person: keyof typeof LONE, days: Days) {
    this.person = person;
    this.#days = days;
  }

  /** No reminder of what they have yet to hear that it is theirs. */
  write(line: Line, how: { topic: Topic; urgent: boolean; ready: number }, now: number): void {
    const isUnheard = this.#waiting().some(({ lines }) =>
      lines.some(({ it, says }) => it === line.it && says === 'assigned'),
    );
    if (isUnheard && !line.notice && line.says !== 'assigned') return;
    const at = how.topic === 'bundle' ? undefined : this.#alone(how, now);
    if (at === undefined) this.#bundle(line, how.ready, now);
    else if (at !== 'edited') this.#lonely(line, how.topic, at);
  }

  #lonely(line: Line, topic: Topic, at: number): void {
    const waiting = this.#waiting().find((dm) => dm.topic === topic);
    if (waiting) waiting.lines.push(line);
    else this.dms.push({ topic, at, sent: false, lines: [line] });
  }

  /** When it goes by itself; undefined: with the next bundle; edited: into a DM of the last two hours, which tells nobody. */
  #alone({ topic, urgent }: { topic: Topic; urgent: boolean }, now: number): number | undefined | 'edited' {
    const waiting = this.#waiting().find((dm) => dm.topic === topic);
    if (waiting) return waiting.at;
    const last = this.dms.findLast((dm) => dm.topic === topic && dm.sent);
    const free = last === undefined ? 0 : last.at + (urgent ? HOUR / 2 : 2 * HOUR);
    if (topic === 'work' && free > now && last && !isActedOn(last)) return 'edited';
    const at = this.#days.next(topic === 'work' ? now : Math.max(free, now));
    const hadOne = topic === 'alone' && last !== undefined && this.#isToday(last, now);
    return this.#waits(at, { urgent, hadOne }, now) ? undefined : at;
  }

  #waits(at: number, { urgent, hadOne }: { urgent: boolean; hadOne: boolean }, now: number): boolean {
    if (this.#lone(now) >= LONE[this.person]) return true;
    return urgent ? hadOne : this.#isForTheMorning(at, now) || this.#today(now) >= 2;
  }

  /** On another day, or before the hour of today's bundle. */
  #isForTheMorning(at: number, now: number): boolean {
    const { midnight, isMorning } = this.#days;
    return at > now && (midnight(at) !== midnight(now) || isMorning(at));
  }

  #bundle(line: Line, ready: number, now: number): void {
    const waiting = this.#waiting().find(({ topic }) => topic === 'bundle');
    const at = this.#bundleAt(ready, now);
    if (waiting) {
      waiting.lines.push(line);
      waiting.at = Math.min(waiting.at, at);
    } else this.dms.push({ topic: 'bundle', at, sent: false, lines: [line] });
  }

  /** At 09:15; what should have been in today's goes late today where today had none. */
  #bundleAt(ready: number, now: number): number {
    const { bundle, midnight, next, works } = this.#days;
    const had = this.dms.some((dm) => dm.topic === 'bundle' && dm.sent && this.#isToday(dm, now));
    const today = midnight(now) + 9 * HOUR + 15 * MINUTE;
    const isLate = today < now && ready <= today && works(today) && midnight(next(now)) === midnight(now);
    if (isLate && !had) return next(now);
    return bundle(had ? midnight(now) + 24 * HOUR : now);
  }

  /** Sends what is due by now, with what still asks for something in it; resolves to what it says. */
  deliver(now: number): Line[][] {
    if (!this.dms.some(({ sent, at }) => !sent && at <= now)) return [];
    const due = this.#waiting().filter(({ at }) => at <= now);
    return due.flatMap((dm) => {
      const said = newest(dm.lines).filter((line) => isOwed(line, this.person));
      if (said.length === 0) {
        this.dms.splice(this.dms.indexOf(dm), 1);
        return [];
      }
      Object.assign(dm, { sent: true, at: now });
      return [said];
    });
  }

  /** DMs about this case at its stage, on their way included. */
  about(it: Case): readonly Dm[] {
    return this.dms.filter(({ lines }) =>
      lines.some((line) => line.it === it && line.stage === it.stage && !line.notice),
    );
  }

  nudges(it: Case): number {
    const reminds = (line: Line) =>
      line.it === it && line.stage === it.stage && !line.notice && line.says !== 'assigned';
    return this.dms.filter(({ lines }) => lines.some(reminds)).length;
  }

  #waiting = () => this.dms.filter(({ sent }) => !sent);
  #isToday = (dm: Dm, now: number) => this.#days.midnight(dm.at) === this.#days.midnight(now);
  #today = (now: number) => this.dms.filter((dm) => this.#isToday(dm, now)).length;
  #lone = (now: number) =>
    this.dms.filter(({ topic, sent, at }) => topic !== 'bundle' && (!sent || at >= this.#days.monday(now))).length;
}

/** Somebody has acted on what stands in it, or it has a new owner: so it is past. */
const isActedOn = ({ lines }: Dm) => lines.some(({ it, stage }) => it.stage !== stage);

function newest(lines: readonly Line[]): Line[] {
  const found = new Map<number, Line>();
  for (const line of lines) if (line.stage >= (found.get(line.it.n)?.stage ?? 0)) found.set(line.it.n, line);
  return [...found.values()];
}

/** Read again just before it is sent. */
function isOwed({ it, stage, says, notice }: Line, person: string): boolean {
  if (!notice) return it.owner === person && it.stage === stage && !it.waits;
  if (says === 'handed-on') return true;
  if (says === 'contact-breach' && it.answered) return false;
  return !it.waits && (it.phase !== 'fixed' || says === 'tell-last' || says === 'still-open');
}
