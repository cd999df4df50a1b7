import { dayAfter, localDay, occurrence } from '../../../kernel/calendar/day.ts';
import { nextWorking, nextWorkingWeek } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { DAY, earlier, type Instant, instant } from '../../../kernel/time.ts';
import { saveAudit } from '../../../platform/db/audit-trail.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise, refresh } from '../../../platform/outbox/outbox.ts';
import { dmsTo } from '../../../platform/outbox/standing.ts';
import { setTimerOnce } from '../../../platform/timers/timers.ts';
import { findPerson, findPersonByRef } from '../../people/index.ts';
import { cxLead, headOf } from '../answerable.ts';
import { calendarOf, companyCalendar } from '../calendars.ts';
import { departmentIn, type Topic } from '../domain.ts';
import { currentOrganisation } from '../store.ts';
import { type Agreement, agreementNow, hasLapsed } from './agreement.ts';
import { isAsked, type Line } from './lines.ts';
import { openDirectory, readersOf } from './open.ts';
import { agreementsOf, allAgreements, askedFor, forgetAgreements, openAgreements, saveAgreements } from './store.ts';

/** Rings when a week begins: whatever is open of the directory is asked in it, in one DM to each. */
export const UPKEEP_TIMER = 'ownership.upkeep';

export async function expectUpkeep(tx: Tx, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  await setTimerOnce(tx, UPKEEP_TIMER, 'week', () => nextWorkingWeek(companyCalendar(organisation), now));
}

/** Asks whoever is still to be asked, now that it is known who is here; and from now on every week. */
export async function beginUpkeep(tx: Tx, now: Instant): Promise<void> {
  const unasked = (await openAgreements(tx, instant(0))).filter(({ toldAt }) => toldAt === undefined);
  await askOwners(tx, unasked, now);
  await expectUpkeep(tx, now);
}

/** Lets go what nobody confirmed, notes who is gone, and asks everybody what they can put right: on the day after the week's first, which has the briefs. */
export async function keepTrue(tx: Tx, now: Instant): Promise<void> {
  await noteGone(tx, now);
  await letLapse(tx, now);
  const { organisation } = await currentOrganisation(tx);
  const monthBegins = isFirstWeekOfMonth(now, organisation.company.timezone);
  for (const [user, lines] of await readersOf(tx, await openDirectory(tx, now))) {
    if (!lines.some((line) => isAsked(line, monthBegins))) continue;
    const calendar = await calendarOf(tx, organisation, user);
    const tomorrow = dayAfter(localDay(now, calendar.zone));
    const at = nextWorking(calendar, occurrence(tomorrow, organisation.policy.bundle_at, calendar.zone));
    await tell(tx, user, at, now);
    await noteTold(tx, lines, at);
  }
  await expectUpkeep(tx, now);
}

/** A place that stays empty is told of once a month, unless there is more to say. */
const isFirstWeekOfMonth = (now: Instant, zone: string): boolean => Number(localDay(now, zone).slice(-2)) <= 7;

/** Asks them as soon as they are at work: those of the same day in one DM. */
export async function askOwners(tx: Tx, agreements: readonly Agreement[], now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  for (const agreement of agreements) {
    const person = agreement.state === 'asked' ? await findPersonByRef(tx, agreement.person) : undefined;
    if (person?.standing !== 'member') continue;
    const at = nextWorking(await calendarOf(tx, organisation, person.id), now);
    await tell(tx, person.id, at, now);
    await saveAgreements(tx, [{ ...agreement, toldAt: at }]);
  }
}

/** Has somebody asked, as soon as they are at work, what has just come up. */
export async function tellAsSoon(tx: Tx, user: UserId, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  await tell(tx, user, nextWorking(await calendarOf(tx, organisation, user), now), now);
}

async function tell(tx: Tx, user: UserId, at: Instant, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  const { zone } = await calendarOf(tx, organisation, user);
  const subject = `${user}/${localDay(at, zone)}`;
  const key = upkeepKey(subject);
  await promise(tx, { key, kind: 'ownership.upkeep', subject, to: user, holdUntil: at }, now);
  await refresh(tx, key);
}

export const upkeepKey = (subject: string): string => `ownership/upkeep/${subject}`;

async function noteTold(tx: Tx, lines: readonly Line[], at: Instant): Promise<void> {
  const asked = lines.flatMap((line) => (line.kind === 'asked' || line.kind === 'due' ? [line.agreement] : []));
  const fresh = asked.filter(({ toldAt }) => toldAt === undefined);
  await saveAgreements(
    tx,
    fresh.map((agreement) => ({ ...agreement, toldAt: at })),
  );
}

/** Whoever is away is not taken by their silence to have let go. */
async function letLapse(tx: Tx, now: Instant): Promise<void> {
  const { organisation, agreements } = await openDirectory(tx, now);
  const within = organisation.policy.confirm_within;
  const calendar = companyCalendar(organisation);
  for (const agreement of agreements.filter(isKept)) {
    if (!hasLapsed(agreement, within, calendar, now)) continue;
    if ((await findPersonByRef(tx, agreement.person))?.away) continue;
    await letGo(tx, agreement, 'lapsed', now);
  }
}

