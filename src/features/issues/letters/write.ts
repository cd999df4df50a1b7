import { nextWorking } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { DAY, type Instant, instant, later } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { hasten, promise, refresh } from '../../../platform/outbox/outbox.ts';
import { dmsTo, type MessageStanding, standingOf } from '../../../platform/outbox/standing.ts';
import {
  calendarOf,
  currentOrganisation,
  type EffectivePolicy,
  type Organisation,
  policyFor,
  roleOf,
} from '../../ownership/index.ts';
import { findPerson, type Person } from '../../people/index.ts';
import { dmsAbout, NO_NUDGES } from '../restricted/store.ts';
import { dmKey, refreshConfidential, writeInConfidence } from '../restricted/write.ts';
import { issueOf, standingOfIssue } from '../store.ts';
import { type Dm, placement, type Topic } from './rules.ts';
import { addItem, hasItem, type Item, kindsOf, lettersAbout, lettersWith, markActedOn, openLetter } from './store.ts';

interface Line {
  readonly to: UserId;
  readonly topic: Topic;
  readonly item: Item;
  readonly urgent: boolean;
  readonly critical?: boolean;
  readonly readyAt?: Instant;
}

/** Puts a line in a DM to somebody, as the rules say; resolves to which. None to somebody who has left, and no reminder of what they have yet to hear. */
export async function write(tx: Tx, organisation: Organisation, line: Line, now: Instant): Promise<number | undefined> {
  const { to, topic, item, urgent, critical = false, readyAt = now } = line;
  const person = await findPerson(tx, to);
  if (person?.standing !== 'member') return undefined;
  if ((await standingOfIssue(tx, item.issue))?.restricted !== undefined) {
    await writeInConfidence(tx, organisation, await issueOf(tx, item.issue), line, now);
    return undefined;
  }
  const dms = await dmsOf(tx, to, now);
  if (item.step !== 'assigned' && !item.notice && (await isYetToHear(tx, dms, item.issue))) return undefined;
  const calendar = await calendarOf(tx, organisation, to);
  const policy = policyFor(organisation.policy, { department: '', severity: 'normal', accountValue: undefined });
  const manners = { ...policy, lone_a_week: loneAWeek(policy, organisation, person) };
  const rhythm = rhythmOf(organisation, person, item);
  const place = placement({ topic, urgent, critical, rhythm, readyAt }, dms, manners, calendar, now);
  if (place.kind === 'into') {
    if (place.by !== undefined) await hasten(tx, letterKey(place.dm), place.by);
    return addTo(tx, place.dm, item);
  }
  const letter = await openLetter(tx, to, place.topic, now);
  await addItem(tx, letter, item);
  const message = { key: letterKey(letter), kind: 'issue.letter', subject: String(letter), to };
  await promise(tx, { ...message, priority: urgent ? 'urgent' : 'normal', holdUntil: place.at }, now);
  return letter;
}

/** Bundles that a week may have. */
const BUNDLES = 5;

/** What a week has room for beside the bundles, by what somebody is in the company. */
function loneAWeek(policy: EffectivePolicy, organisation: Organisation, person: Person): number {
  const role = roleOf(organisation, person);
  const most = { head: policy.dms_a_week_head, sponsor: policy.dms_a_week_sponsor, other: policy.dms_a_week }[role];
  return Math.max(0, most - (role === 'sponsor' ? 1 : BUNDLES));
}

/** What somebody owes themselves is never kept back for a week; what others owe is, for the executive sponsor and whoever wishes it. */
function rhythmOf(organisation: Organisation, person: Person, { notice, step }: Item): 'usual' | 'daily' | 'weekly' {
  const seldom = person.rhythm === 'weekly' || roleOf(organisation, person) === 'sponsor';
  // A brief is what was kept for its day, and a decision is wanted on the day that its reader has set.
  const hasItsDay = step.startsWith('brief-') || step === 'decide';
  if (notice && seldom && !hasItsDay) return 'weekly';
  return person.rhythm === undefined ? 'usual' : 'daily';
}

