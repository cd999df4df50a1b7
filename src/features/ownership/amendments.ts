import {
  type ChannelRef,
  type Department,
  departmentIn,
  type Organisation,
  type PersonRef,
  type Topic,
} from './domain.ts';
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

/** The organisation with one department changed. */
export const withDepartment =
  (key: string, change: (department: Department) => Department) =>
  (organisation: Organisation): Organisation => ({
    ...organisation,
    departments: organisation.departments.map((each) => (each.key === key ? change(each) : each)),
  });

/** The organisation with a department's cards in that channel. */
export const withChannel = (key: string, channel: ChannelRef) =>
  withDepartment(key, (department) => ({ ...department, channel }));

/** The organisation with the cards of its love wall in that channel. */
export const withWall =
  (channel: ChannelRef) =>
  (organisation: Organisation): Organisation => ({ ...organisation, wall: { channel } });

/** The organisation without a department: its topics go to another, and what its head answered for goes to that one's. */
export const withoutDepartment =
  (key: string, to: string) =>
  (organisation: Organisation): Organisation => {
    const [former, heir] = [departmentIn(organisation, key)?.head, departmentIn(organisation, to)?.head];
    const heirOf = (ref: PersonRef) => (ref === former && heir !== undefined ? heir : ref);
    return {
      ...organisation,
      departments: organisation.departments.filter((each) => each.key !== key),
      topics: organisation.topics.map((topic) =>
        topic.department === key
          ? { ...topic, department: to, owner: heirOf(topic.owner), backup: heirOf(topic.backup) }
          : topic,
      ),
    };
  };

/** The organisation with this person in a place; what its former holder answered for because of it goes along. */
export const withHolder =
  (place: Place, person: PersonRef) =>
  (organisation: Organisation): Organisation => {
    if (place.startsWith('head/')) return withHead(organisation, place.slice('head/'.length), person, undefined);
    const { roles, departments } = organisation;
    const placed = { ...organisation, roles: { ...roles, [place]: person } };
    if (place !== 'cx_lead') return placed;
    const stoodIn = departments.filter(({ head, interim }) => interim && head === roles.cx_lead);
    const led = { ...placed, roles: { ...placed.roles, interim: undefined } };
    return stoodIn.reduce<Organisation>((all, { key }) => withHead(all, key, person, true), led);
  };

function withHead(organisation: Organisation, key: string, head: PersonRef, interim: true | undefined): Organisation {
  const former = departmentIn(organisation, key)?.head;
  const heir = (ref: PersonRef) => (ref === former ? head : ref);
  const named = withDepartment(key, (department) => ({ ...department, head, interim }))(organisation);
  return {
    ...named,
    topics: named.topics.map((topic) =>
      topic.department === key ? { ...topic, owner: heir(topic.owner), backup: heir(topic.backup) } : topic,
    ),
  };
}
