import type { Tx } from '../../platform/db/schema.ts';
import type { Rendered } from '../../platform/outbox/outbox.ts';
import { standingOf } from '../../platform/outbox/standing.ts';
import { praiseOf } from '../feedback/index.ts';
import { currentOrganisation, type Organisation, topicOf } from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import type { Wall, WallCard } from './domain.ts';
import { cardKey } from './show.ts';
import { countWaiting, findCard, isUnnamed, type Row, shownCards } from './store.ts';
import { takenDown, wallCard } from './views.ts';

/** The message in the wall's channel, as it is by now. What was taken down before it got there is not told. */
export async function renderWallCard(tx: Tx, subject: string): Promise<Rendered> {
  const row = await findCard(tx, Number(subject));
  const card = row && (await cardNow(tx, (await currentOrganisation(tx)).organisation, row));
  if (card === undefined && (await standingOf(tx, cardKey(Number(subject))))?.sentAt === undefined)
    return { superseded: 'it was taken down' };
  return {
    message: card ? wallCard(card) : takenDown,
    ...(row?.feedback_id && { about: { feedback: row.feedback_id } }),
  };
}

/** What stands on the wall by now, the newest first. */
export async function wallNow(tx: Tx, most: number): Promise<Wall> {
  const { organisation } = await currentOrganisation(tx);
  const cards: WallCard[] = [];
  for (const row of await shownCards(tx, most)) {
    const card = await cardNow(tx, organisation, row);
    if (card) cards.push(card);
  }
  const waiting = await countWaiting(tx);
  return { cards, waiting, at: organisation.policy.wall_at, channel: organisation.wall?.channel };
}

/** Undefined where it has been taken down, or what it quotes is for few by now. */
async function cardNow(tx: Tx, organisation: Organisation, row: Row): Promise<WallCard | undefined> {
  if (row.taken_down_at !== null || row.shown_on === null) return undefined;
  const quoted = await quotedIn(tx, row);
  const department = organisation.departments.find(({ key }) => key === row.department);
  return (
    quoted && {
      id: row.id,
      ...quoted,
      topic: topicOf(organisation, quoted.topic)?.name,
      department: department?.name,
      thanked: await thankedIn(tx, row),
      shownOn: row.shown_on,
    }
  );
}

async function quotedIn(tx: Tx, { feedback_id, quote, customer }: Row) {
  if (feedback_id !== null) return praiseOf(tx, feedback_id);
  return { said: quote ?? '', customer: customer ?? 'a customer', topic: undefined };
}

async function thankedIn(tx: Tx, { thanked }: Row): Promise<string | undefined> {
  if (thanked === null || (await isUnnamed(tx, thanked))) return undefined;
  const person = await findPerson(tx, thanked);
  return person?.standing === 'member' ? person.name : undefined;
}