/** Longer ago than any rule looks. */
const LATELY = 8 * DAY;

/** DMs to this person that are still to be sent, however long they have been held, and those of the last days, newest first. */
async function dmsOf(tx: Tx, person: UserId, now: Instant): Promise<Dm[]> {
  const dms = (await dmsTo(tx, person, later(now, -LATELY))).map((dm) => ({ ...dm, id: letterIn(dm.key) }));
  const kinds = await kindsOf(
    tx,
    dms.flatMap(({ id }) => id ?? []),
  );
  return dms.map(({ id = 0, sentAt, holdUntil }) => ({ id, sentAt, holdUntil, ...(kinds.get(id) ?? OTHER) }));
}

/** What a colleague asks or answers, and what is told in confidence, has a DM of its own. */
const OTHER = { topic: 'other', actedOn: false } as const;

/** The DM that says it is theirs is still on its way. */
async function isYetToHear(tx: Tx, dms: readonly Dm[], issue: number): Promise<boolean> {
  for (const { id } of dms.filter(({ topic, sentAt }) => topic !== 'other' && sentAt === undefined))
    if (await hasItem(tx, id, issue, 'assigned')) return true;
  return false;
}

/** A DM for a letter that has none, in its reader's hours. */
export async function promiseLetter(tx: Tx, id: number, to: UserId, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  const holdUntil = nextWorking(await calendarOf(tx, organisation, to), now);
  await promise(tx, { key: letterKey(id), kind: 'issue.letter', subject: String(id), to, holdUntil }, now);
}

async function addTo(tx: Tx, letter: number, item: Item): Promise<number> {
  await addItem(tx, letter, item);
  await refresh(tx, letterKey(letter));
  return letter;
}

/** What somebody was told of an issue at this stage. */
interface Heard {
  /** DMs with a nudge that reached them, or are on their way: what was never sent does not count. */
  readonly nudges: number;
  /** When the last DM about it reached them, or will where one is on its way. */
  readonly lastAt: Instant | undefined;
}

export async function heardOf(
  tx: Tx,
  person: UserId,
  { id, stage }: { readonly id: number; readonly stage: number },
): Promise<Heard> {
  const letters = await lettersWith(tx, person, id, stage);
  const confidential = await dmsAbout(tx, id, { person, stage });
  const told = [...letters.map(({ letter, step }) => ({ key: letterKey(letter), step }))];
  for (const dm of confidential) told.push({ key: await dmKey(tx, dm), step: dm.step });
  const known: (MessageStanding & { readonly key: string; readonly step: string })[] = [];
  for (const each of told) {
    const standing = await standingOf(tx, each.key);
    if (standing) known.push({ ...standing, ...each });
  }
  const nudges = known.filter(
    ({ unsent, sentAt, step }) => (unsent || sentAt !== undefined) && !NO_NUDGES.includes(step),
  );
  const instants = known.flatMap(({ unsent, sentAt, holdUntil }) => sentAt ?? (unsent ? holdUntil : []));
  return {
    nudges: new Set(nudges.map(({ key }) => key)).size,
    lastAt: instants.length > 0 ? instant(Math.max(...instants)) : undefined,
  };
}

/** An issue has changed: the DMs in which it stands show how it is now. `movedOn` when it entered another stage. */
export async function refreshLetters(tx: Tx, issue: number, movedOn: boolean): Promise<void> {
  for (const letter of await lettersAbout(tx, issue)) {
    if (movedOn) await markActedOn(tx, letter);
    await refresh(tx, letterKey(letter));
  }
  await refreshConfidential(tx, issue);
}

export const letterKey = (letter: number): string => `letter/${letter}`;

function letterIn(key: string): number | undefined {
  const [, id] = /^letter\/(\d+)$/.exec(key) ?? [];
  return id === undefined ? undefined : Number(id);
}