/** Owners who are here no more: the head is asked to name another. Whoever has come, or come back, answers again. */
async function noteGone(tx: Tx, now: Instant): Promise<void> {
  for (const agreement of await allAgreements(tx)) {
    const isHere = (await findPersonByRef(tx, agreement.person))?.standing === 'member';
    if (isHere && agreement.state === 'gone') await comeBack(tx, agreement, now);
    if (!isHere && isKept(agreement)) await letGo(tx, agreement, 'gone', now);
  }
}

const isKept = ({ state }: Agreement): boolean => state === 'agreed' || state === 'asked';

async function comeBack(tx: Tx, { topic, person }: Agreement, now: Instant): Promise<void> {
  const deed = { action: 'topic.back', subject: `topics.${topic}.owner`, before: 'gone', after: 'agreed' };
  await saveAudit(tx, [deed], 'loopkeeper', now);
  await saveAgreements(tx, [agreementNow({ topic, person }, 'agreed', now)]);
}

/** From now on the head answers. Whoever had only been named by a colleague leaves no trace but in the audit; the colleague hears it. */
export async function letGo(
  tx: Tx,
  agreement: Agreement,
  state: 'declined' | 'lapsed' | 'gone',
  now: Instant,
): Promise<void> {
  const { topic, person, askedBy } = agreement;
  const deed = { action: `topic.${state}`, subject: `topics.${topic}.owner`, before: agreement.state, after: state };
  const by = state === 'declined' ? (await findPersonByRef(tx, person))?.id : undefined;
  await saveAudit(tx, [deed], by ?? 'loopkeeper', now);
  const { organisation } = await currentOrganisation(tx);
  const isNamed = organisation.topics.some(({ key, owner }) => key === topic && owner === person);
  if (isNamed) await saveAgreements(tx, [agreementNow({ topic, person }, state, now)]);
  else await forgetAgreements(tx, [agreement]);
  if (askedBy !== undefined) await answered(tx, agreement, state, now);
  if (state === 'lapsed') await redrawLetters(tx, agreement);
}

/** Somebody answers for it: nobody else is asked any more, so that a late yes takes it from no one. */
export async function askNobodyElse(tx: Tx, { topic, person }: Pick<Agreement, 'topic' | 'person'>): Promise<void> {
  const others = (await askedFor(tx, topic)).filter((each) => each.person !== person);
  await forgetAgreements(tx, others);
  for (const each of others) await redrawLetters(tx, each);
}

/** What still asked them for it tells them whose it is by now. */
async function redrawLetters(tx: Tx, { person, toldAt }: Agreement): Promise<void> {
  const asked = await findPersonByRef(tx, person);
  if (asked?.standing === 'member' && toldAt !== undefined) await redrawSince(tx, asked.id, toldAt);
}

/** What somebody was told longer ago than this they have been told again, or not to much use. */
const A_QUARTER = 92 * DAY;

/** It is settled who answers for it, or nobody does any more: its owner so far, the head and the CX lead are asked about it nowhere. */
export async function redrawAbout(tx: Tx, { owner, department }: Topic, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  const told = new Set<UserId>([await cxLead(tx, organisation)]);
  for (const ref of [owner, departmentIn(organisation, department)?.head]) {
    const person = ref === undefined ? undefined : await findPersonByRef(tx, ref);
    if (person?.standing === 'member') told.add(person.id);
  }
  for (const user of told) await redrawSince(tx, user, earlier(now, A_QUARTER));
}

async function redrawSince(tx: Tx, user: UserId, since: Instant): Promise<void> {
  for (const { key } of await dmsTo(tx, user, since)) if (key.startsWith(upkeepKey(`${user}/`))) await refresh(tx, key);
}

/** Tells whoever has named somebody what came of it. */
export async function answered(
  tx: Tx,
  { topic, person, askedBy }: Agreement,
  says: 'agreed' | 'declined' | 'lapsed' | 'gone',
  now: Instant,
): Promise<void> {
  const named = await findPersonByRef(tx, person);
  if (askedBy === undefined || named === undefined || named.id === askedBy) return;
  const { organisation } = await currentOrganisation(tx);
  const subject = `${named.id}/${says}/${topic}`;
  const holdUntil = nextWorking(await calendarOf(tx, organisation, askedBy), now);
  const key = `ownership/answered/${subject}/${now}`;
  await promise(tx, { key, kind: 'ownership.answered', subject, to: askedBy, holdUntil }, now);
}

/** Somebody has left: whatever they answered for is their heads' to name somebody for, and those are asked at once. */
export async function onPersonLeft(tx: Tx, user: UserId, now: Instant): Promise<void> {
  const person = await findPerson(tx, user);
  if (person === undefined || person.standing === 'member') return;
  const theirs = (await agreementsOf(tx, person)).filter(isKept);
  const { organisation } = await currentOrganisation(tx);
  for (const agreement of theirs) {
    await letGo(tx, agreement, 'gone', now);
    const topic = organisation.topics.find(({ key }) => key === agreement.topic);
    const head = topic && (await headOf(tx, organisation, topic.department));
    if (head !== undefined) await tellAsSoon(tx, head, now);
  }
}
