import { localDay } from '../../../kernel/calendar/day.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { DAY, earlier, type Instant, instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Render, Rendered } from '../../../platform/outbox/outbox.ts';
import { standingOf } from '../../../platform/outbox/standing.ts';
import { mention, mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import { findPersonByRef } from '../../people/index.ts';
import { departmentOf, topicOf } from '../answerable.ts';
import { calendarOf } from '../calendars.ts';
import { currentOrganisation } from '../store.ts';
import { upkeepLetter } from './letter.ts';
import type { Line } from './lines.ts';
import { openFor } from './open.ts';
import { answeredWord, placedWord, placeName, type Wording } from './views.ts';
import { upkeepKey } from './write.ts';

/** How many complaints on each of these topics have come since then. Told by whoever counts them. */
export type Volumes = (tx: Tx, topics: readonly string[], since: Instant) => Promise<ReadonlyMap<string, number>>;

const WEEKS = 8;

/** What this person can put right of the directory by now; nothing is sent where all has been answered before. */
export const renderUpkeep =
  (volumes: Volumes): Render =>
  async (tx, subject, now): Promise<Rendered> => {
    const user = subject.split('/')[0] as UserId;
    const sent = (await standingOf(tx, upkeepKey(subject)))?.sentAt !== undefined;
    const lines = (await openFor(tx, user, now)).filter(({ kind }) => sent || kind !== 'lapsed');
    if (lines.length === 0 && !sent) return { superseded: 'nothing is asked of them any more' };
    return { message: upkeepLetter(lines, await wordingFor(tx, user, lines, volumes, now)) };
  };

/** What a view needs to name all that stands in these lines. */
export async function wordingFor(
  tx: Tx,
  user: UserId,
  lines: readonly Line[],
  volumes: Volumes,
  now: Instant,
): Promise<Wording> {
  const { organisation } = await currentOrganisation(tx);
  const people = new Map<string, UserId>();
  for (const ref of lines.flatMap(namedIn)) {
    const person = await findPersonByRef(tx, ref);
    if (person) people.set(ref, person.id);
  }
  const { zone } = await calendarOf(tx, organisation, user);
  const topics = lines.flatMap((line) => ('topic' in line ? [line.topic.key] : []));
  const counted = await volumes(tx, topics, earlier(now, WEEKS * 7 * DAY));
  return {
    personOf: (ref) => {
      const id = people.get(ref);
      return id ? mention(id) : mrkdwn`whoever was named`;
    },
    departmentOf: (key) => departmentOf(organisation, key).name,
    dayOf: (at) => localDay(instant(at), zone),
    weekly: new Map([...counted].map(([topic, count]) => [topic, count / WEEKS])),
  };
}

function namedIn(line: Line): string[] {
  if (line.kind === 'unanswered') return [line.person];
  return line.kind === 'vacant' && line.gone !== undefined ? [line.gone] : [];
}

export async function renderAnswered(tx: Tx, subject: string): Promise<Rendered> {
  const [person = '', says = '', ...topic] = subject.split('/');
  const { organisation } = await currentOrganisation(tx);
  return { message: answeredWord(topicOf(organisation, topic.join('/')), person as UserId, says) };
}

export async function renderPlaced(tx: Tx, subject: string): Promise<Rendered> {
  const [by = '', ...place] = subject.split('/');
  const { organisation } = await currentOrganisation(tx);
  const called = placeName(
    place.join('/') as Parameters<typeof placeName>[0],
    (key) => departmentOf(organisation, key).name,
  );
  return { message: placedWord(called, place.join('/') === 'cx_lead', mention(by as UserId)) };
}
