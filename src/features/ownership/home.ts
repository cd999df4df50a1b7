import type { KnownBlock } from '@slack/types';
import { localDay } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import type { HomeSection } from '../../platform/feature.ts';
import { button, context, header, section } from '../../platform/slack/blocks.ts';
import { mrkdwn } from '../../platform/slack/mrkdwn.ts';
import { findPerson, isNamed } from '../people/index.ts';
import { departmentOf } from './answerable.ts';
import { currentOrganisation } from './store.ts';
import { openLinesBlocks } from './upkeep/letter.ts';
import { type Volumes, wordingFor } from './upkeep/messages.ts';
import { openFor } from './upkeep/open.ts';
import { findAgreement } from './upkeep/store.ts';

const MOST = 10;

/** On the Home tab: the topics its reader answers for, and what of the directory they can put right. */
export const ownershipAtHome =
  (volumes: Volumes): HomeSection =>
  async (tx, { user, now }) => {
    const lines = await openFor(tx, user, now);
    const open = lines.length === 0 ? [] : openLinesBlocks(lines, await wordingFor(tx, user, lines, volumes, now));
    return [...(await answeringFor(tx, user)), ...open];
  };

async function answeringFor(tx: Tx, user: UserId): Promise<KnownBlock[]> {
  const { organisation } = await currentOrganisation(tx);
  const person = await findPerson(tx, user);
  const theirs = organisation.topics.filter(({ owner }) => person && isNamed(person, owner));
  const rows: KnownBlock[] = [];
  for (const { key, name, department, owner } of theirs.slice(0, MOST)) {
    const agreement = await findAgreement(tx, key, owner);
    const since = agreement?.state === 'agreed' ? localDay(agreement.since, organisation.company.timezone) : undefined;
    if (since === undefined) continue;
    rows.push({
      ...section(mrkdwn`*${name}* (${departmentOf(organisation, department).name}), confirmed ${since}`),
      accessory: button('Hand over', 'ownership.name', key),
    });
  }
  const more = theirs.length > MOST ? [context(mrkdwn`and ${theirs.length - MOST} more.`)] : [];
  return rows.length === 0 ? [] : [header('You answer for'), ...rows, ...more];
}
