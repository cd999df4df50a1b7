import type { ChannelRef, Organisation, PersonRef, Topic } from './domain.ts';
import type { Place } from './upkeep/lines.ts';

/** The organisation with one topic changed. */
export const withTopic =
  (key: string, change: (topic: Topic) => Topic) =>
  (organisation: Organisation): Organisation => ({
    ...organisation,
    topics: organisation.topics.map((topic) => (topic.key === key ? change(topic) : topic)),
  });

/** A topic that is this person's; its former owner backs it up where the new one did. */
export const ownedBy =
  (person: PersonRef) =>
  ({ ask: _, ...topic }: Topic): Topic => ({
    ...topic,
    owner: person,
    backup: topic.backup === person ? topic.owner : topic.backup,
  });

export const withoutTopic =
  (key: string) =>
  (organisation: Organisation): Organisation => ({
    ...organisation,
    topics: organisation.topics.filter((topic) => topic.key !== key),
  });

/** The organisation with a department's cards in that channel. */
export const withChannel =
  (key: string, channel: ChannelRef) =>
  (organisation: Organisation): Organisation => ({
    ...organisation,
    departments: organisation.departments.map((each) => (each.key === key ? { ...each, channel } : each)),
  });

/** The organisation with this person in a place; what its former holder answered for because of it goes along. */
export const withHolder =
  (place: Place, person: PersonRef) =>
  (organisation: Organisation): Organisation => {
    const { roles, departments, topics } = organisation;
    if (!place.startsWith('head/')) return { ...organisation, roles: { ...roles, [place]: person } };
    const key = place.slice('head/'.length);
    const former = departments.find((department) => department.key === key)?.head;
    const heir = (ref: PersonRef) => (ref === former ? person : ref);
    return {
      ...organisation,
      departments: departments.map((each) => (each.key === key ? { ...each, head: person, interim: undefined } : each)),
      topics: topics.map((topic) =>
        topic.department === key ? { ...topic, owner: heir(topic.owner), backup: heir(topic.backup) } : topic,
      ),
    };
  };
