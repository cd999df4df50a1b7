import {
  applyOrganisation,
  currentOrganisation,
  type Organisation,
  organisationFrom,
} from '../../src/features/ownership/index.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { startTestBot, type TestBot } from './bot.ts';
import { seed } from './company.ts';
import { at } from './issue.ts';

/** A bot in a workspace in which nobody has described the company: Lea owns it. */
export function fromNothing(): Promise<TestBot> {
  const company = seed();
  const users = (company.users ?? []).map((user) => (user.name === 'lea' ? { ...user, is_primary_owner: true } : user));
  return startTestBot({ seed: { ...company, users }, bot: { org: { path: 'org.yml', text: undefined } } });
}

export const inForce = (t: TestBot): Promise<Organisation> =>
  t.bot.context.transaction(async (tx) => (await currentOrganisation(tx)).organisation);

/** The newest DM to somebody, as it stands there; with `having` the newest in which that stands. */
export function dm(t: TestBot, who: string, having = '') {
  const message = t.sandbox.dm(who).findLast(({ blocks }) => JSON.stringify(blocks).includes(having));
  if (message === undefined) throw new Error(`${who} has no such DM`);
  return { channel: message.channel, ts: message.ts, text: message.text ?? '', blocks: message.blocks ?? [] };
}

export const said = (t: TestBot, who: string) => JSON.stringify(dm(t, who).blocks);
export const whispered = (t: TestBot, who: string) => JSON.stringify(t.sandbox.as(who).ephemerals().at(-1));

export async function owner(t: TestBot, issue = 1): Promise<string> {
  const row = await t.bot.context.transaction((tx) =>
    tx.selectFrom('issue').select('owner').where('id', '=', issue).executeTakeFirstOrThrow(),
  );
  return row.owner;
}

export async function answers(t: TestBot, words = 'charged twice'): Promise<string> {
  await t.sandbox.as('joe').command('/cx', `who ${words}`);
  return whispered(t, 'joe');
}

export async function applied(t: TestBot, text: string): Promise<void> {
  const parsed = organisationFrom(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { organisation } = parsed;
  await t.bot.context.transaction((tx) => applyOrganisation(tx, organisation, 'file', t.bot.context.now()));
  await t.settled();
}

/** Forward to a day, an hour at a time at its end, so that whatever is held until a working hour goes. */
export async function until(t: TestBot, day: string): Promise<void> {
  await t.turnTo(at(`${day} 07:00`));
  for (let hour = 0; hour < 5; hour++) await t.turn(HOUR);
}
