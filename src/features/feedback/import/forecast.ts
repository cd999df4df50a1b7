import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { answererFor, type ChannelRef, departmentOf, type Organisation, topicOf } from '../../ownership/index.ts';
import { findChannelByRef, findPerson } from '../../people/index.ts';
import type { Said } from '../domain.ts';
import { isUrgent } from '../in-line.ts';
import { complaintsIn, isWork } from '../on-arrival.ts';
import type { Reader } from '../reading.ts';
import { isRestrictedByItself } from '../restrict.ts';
import { PAGE } from '../views.ts';

/** What an import would ask of whom. */
export interface Forecast {
  /** Rows that ask nobody for anything and are shown nowhere. */
  readonly facts: number;
  readonly issues: number;
  /** Most issues first. All of a person's come in one DM. */
  readonly people: readonly { readonly name: string; readonly issues: number; readonly urgent: number }[];
  /** Most lines first. A summary each, its lines in the messages of its thread. */
  readonly channels: readonly { readonly name: string; readonly lines: number; readonly messages: number }[];
}

export interface Forecaster {
  readonly add: (said: Said) => void;
  readonly forecast: (tx: Tx) => Promise<Forecast>;
}

/** Issues by topic. */
type Loads = Map<string | undefined, { calm: number; urgent: number }>;

/** Reads each row as the bot will, and stores nothing. Owners are asked for once, at the end: of each topic, not of each row. */
export function createForecaster(organisation: Organisation, read: Reader, now: Instant): Forecaster {
  const loads: Loads = new Map();
  const lines = new Map<ChannelRef, number>();
  let facts = 0;

  const addLine = (topic: string | undefined) => {
    const { channel } = departmentOf(organisation, topicOf(organisation, topic)?.department);
    if (channel !== undefined) lines.set(channel, (lines.get(channel) ?? 0) + 1);
  };
  const addLoad = (topic: string | undefined, how: 'calm' | 'urgent') => {
    const load = loads.get(topic) ?? { calm: 0, urgent: 0 };
    load[how]++;
    loads.set(topic, load);
  };
  const addWork = (said: Said) => {
    const reading = read(said, organisation.topics);
    const complaints = complaintsIn(reading);
    const how = isUrgent(said, reading, organisation) ? 'urgent' : 'calm';
    // The CX lead has what only few may read, and no channel shows it.
    if (isRestrictedByItself(said, reading)) return addLoad(undefined, how);
    for (const { topic } of complaints) {
      addLoad(topic, how);
      addLine(topic);
    }
    if (complaints.length === 0) addLine(reading.statements.find(({ topic }) => topic !== undefined)?.topic);
  };
  return {
    add(said) {
      if (isWork(said, { arrivedAt: now, now }, organisation)) addWork(said);
      else facts++;
    },
    async forecast(tx) {
      return {
        facts,
        issues: loads.values().reduce((sum, { calm, urgent }) => sum + calm + urgent, 0),
        people: await peopleOf(tx, organisation, loads),
        channels: await channelsOf(tx, lines),
      };
    },
  };
}

async function peopleOf(tx: Tx, organisation: Organisation, loads: Loads): Promise<Forecast['people']> {
  const sums = new Map<UserId, { calm: number; urgent: number }>();
  for (const [key, { calm, urgent }] of loads) {
    const topic = topicOf(organisation, key);
    const { user } = await answererFor(tx, organisation, { topic, department: topic?.department ?? '' });
    const sum = sums.get(user) ?? { calm: 0, urgent: 0 };
    sums.set(user, { calm: sum.calm + calm, urgent: sum.urgent + urgent });
  }
  const people = [];
  for (const [user, { calm, urgent }] of sums) {
    const name = (await findPerson(tx, user))?.name ?? user;
    people.push({ name, issues: calm + urgent, urgent });
  }
  return people.sort((a, b) => b.issues - a.issues);
}

async function channelsOf(tx: Tx, lines: ReadonlyMap<ChannelRef, number>): Promise<Forecast['channels']> {
  const channels = [];
  for (const [channel, count] of lines) {
    const name = (await findChannelByRef(tx, channel)) ? channel : `${channel} (not found)`;
    channels.push({ name, lines: count, messages: 1 + Math.ceil(count / PAGE) });
  }
  return channels.sort((a, b) => b.lines - a.lines);
}
