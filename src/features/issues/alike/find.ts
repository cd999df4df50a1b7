import { masked } from '../../../kernel/masking.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { beginningsOf, type Complaint, customerText, feedbackOf, sameCustomer } from '../../feedback/index.ts';
import { findPerson } from '../../people/index.ts';
import type { Issue } from '../domain.ts';
import { nearestTo } from '../life/likeness.ts';
import type { Alike } from '../life/storms.ts';
import { mergedInto, openOn, type Solved, solvedOn } from './store.ts';

/** From so much on two texts say the same. */
const SAME = 0.7;
/** Less than this is alike by chance. */
const ALIKE = 0.1;
const MOST_SOLVED = 3;

export interface SaidAlready {
  /** An open issue that it may be the same as: by its words, else the newest of the same customer. */
  readonly like: number | undefined;
  /** Open issues in nearly the same words, the nearest first. */
  readonly alike: readonly Alike[];
}

const MOST_ALIKE = 200;

/** What customers say of the same topic in nearly the same words, of those that are still open. */
export async function saidAlready(tx: Tx, { feedback, topic }: Complaint): Promise<SaidAlready> {
  if (topic === undefined) return { like: undefined, alike: [] };
  const open = (await openOn(tx, topic)).filter((each) => each.feedback !== feedback.id);
  const said = await beginningsOf(
    tx,
    open.map((each) => each.feedback),
  );
  const texts = open.map((each) => ({ id: each.id, text: said.get(each.feedback)?.text ?? '' }));
  const near = nearestTo(feedback.text, texts, { least: SAME, most: MOST_ALIKE });
  const byId = new Map(open.map((each) => [each.id, each]));
  const sameOne = open.find((each) => sameCustomer(said.get(each.feedback)?.customer ?? {}, feedback.customer));
  return { like: near[0] ?? sameOne?.id, alike: near.flatMap((id) => byId.get(id) ?? []) };
}

/** Up to three issues of the same topic that were solved and told, the nearest by their words first. */
export async function solvedAlike(tx: Tx, { topic, feedback, restricted }: Issue): Promise<Solved[]> {
  if (topic === undefined || restricted !== undefined) return [];
  const solved = await solvedOn(tx, topic);
  if (solved.length === 0) return [];
  const { text } = await feedbackOf(tx, feedback);
  const said = await beginningsOf(
    tx,
    solved.map((each) => each.feedback),
  );
  const texts = solved.map((each) => ({ id: each.id, text: said.get(each.feedback)?.text ?? '' }));
  const nearest = nearestTo(text, texts, { least: ALIKE, most: MOST_SOLVED });
  return nearest.flatMap((id) => solved.filter((each) => each.id === id));
}

const MOST_TOLD = 10;

/** Whoever is to be told with this issue, because theirs was merged into it, however often: "a customer at Orbit (#13, from Joe)". */
export async function toldWith(tx: Tx, issue: number): Promise<string[]> {
  const merged = new Map<number, number>();
  await addMerged(tx, issue, merged);
  // What it finds is gone through as well: others may have been merged into that before.
  for (const into of merged.keys()) await addMerged(tx, into, merged);
  merged.delete(issue);
  const found: string[] = [];
  for (const [id, feedback] of [...merged].slice(0, MOST_TOLD)) found.push(await calledBy(tx, id, feedback));
  return found;
}

async function addMerged(tx: Tx, into: number, merged: Map<number, number>): Promise<void> {
  for (const { id, feedback } of await mergedInto(tx, into)) merged.set(id, feedback);
}

async function calledBy(tx: Tx, id: number, feedback: number): Promise<string> {
  const { customer, loggedBy } = await feedbackOf(tx, feedback);
  const logger = loggedBy && (await findPerson(tx, loggedBy))?.name;
  return `${customerText(customer)} (#${id}${logger ? `, from ${masked(logger)}` : ''})`;
}
