import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { answererFor, channelOf, departmentOf, type Organisation, topicOf } from '../../ownership/index.ts';
import { findPerson } from '../../people/index.ts';
import type { Said } from '../domain.ts';
import { complaintsIn, isUrgent, isWork } from '../on-arrival.ts';
import { PAGE } from '../placing.ts';
import type { Reader } from '../reading.ts';

/** What an import would ask of whom. */
export interface Forecast {
  /** Rows that ask nobody for anything and are shown nowhere. */
  readonly facts: number;
  readonly issues: number;
  /** Most issues first. New work comes in one DM, urgent work in one of its own. */
  readonly people: readonly { readonly name: string; readonly issues: number; readonly messages: number }[];
  /** Most lines first. A summary each, its lines in the messages of its thread. */
  readonly channels: readonly { readonly name: string; readonly lines: number; readonly messages: number }[];
}

export interface Forecaster {
  readonly add: (said: Said) => void;
  readonly forecast: (tx: Tx) => Promise<Forecast>;
}

interface Load {
  readonly topic: string | undefined;
  readonly department: string;
  calm: number;
  urgent: number;
}

/** Reads each row as the bot will, and stores nothing. Owners are asked for once, at the end: of each topic, not of each row. */
export function createForecaster(organisation: Organisation, read: Reader, now: Instant): Forecaster {
  const loads = new Map<string, Load>();
  const lines = new Map<string, number>();
  let facts = 0;

  const addLine = (department: string) => {
    const { key } = departmentOf(organisation, department);
    lines.set(key, (lines.get(key) ?? 0) + 1);
  };
  return {
    add(said) {
      if (!isWork(said, { arrivedAt: now, now }, organisation)) {
        facts++;
        return;
      }
      const reading = read(said, organisation.topics);
      const complaints = complaintsIn(reading);
      for (const { topic } of complaints) {
        const department = topicOf(organisation, topic)?.department ?? '';
        const key = JSON.stringify([topic, department]);
        const load = loads.get(key) ?? { topic, department, calm: 0, urgent: 0 };
        loads.set(key, load);
        load[isUrgent(said, reading, organisation) ? 'urgent' : 'calm']++;
        addLine(department);
      }
      if (complaints.length > 0) return;
      const main = reading.statements.find(({ topic }) => topic !== undefined)?.topic;
      addLine(topicOf(organisation, main)?.department ?? '');
    },
    async forecast(tx) {
      const all = [...loads.values()];
      return {
        facts,
        issues: all.reduce((sum, { calm, urgent }) => sum + calm + urgent, 0),
        people: await peopleOf(tx, organisation, all),
        channels: await channelsOf(tx, organisation, lines),
      };
    },
  };
}

async function peopleOf(tx: Tx, organisation: Organisation, loads: readonly Load[]): Promise<Forecast['people']> {
  const sums = new Map<UserId, { calm: number; urgent: number }>();
  for (const { topic, department, calm, urgent } of loads) {
    const { user } = await answererFor(tx, organisation, { topic: topicOf(organisation, topic), department });
    const sum = sums.get(user) ?? { calm: 0, urgent: 0 };
    sums.set(user, { calm: sum.calm + calm, urgent: sum.urgent + urgent });
  }
  const people = [];
  for (const [user, { calm, urgent }] of sums) {
    const name = (await findPerson(tx, user))?.name ?? user;
    people.push({ name, issues: calm + urgent, messages: Number(calm > 0) + Number(urgent > 0) });
  }
  return people.sort((a, b) => b.issues - a.issues);
}

async function channelsOf(tx: Tx, organisation: Organisation, lines: ReadonlyMap<string, number>) {
  const channels = [];
  for (const [key, count] of lines) {
    const { channel } = departmentOf(organisation, key);
    const name = (await channelOf(tx, organisation, key)) ? channel : `${channel} (not found; to the CX lead)`;
    channels.push({ name, lines: count, messages: 1 + Math.ceil(count / PAGE) });
  }
  return channels.sort((a, b) => b.lines - a.lines);
}
