import type { KnownBlock } from '@slack/types';
import { withOlderCard } from '../../../src/features/issues/auditor/store.ts';
import { findPerson } from '../../../src/features/people/index.ts';
import { weekday } from '../../../src/kernel/calendar/day.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { DAY, HOUR, type Instant } from '../../../src/kernel/time.ts';
import type { Tx } from '../../../src/platform/db/schema.ts';
import type { Imagined } from '../../../src/platform/outbox/imagined.ts';
import { SECRET_WORD } from './commands.ts';
import { dayOf, idOf, type Name, nameOf, worksAt } from './company.ts';

import { issueFlaws } from './stories.ts';

/** A line that somebody read in a DM, and how its issue stood then. */
interface Line {
  readonly issue: number;
  readonly step: string;
  readonly stage: number;
  readonly notice: boolean;
  readonly severity: string;
  readonly state: string;
}

interface Dm {
  readonly to: Name;
  readonly at: Instant;
  readonly kind: string;
  readonly topic: string | undefined;
  readonly lines: readonly Line[];
}

/** Watches a company live and writes down whatever product.md does not allow. */
export class Watch {
  readonly wrong: string[] = [];
  /** What they were told of, so that nobody takes silence for peace. */
  readonly steps = new Set<string>();
  readonly #dms: Dm[] = [];

  async looks(tx: Tx, said: readonly Imagined[], now: Instant): Promise<void> {
    for (const each of said) {
      this.#secret(each);
      if (each.to.startsWith('U') && !each.inThread) await this.#dm(tx, each);
    }
    for (const flaw of await issueFlaws(tx, now)) this.#note(now, flaw);
    for (const id of await withOlderCard(tx, now)) this.#note(now, `the card of #${id} is older than the issue`);
  }

  #note(at: Instant, what: string): void {
    this.wrong.push(`${new Date(at).toISOString().slice(0, 16)} ${what}`);
  }

  /** What only few may read is read by nobody else. */
  #secret({ to, at, kind, message }: Imagined): void {
    const few = (['lea', 'hal', 'sam', 'eve'] as const).map(idOf) as string[];
    if (JSON.stringify(message).includes(SECRET_WORD) && !few.includes(to))
      this.#note(at, `${kind} tells ${to} a secret`);
  }

  async #dm(tx: Tx, said: Imagined): Promise<void> {
    const dm = await dmOf(tx, said);
    const person = await findPerson(tx, idOf(dm.to));
    const [day, leave] = [dayOf(dm.to, dm.at), person?.leave];
    const what = `${dm.kind} to ${dm.to} (${dm.lines.map(({ issue, step }) => `#${issue} ${step}`).join(', ')})`;
    if (person?.standing !== 'member') this.#note(dm.at, `${what}, who is ${person?.standing}`);
    if (!worksAt(dm.to, dm.at)) this.#note(dm.at, `${what}, out of hours`);
    if (leave && day >= leave.from && day <= leave.until) this.#note(dm.at, `${what}, on leave`);
    if (mostLines(dm) > 5) this.#note(dm.at, `${what}: more than five lines`);
    for (const line of dm.lines) await this.#line(tx, dm, line);
    this.#dms.push(dm);
    if (isLetter(dm)) this.#budget(dm, what);
  }

  async #line(tx: Tx, { to, at, topic }: Dm, { issue, step, stage, notice, state }: Line): Promise<void> {
    this.steps.add(step);
    const what = `${step} about #${issue} to ${to}`;
    if (state === 'closed') this.#note(at, `${what}, which is closed`);
    const lately = this.#dms.filter((dm) => dm.to === to && !isOtherWeek(step, to, dm.at, at));
    const told = lately.flatMap(({ lines }) => lines).filter((line) => line.issue === issue && line.stage === stage);
    if (told.some((line) => line.step === step)) this.#note(at, `${what}, once more`);
    if (notice || ['assigned', 'handed-on'].includes(step)) return;
    const before = this.#dms.filter((dm) => dm.to === to).flatMap(({ lines }) => lines);
    const same = before.filter((line) => line.issue === issue && line.stage === stage);
    const reminders = same.filter((line) => !line.notice && line.step !== 'assigned');
    // Above the last of the few who may read it is nobody.
    if (reminders.length >= 3 && topic !== CONFIDENTIAL) this.#note(at, `${what}: the fourth reminder of a stage`);
    const acted = await lastAct(tx, issue, idOf(to));
    if (acted !== undefined && at - acted < HOUR) this.#note(at, `${what}, who has just acted`);
  }

  /** The policy's numbers, as product.md and the table in the manual have them. */
  #budget(dm: Dm, what: string): void {
    const day = dayOf(dm.to, dm.at);
    const theirs = this.#dms.filter((each) => each.to === dm.to && isLetter(each));
    const today = theirs.filter(({ at }) => dayOf(dm.to, at) === day);
    const usual = today.filter((each) => !isUrgent(each));
    if (usual.length > 2) this.#note(dm.at, `${what}: DM number ${usual.length} of the day`);
    if (today.filter(({ topic }) => topic === 'bundle').length > 1) this.#note(dm.at, `${what}: a second bundle`);
    const monday = mondayOf(day);
    const week = theirs.filter((each) => mondayOf(dayOf(dm.to, each.at)) === monday && !isCritical(each));
    const most = MOST_A_WEEK[dm.to] ?? 10;
    // What they owe themselves is never kept from anybody for a week, from the executive sponsor neither.
    const owes = dm.to === 'eve' && dm.lines.some(({ notice }) => !notice);
    if (week.length > most && !isCritical(dm) && !owes)
      this.#note(dm.at, `${what}: DM number ${week.length} of the week`);
  }
}

