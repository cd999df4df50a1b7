import { HOUR } from '../../src/kernel/time.ts';
import { until, type World } from './world.ts';

/** What goes wrong, beside the kill, and when. */
export interface Mishaps {
  /** Before anything happens. */
  readonly first?: (world: World) => Promise<void> | void;
  /** While the clock is about to be turned. */
  readonly beforeTurn?: (world: World) => Promise<void> | void;
}

const COMPLAINTS = ['c1', 'c2', 'c3', 'c4'];

/** Four complaints and two of praise come in; one is taken; the rest are nudged for when four working hours have passed, next morning at the latest, and what is praised is told at four. */
export async function story(world: World, { first, beforeTurn }: Mishaps): Promise<void> {
  await first?.(world);
  await Promise.all([
    ...COMPLAINTS.map((id) => world.sends(id, `I was charged twice. ${id}`)),
    ...['p1', 'p2'].map((id) => world.sends(id, `Wonderful help, thank you! ${id}`)),
  ]);
  await world.drained();

  const finance = world.sandbox.channel('finance');
  const card = world.sandbox.messages(finance).find(({ text }) => text?.includes('at c1'));
  if (card === undefined) throw new Error('c1 has no card');
  const at = { channel: finance, ts: card.ts };
  await Promise.all(['ann', 'bob', 'fay'].map((who) => world.clicks(who, at, 'issue.accept')));
  const second = world.sandbox.messages(finance).find(({ text }) => text?.includes('at c2'));
  if (second) await world.sandbox.as('fay').react('raising_hand', { channel: finance, ts: second.ts });
  await until('the helper is listed', () => {
    const [helper] = world.rows<{ n: number }>('select count(*) as n from issue_helper');
    return helper?.n === 1;
  });

  await beforeTurn?.(world);
  world.turn(6.6 * HOUR);
  await world.drained();
  // Whoever had their DMs of the day already reads it in the morning.
  world.turn(17.3 * HOUR);
  await world.drained();
}

/** What is wrong with the world after the story, in sentences; nothing when every promise was kept. */
export function broken(world: World): string[] {
  const messages = world.messages();
  return [...lost(world, messages), ...doubled(messages), ...owners(world), ...nudges(world, messages)];
}

type Messages = ReturnType<World['messages']>;

/** P1, P2: what was acknowledged stands in Slack, once. */
function lost(world: World, messages: Messages): string[] {
  return [...world.acked.keys()].flatMap((id) => {
    const cards = messages.filter(({ kind, text }) => /card$/.test(kind) && text.includes(`at ${id}`));
    return cards.length === 1 ? [] : [`${id} was acknowledged and has ${cards.length} cards`];
  });
}

/** P4: no key is said twice. */
function doubled(messages: Messages): string[] {
  const counts = new Map<string, number>();
  for (const { key } of messages) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([key, count]) => `${key} was said ${count} times`);
}

/** P9: one won the issue that several wanted, and it is the one the card names. */
function owners(world: World): string[] {
  const accepted = world.rows<{ actor: string }>("select actor from issue_event where type = 'accepted'");
  const taken = world.rows<{ owner: string }>("select owner from issue where state = 'accepted'");
  const winner = accepted[0]?.actor;
  return accepted.length === 1 && taken.length === 1 && taken[0]?.owner === winner
    ? []
    : [`taken ${accepted.length} times, ${taken.length} issues accepted`];
}

/** P5: whoever owes something was nudged for each of it once, and not for what was taken. */
function nudges(world: World, messages: Messages): string[] {
  const due = world.rows<{ id: number; owner: string }>("select id, owner from issue where state = 'open'");
  const letters = messages.filter(({ who, kind }) => who !== '' && (kind === 'issue.nudge' || kind === 'issue.letter'));
  const lines = world.rows<{ issue_id: number; letter_id: number }>(
    "select issue_id, letter_id from letter_item where step = 'accept'",
  );
  const said = new Set(letters.map(({ key }) => key));
  const problems = due.flatMap(({ id }) => {
    const told = lines.filter((line) => line.issue_id === id && said.has(`letter/${line.letter_id}`));
    return told.length === 1 ? [] : [`#${id} was nudged for ${told.length} times`];
  });
  const needless = lines.filter(({ issue_id }) => !due.some(({ id }) => id === issue_id));
  return [...problems, ...needless.map(({ issue_id }) => `#${issue_id} was nudged for though it was taken`)];
}
