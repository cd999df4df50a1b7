import type { KnownBlock } from '@slack/types';
import type { UserId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { button, section } from '../../../platform/slack/blocks.ts';
import { channelNamed, joined, mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import { findPerson } from '../../people/index.ts';
import { departmentsHeadedBy } from '../acting.ts';
import type { Department } from '../domain.ts';
import { currentOrganisation } from '../store.ts';
import { namingOf } from './naming.ts';
import type { Person } from './views.ts';

const MOST = 10;

/** The departments that somebody heads, or stands in for the head of, each to be edited; none for most people. */
export async function headedRows(tx: Tx, user: UserId): Promise<KnownBlock[]> {
  const { organisation } = await currentOrganisation(tx);
  const person = await findPerson(tx, user);
  const theirs = person ? departmentsHeadedBy(organisation, person).slice(0, MOST) : [];
  const deputies = theirs.map(({ deputy }) => deputy);
  const { personOf } = await namingOf(tx, deputies);
  return theirs.map((department) => row(department, personOf));
}

function row({ key, name, channel, deputy, members }: Department, personOf: Person): KnownBlock {
  const facts = [
    mrkdwn`*${name}*`,
    channel === undefined ? mrkdwn`no channel yet` : channelNamed(channel),
    deputy === undefined ? mrkdwn`no deputy yet` : mrkdwn`deputy: ${personOf(deputy)}`,
    mrkdwn`members: ${members.length}`,
  ];
  return { ...section(joined(facts, ' · ')), accessory: button('Edit', 'ownership.edit-department', key) };
}
