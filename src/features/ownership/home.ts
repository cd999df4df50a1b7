import type { KnownBlock } from '@slack/types';
import { localDay } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import type { HomeSection } from '../../platform/feature.ts';
import { actions, button, context, header, section } from '../../platform/slack/blocks.ts';
import { mrkdwn } from '../../platform/slack/mrkdwn.ts';
import { findPerson, isNamed } from '../people/index.ts';
import { type Asking, actingOnDirectory } from './acting.ts';
import { departmentOf } from './answerable.ts';
import { headedRows } from './directory/headed.ts';
import { currentOrganisation } from './store.ts';
import { openLinesBlocks } from './upkeep/letter.ts';
import { isMissing, type Line, missing } from './upkeep/lines.ts';
import { type Volumes, wordingFor } from './upkeep/messages.ts';
import { openDirectory, openFor } from './upkeep/open.ts';
import { findAgreement } from './upkeep/store.ts';

const MOST = 10;

/** On the Home tab: the topics its reader answers for, and what of the directory they can put right. */
export const ownershipAtHome =
  (volumes: Volumes): HomeSection =>
  async (tx, { user, now }) => {
    const lines = await openFor(tx, user, now);
    const open = lines.length === 0 ? [] : openLinesBlocks(lines, await wordingFor(tx, user, lines, volumes, now));
    return [
      ...(await answeringFor(tx, user)),
      ...(await heading(tx, user)),
      ...open,
      ...(await directing(tx, { user, now }, lines)),
    ];
  };

/** For those who look after the whole: the way to all of it, and to what is missing where that is not asked of them already. */
async function directing(tx: Tx, reader: Asking, asked: readonly Line[]): Promise<KnownBlock[]> {
  if ('refused' in (await actingOnDirectory(tx, reader, 'directory.edit'))) return [];
  const left = asked.some(isMissing) ? 0 : missing(await openDirectory(tx, reader.now)).length;
  return [
    actions(
      'directory',
      ...(left > 0 ? [button(`Set up: ${left} to do`, 'ownership.lead', 'first')] : []),
      button('Departments and topics', 'ownership.directory', '0'),
    ),
  ];
}

async function heading(tx: Tx, user: UserId): Promise<KnownBlock[]> {
  const rows = await headedRows(tx, user);
  return rows.length === 0 ? [] : [header('You head'), ...rows];
}

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
