import { nextWorking, type WorkCalendar } from '../../kernel/calendar/work.ts';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { announce } from '../../platform/facts/facts.ts';
import { outagesOf } from '../../platform/outages.ts';
import { keysUnder, promise, refresh } from '../../platform/outbox/outbox.ts';
import { standingOf } from '../../platform/outbox/standing.ts';
import { clearTimer, setTimer } from '../../platform/timers/timers.ts';
import { placeCard, summaryWith } from '../feedback/index.ts';
import {
  calendarOf,
  channelOf,
  cxLead,
  type Organisation,
  organisationUnder,
  policyFor,
  wordAt,
} from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import { openAsks, settleAsk } from './asking/store.ts';
import { expectBriefs } from './brief/expect.ts';
import { beyondBudget } from './card-budget.ts';
import { ENDING_TEXT, type EventType, type Issue, type IssueEvent, type Outcome } from './domain.ts';
import { saveEvent } from './events/store.ts';
import { nextLook, type Step, stepsAhead } from './ladder.ts';
import { refreshLetters, write } from './letters/write.ts';
import { headsAsked } from './limbo/ask-heads.ts';
import { noteMisplaced } from './misplaced.ts';
import { tellSponsor } from './queue/tell-sponsor.ts';
import { dropNews } from './sorted/store.ts';
import { deleteHelper, saveIssue } from './store.ts';

export const STEP_TIMER = 'issues.take-step';

/**
 * Stores what was decided and promises all that follows from it: the card and the DMs show it, the thread tells it, a
 * new owner hears of it, and the next step has its time. A refusal changes nothing.
 */
export async function carryOut(tx: Tx, before: Issue, outcome: Outcome, now: Instant): Promise<Outcome> {
  if (outcome.kind === 'refused') return outcome;
  const { issue, event } = outcome;
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  await saveIssue(tx, issue, before);
  await promiseStory(tx, organisation, issue, event, now);
  await callHeads(tx, organisation, before, issue, now);
  await noteMisplaced(tx, organisation, before, event, now);
  await tellSponsor(tx, organisation, before, issue, now);
  await redrawFormerCards(tx, before, issue);
  await refreshLetters(tx, issue.id, issue.stage !== before.stage);
  // What has begun again is no good news any more.
  if (issue.reopened > before.reopened) await dropNews(tx, issue.id);
  if (isTheirsAnew(before, issue) && event.actor !== issue.owner) await assign(tx, organisation, issue, now);
  if (issue.owner !== before.owner) await deleteHelper(tx, issue.id, issue.owner);
  if (issue.owner !== before.owner || issue.end) await withdrawAsks(tx, issue);
  await setNextStep(tx, organisation, issue, now);
  if (issue.end === undefined) await expectBriefs(tx, organisation, issue, now);
  await announceEnd(tx, before, issue, now);
  return outcome;
}

/** Where it was before, a line says in which department it is now, and who has it. */
async function redrawFormerCards(tx: Tx, before: Issue, issue: Issue): Promise<void> {
  if (issue.department === before.department && issue.owner === before.owner) return;
  for (const key of await keysUnder(tx, cardsOf(issue))) if (key !== cardKey(issue)) await refresh(tx, key);
}

/** Whether its owner has yet to hear that it is theirs: another one, or begun again, or no duplicate after all. */
const isTheirsAnew = (before: Issue, issue: Issue): boolean =>
  issue.owner !== before.owner ||
  issue.reopened > before.reopened ||
  (before.end !== undefined && issue.end === undefined);

/** What has just fallen between departments asks their heads whose it is. */
async function callHeads(tx: Tx, organisation: Organisation, before: Issue, issue: Issue, now: Instant): Promise<void> {
  if (issue.limbo === undefined || before.limbo !== undefined || issue.restricted !== undefined) return;
  const event = await headsAsked(tx, organisation, issue, now);
  if (event !== undefined) await promiseStory(tx, organisation, issue, event, now);
}

/** Whoever passed it on hears how it ended, once; unless it begins again before they could. */
async function announceEnd(tx: Tx, before: Issue, { id, feedback, end, reopened, stage }: Issue, now: Instant) {
  const ended = { issue: id, feedback, reopened: before.reopened, stage: before.stage };
  if (before.end !== undefined && end === undefined) return announce(tx, 'issue.reopened', ended, now);
  if (end === undefined || before.end !== undefined) return;
  await announce(tx, 'issue.closed', { issue: id, feedback, ending: ENDING_TEXT[end.ending], reopened, stage }, now);
}

/**
 * The story goes in the thread of the card. An issue that is a line of a summary gets its card when somebody touches it,
 * in the summary's thread, and its story too; what the clock does to hundreds of such lines makes no hundreds of posts.
 */
