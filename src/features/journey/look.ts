import { localDay } from '../../kernel/calendar/day.ts';
import { DAY, earlier, type Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { answersSince, scoresOf, volumesSince } from '../feedback/index.ts';
import { type Handled, handledSince, notComplaintsSince, openByTopic } from '../issues/index.ts';
import {
  answererFor,
  currentOrganisation,
  departmentOf,
  type Organisation,
  ownersOf,
  topicOf,
} from '../ownership/index.ts';
import { findPerson, type Person } from '../people/index.ts';
import { supportDaysNow } from '../support-days/index.ts';
import {
  DAYS,
  handledIn,
  type Journey,
  type Named,
  NONE,
  type Part,
  type Participation,
  type Stage,
  stagesOf,
  sumOf,
  type TopicNow,
} from './domain.ts';

/** How the customer's journey stands by now: its stages with their topics, whose they are, and what customers say. */
export async function journeyNow(tx: Tx, now: Instant): Promise<Journey> {
  const { organisation } = await currentOrganisation(tx);
  const { topics, outside } = await topicsNow(tx, organisation, earlier(now, DAYS * DAY));
  const staged = stagesOf(organisation.stages, topics);
  const meanwhile = await standingIn(tx, organisation, staged.stages);
  return { company: organisation.company.name, ...periodOf(organisation, now), ...staged, outside, meanwhile };
}

const periodOf = ({ company: { timezone } }: Organisation, now: Instant) => ({
  from: localDay(earlier(now, DAYS * DAY), timezone),
  to: localDay(now, timezone),
});

async function topicsNow(tx: Tx, organisation: Organisation, since: Instant) {
  const owners = await ownersOf(tx, organisation);
  const volumes = new Map((await volumesSince(tx, since)).map(({ topic, ...volume }) => [topic, volume]));
  const none = await notComplaintsSince(tx, since);
  const open = await openByTopic(tx);
  const answers = await answersSince(tx, since);
  const countsOf = (topic: string | undefined) => {
    const { complaints, praise } = volumes.get(topic) ?? NONE;
    return { complaints: complaints - (none.get(topic) ?? 0), praise, open: open.get(topic) ?? 0 };
  };
  const topics = organisation.topics.map(({ key, name, stage, department }): TopicNow => {
    const { owner, orphaned } = owners.get(key) ?? {};
    return {
      ...{ key, name, stage, department: departmentOf(organisation, department).name },
      ...countsOf(key),
      owner: owner && named(owner),
      orphaned,
      scores: scoresOf(answers.get(key) ?? []),
    };
  });
  const known = new Set<string | undefined>(organisation.topics.map(({ key }) => key));
  const others = [...new Set([...volumes.keys(), ...open.keys()])].filter((topic) => !known.has(topic));
  return { topics, outside: sumOf(others.map(countsOf)) };
}

const named = ({ id, name }: Pick<Person, 'id' | 'name'>): Named => ({ user: id, name });

/** Who answers while nobody does by their own word. */
async function standingIn(tx: Tx, organisation: Organisation, stages: readonly Stage[]): Promise<Map<string, Named>> {
  const orphans = stages.flatMap(({ shown }) => shown).filter(({ orphaned }) => orphaned !== undefined);
  const meanwhile = new Map<string, Named>();
  for (const { key } of orphans) {
    const topic = topicOf(organisation, key);
    const { user } = await answererFor(tx, organisation, { topic, department: topic?.department ?? '' });
    meanwhile.set(key, named((await findPerson(tx, user)) ?? { id: user, name: user }));
  }
  return meanwhile;
}

const NOTHING: Handled = { told: 0, otherwise: 0, inTime: 0, answered: 0 };

/** Which departments have a part in it by now: what they own, and what they have handled. */
export async function participationNow(tx: Tx, now: Instant): Promise<Participation> {
  const { organisation } = await currentOrganisation(tx);
  const handled = await handledSince(tx, earlier(now, DAYS * DAY));
  const owners = await ownersOf(tx, organisation);
  const days = await supportDaysNow(tx, now);
  const topics = Map.groupBy(organisation.topics, ({ department }) => department);
  const parts = organisation.departments.map(({ key, name }): Part => {
    const theirs = topics.get(key) ?? [];
    const orphans = theirs.filter((topic) => owners.get(topic.key)?.orphaned !== undefined);
    return {
      ...{ name, topics: theirs.length, orphans: orphans.length, days: days.get(key) },
      ...NOTHING,
      ...handled.get(key),
    };
  });
  const all = [...handled.values()].reduce((sum, each) => sum + handledIn(each), 0);
  const elsewhere = all - parts.reduce((sum, part) => sum + handledIn(part), 0);
  return { ...periodOf(organisation, now), parts, elsewhere };
}
