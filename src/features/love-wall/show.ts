import { createHash } from 'node:crypto';
import { localDay } from '../../kernel/calendar/day.ts';
import { workingDayAt } from '../../kernel/calendar/work.ts';
import { DAY, earlier, HOUR, type Instant, instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { promise } from '../../platform/outbox/outbox.ts';
import { isDue, setTimer, setTimerOnce } from '../../platform/timers/timers.ts';
import { type Praise, praiseOf, praiseSince } from '../feedback/index.ts';
import { companyCalendar, currentOrganisation, type Organisation, ownersOf } from '../ownership/index.ts';
import { findChannelByRef } from '../people/index.ts';
import { cardOfTheDay, essence, FRESH_DAYS } from './domain.ts';
import { allCards, type Row, saveCard, saveShown } from './store.ts';

/** Rings at the hour at which a card goes up. */
export const WALL_TIMER = 'wall.put-up';

/** For so long after its hour a card may still go up: in the evening it would be none of the day's lunch. */
const LATE = 5 * HOUR;

export const cardKey = (id: number): string => `wall/${id}`;

/** A card goes up on the next working day, unless one is expected already. */
export async function beginWall(tx: Tx, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  await setTimerOnce(tx, WALL_TIMER, 'day', () => nextHour(organisation, now));
}

/** Has a card go up at the hour of the next working day, as the organisation has it by now. One whose hour has come goes up first. */
export async function expectCard(tx: Tx, now: Instant): Promise<void> {
  if (await isDue(tx, WALL_TIMER, 'day', now)) return;
  const { organisation } = await currentOrganisation(tx);
  await setTimer(tx, WALL_TIMER, 'day', nextHour(organisation, now));
}

const nextHour = (organisation: Organisation, after: Instant): Instant =>
  workingDayAt(companyCalendar(organisation), organisation.policy.wall_at, after);

/** The day's card goes up, where there is praise that has not been up; with nothing to show it says nothing. */
export async function putUp(tx: Tx, _subject: string, now: Instant): Promise<void> {
  await expectCard(tx, now);
  const { organisation } = await currentOrganisation(tx);
  if (nextHour(organisation, earlier(now, LATE)) > now) return;
  const day = localDay(now, organisation.company.timezone);
  const cards = await allCards(tx);
  if (cards.some(({ shown_on }) => shown_on === day)) return;
  const shown = cards.flatMap(({ department, shown_on }) => (shown_on ? [{ department, on: shown_on }] : []));
  const chosen = cardOfTheDay([...(await putForward(tx, cards)), ...(await praised(tx, cards, now))], shown);
  if (chosen === undefined) return;
  const id = 'card' in chosen ? chosen.card : await saveCard(tx, await cardOf(tx, organisation, chosen));
  await saveShown(tx, id, day);
  await post(tx, organisation, id, now);
}

/** Neither up nor taken down yet. */
const isWaiting = ({ shown_on, taken_down_at }: Row): boolean => shown_on === null && taken_down_at === null;

async function putForward(tx: Tx, cards: readonly Row[]) {
  const found = [];
  for (const { id, feedback_id, quote, department, put_forward_at } of cards.filter(isWaiting)) {
    const said = feedback_id === null ? quote : (await praiseOf(tx, feedback_id))?.said;
    found.push({ card: id, said: said ?? '', department, saidAt: put_forward_at ?? instant(0) });
  }
  return found;
}

/** What customers praised lately, but for what has been on the wall. */
async function praised(tx: Tx, cards: readonly Row[], now: Instant): Promise<Praise[]> {
  const known = new Set(cards.map(({ digest }) => digest));
  const lately = await praiseSince(tx, earlier(now, FRESH_DAYS * DAY));
  return lately.filter(({ said }) => !known.has(digestOf(said)));
}

/** By which a quote is known again. */
export const digestOf = (said: string): string => createHash('sha256').update(essence(said)).digest('base64url');

/** Thanked by name is whoever answers for what it is about, by their own word. */
export async function cardOf(tx: Tx, organisation: Organisation, { feedback, said, topic, department }: Praise) {
  const answering = topic === undefined ? undefined : (await ownersOf(tx, organisation)).get(topic);
  const thanked = answering?.orphaned === undefined ? answering?.owner?.id : undefined;
  return {
    feedback_id: feedback,
    digest: digestOf(said),
    department,
    thanked: thanked ?? null,
  };
}

async function post(tx: Tx, { wall }: Organisation, id: number, now: Instant): Promise<void> {
  const channel = wall && (await findChannelByRef(tx, wall.channel));
  if (channel === undefined || channel.archived || channel.external) return;
  const card = { key: cardKey(id), kind: 'wall.card', subject: String(id), to: channel.id } as const;
  await promise(tx, { ...card, priority: 'bulk' }, now);
}