export async function promiseStory(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  event: IssueEvent,
  now: Instant,
): Promise<void> {
  const id = await saveEvent(tx, issue.id, event);
  // What only few may read has neither card nor thread.
  if (issue.restricted !== undefined) return;
  const place = await placeOf(tx, organisation, issue.department, now);
  const card = cardKey(issue);
  const isNew = (await standingOf(tx, card)) === undefined;
  if (event.actor === undefined && isNew) return;
  const gathers = isNew && place.channel ? await beyondBudget(tx, organisation, issue, place.to, now) : undefined;
  const summary = await summaryFor(tx, issue, place.to, gathers, now);
  const within = summary === undefined ? {} : { thread: summary };
  const promised = { key: card, kind: 'issue.card', subject: cardSubject(issue), ...place, ...within };
  if (isNew) await promise(tx, promised, now);
  await refresh(tx, card, issue.version);
  if (SILENT.includes(event.type) || !place.channel) return;
  const { to } = place;
  const thread = summary ?? card;
  const story = { key: `issue/${issue.id}/story/${id}`, kind: 'issue.story', subject: String(id), to, thread };
  await promise(tx, story, now);
}

/** The summary in this channel that the issue is a line of, or becomes one of because the channel has had its posts for today. */
async function summaryFor(tx: Tx, issue: Issue, to: ChannelId | UserId, gathers: string | undefined, now: Instant) {
  const known = await summaryWith(tx, issue.id, to);
  if (known !== undefined || gathers === undefined) return known;
  const line = { key: cardKey(issue), kind: 'issue.card', subject: cardSubject(issue), to };
  await placeCard(tx, line, { feedback: issue.feedback, issue: issue.id, importId: undefined, gathers }, now);
  return summaryWith(tx, issue.id, to);
}

/** The card says these already, or nobody needs to hear them. */
const SILENT: readonly EventType[] = ['noted', 'opened', 'shown', 'declined', 'not put off'];

/** Where a department's cards stand: its channel; or, where it has none to post in, a DM to the CX lead in their hours, without the story. */
export async function placeOf(tx: Tx, organisation: Organisation, department: string, now: Instant) {
  const channel = await channelOf(tx, organisation, department);
  if (channel !== undefined) return { to: channel, channel: true };
  const to = await cxLead(tx, organisation);
  return { to, channel: false, holdUntil: nextWorking(await calendarOf(tx, organisation, to), now) };
}

/** The new owner hears that it is theirs, by DM, in their working hours. */
export async function assign(tx: Tx, organisation: Organisation, issue: Issue, now: Instant): Promise<void> {
  const item = { issue: issue.id, stage: issue.stage, step: 'assigned', notice: false };
  const urgent = issue.severity !== 'normal';
  const critical = issue.severity === 'critical';
  await write(tx, organisation, { to: issue.owner, topic: 'work', item, urgent, critical }, now);
}

/** What was asked about it has become moot: the questions say so, kindly. */
async function withdrawAsks(tx: Tx, { id }: Issue): Promise<void> {
  for (const ask of await openAsks(tx, id)) {
    await settleAsk(tx, ask.id, 'withdrawn');
    await refreshAsk(tx, ask.id);
  }
}

/** The DM with a question, and the reminder of it. */
export async function refreshAsk(tx: Tx, ask: number): Promise<void> {
  await refresh(tx, askKey(ask));
  await refresh(tx, askAgainKey(ask));
}

/** A word to one person who works here, when they wish to be written to. */
export async function tellInPerson(
  tx: Tx,
  message: { readonly key: string; readonly kind: string; readonly subject: string; readonly to: UserId },
  now: Instant,
): Promise<void> {
  if ((await findPerson(tx, message.to))?.standing !== 'member') return;
  await promise(tx, { ...message, holdUntil: await wordAt(tx, message.to, now) }, now);
}

/** Sets the alarm for the first step ahead, or none when nothing is to come. */
export async function setNextStep(tx: Tx, organisation: Organisation, issue: Issue, now: Instant): Promise<void> {
  const { steps, calendar } = await aheadOf(tx, organisation, issue);
  const at = nextLook(steps, now, calendar);
  if (at === undefined) return clearTimer(tx, STEP_TIMER, String(issue.id));
  await setTimer(tx, STEP_TIMER, String(issue.id), at);
}

/** What is still to come for it, soonest first, and by whose calendar. */
export async function aheadOf(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
): Promise<{ readonly steps: readonly Step[]; readonly calendar: WorkCalendar }> {
  const calendar = await calendarOf(tx, organisation, issue.owner);
  const steps = stepsAhead(issue, policyFor(organisation.policy, issue), calendar, await outagesOf(tx));
  return { steps, calendar };
}

export const askKey = (ask: number): string => `issue/ask/${ask}`;
export const askAgainKey = (ask: number): string => `${askKey(ask)}/again`;

/** A department's channel has one card of an issue. */
export const cardKey = (issue: Pick<Issue, 'id' | 'department'>): string => `${cardsOf(issue)}${issue.department}`;
const cardsOf = ({ id }: Pick<Issue, 'id'>): string => `issue/${id}/card/`;
export const cardSubject = ({ id, department }: Pick<Issue, 'id' | 'department'>): string => `${id}/${department}`;