/** Rare, and by itself so that nothing else lies beside it: it counts apart. */
const CONFIDENTIAL = 'in confidence';

/** What a colleague asks or answers is theirs to say, and counts apart, too. */
const isLetter = ({ topic }: Dm) => topic !== undefined && topic !== CONFIDENTIAL;

/** A brief has five of what needs its reader, five of what they are to decide, and five of what they owe themselves. */
function mostLines({ kind, lines }: Dm): number {
  if (kind !== 'issue.brief') return lines.length;
  const owed = lines.filter(({ notice, step }) => !notice || step === 'handed-on').length;
  const decisions = lines.filter(({ step }) => step === 'brief-decision').length;
  return Math.max(owed, decisions, lines.length - owed - decisions);
}

const MOST_A_WEEK: Partial<Record<Name, number>> = { eve: 1, fay: 6, pat: 6 };

const isUrgent = ({ lines, kind }: Dm) =>
  kind === 'issue.queued' || lines.some(({ severity }) => severity !== 'normal');
const isCritical = ({ lines, kind }: Dm) =>
  kind === 'issue.queued' || lines.some(({ severity }) => severity === 'critical');

/** Whether it is told anew: a brief each week for as long as something is owed, that something is still open every five working days. */
function isOtherWeek(step: string, to: Name, before: Instant, at: Instant): boolean {
  if (step === 'still-open') return at - before > 2 * DAY;
  return step.startsWith('brief-') && mondayOf(dayOf(to, before)) !== mondayOf(dayOf(to, at));
}

const mondayOf = (day: string) => new Date(Date.parse(day) - (weekday(day) - 1) * DAY).toISOString().slice(0, 10);

async function lastAct(tx: Tx, issue: number, by: UserId): Promise<Instant | undefined> {
  const { at } = await tx
    .selectFrom('issue_event')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('issue_id', '=', issue)
    .where('actor', '=', by)
    .executeTakeFirstOrThrow();
  return at ?? undefined;
}

/** What stood in it: of the lines that were written, those whose issue the message names. */
async function dmOf(tx: Tx, { to, at, kind, key, message }: Imagined): Promise<Dm> {
  const [, table, id] = /^(letter|confidential)\/(\d+)$/.exec(key) ?? [];
  const written =
    table === 'letter' ? await lettersLines(tx, Number(id)) : await confidentialLines(tx, Number(id ?? 0));
  const named = issuesIn(message.blocks);
  const newest = new Map(written.map((row) => [row.issue, row]));
  const lines = [...newest.values()].filter(({ issue }) => named.includes(issue));
  return { to: nameOf(to), at, kind, topic: written[0]?.topic, lines };
}

interface Written extends Line {
  readonly topic: string;
}

async function lettersLines(tx: Tx, letter: number): Promise<Written[]> {
  const rows = await tx
    .selectFrom('letter_item')
    .innerJoin('issue', 'issue.id', 'letter_item.issue_id')
    .innerJoin('letter', 'letter.id', 'letter_item.letter_id')
    .select(['issue.id as issue', 'step', 'letter_item.stage', 'notice', 'severity', 'state', 'letter.topic as topic'])
    .where('letter.id', '=', letter)
    .orderBy('letter_item.stage')
    .execute();
  return rows.map(({ notice, ...row }) => ({ ...row, notice: notice === 1 }));
}

async function confidentialLines(tx: Tx, id: number): Promise<Written[]> {
  const rows = await tx
    .selectFrom('confidential_dm')
    .innerJoin('issue', 'issue.id', 'confidential_dm.issue_id')
    .select(['issue.id as issue', 'step', 'confidential_dm.stage', 'severity', 'state', 'owner', 'person'])
    .where('confidential_dm.id', '=', id)
    .execute();
  return rows.map(({ owner, person, ...row }) => ({ ...row, topic: CONFIDENTIAL, notice: owner !== person }));
}

/** Issues that a message names, quotes left out. */
function issuesIn(blocks: readonly KnownBlock[]): number[] {
  const texts = blocks.flatMap((block) => (block.type === 'section' ? [block.text?.text ?? ''] : []));
  const own = texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => !line.startsWith('>') && !line.startsWith('&gt;'));
  return own.flatMap((line) => [...line.matchAll(/#(\d+)/g)].map(([, id]) => Number(id)));
}
