import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { refresh } from '../../../platform/outbox/outbox.ts';
import { calendarOf, currentOrganisation, organisationUnder, relationsOf } from '../../ownership/index.ts';
import { can, findPerson, whoMay } from '../../people/index.ts';
import type { Acting } from '../acting.ts';
import { carryOut } from '../change.ts';
import type { Issue, Outcome } from '../domain.ts';
import type { Fields } from '../fields.ts';
import { write } from '../letters/write.ts';
import { type Cause, causeChoice, fixWith, hang, mendedWith, type Shipped, ship, takeOff } from '../life/causes.ts';
import { suggestionKey } from '../storms/gather.ts';
import { childrenOf, findCause, insertCause, openCausesOf, saveShipped } from './store.ts';

/** Hangs an issue under the cause that was chosen or named, or takes it off its own. */
export async function hangUnder(tx: Tx, { issue, act }: Acting, fields: Fields): Promise<Outcome> {
  const choice = causeChoice(issue, fields);
  if (choice.kind === 'refused' || choice.kind === 'changed') return choice;
  if (choice.kind === 'none') return takeOff(issue, act);
  const id = choice.kind === 'known' ? choice.id : await named(tx, issue, { ...choice, by: act.by, now: act.now });
  return hang(issue, act, await findCause(tx, id));
}

/** The open cause of that name, or a new one: two people may name the same. */
async function named(
  tx: Tx,
  { department }: Issue,
  { title, trackerUrl, by, now }: { title: string; trackerUrl: string | undefined; by: UserId; now: Instant },
): Promise<number> {
  const same = (await openCausesOf(tx, department)).find((each) => each.title.toLowerCase() === title.toLowerCase());
  return same?.id ?? insertCause(tx, { title, department, trackerUrl, createdBy: by }, now);
}

/** A cause, with all that hangs under it, that somebody may mend. */
export interface Shipping {
  readonly kind: 'allowed';
  readonly cause: Cause;
  readonly children: readonly Issue[];
}

interface Refusal {
  readonly kind: 'refused';
  readonly because: string;
  readonly field?: string;
}

export async function shippingOf(
  tx: Tx,
  asked: { readonly cause: string; readonly user: UserId },
): Promise<Shipping | Refusal> {
  const cause = /^\d{1,9}$/.test(asked.cause) ? await findCause(tx, Number(asked.cause)) : undefined;
  if (cause === undefined) return { kind: 'refused', because: 'There is no such cause any more.' };
  const children = await childrenOf(tx, cause.id);
  const person = await findPerson(tx, asked.user);
  const { organisation } = await currentOrganisation(tx);
  const about = { owner: asked.user, department: cause.department, topic: null };
  const owns = children.some(({ owner }) => owner === asked.user);
  const relations = person && relationsOf(organisation, person, about).filter((each) => each !== 'owner' || owns);
  if (person && relations && can({ standing: person.standing, relations }, 'cause.ship'))
    return { kind: 'allowed', cause, children };
  return { kind: 'refused', because: `That is for ${whoMay('cause.ship')}; any owner of its issues is meant.` };
}

/** Mends a cause: each of its issues that is not mended yet is, and is its own owner's to tell. Resolves to those. */
export async function shipCause(
  tx: Tx,
  { cause, children }: Shipping,
  { by, now, fields }: { readonly by: UserId; readonly now: Instant; readonly fields: Fields },
): Promise<{ readonly kind: 'shipped'; readonly mended: readonly Issue[] } | Refusal> {
  const shipped = ship(cause, { by, now }, fields);
  if (shipped.kind === 'refused') return shipped;
  await saveShipped(tx, cause.id, shipped.shipped);
  await refresh(tx, suggestionKey(cause.id));
  const mended = children.filter(mendedWith);
  for (const child of mended) await mendChild(tx, child, cause, shipped.shipped);
  return { kind: 'shipped', mended };
}

/** Its cause was mended after that instant, while it was merged into another: so it is mended too, and its customer to be told. */
export async function mendedSince(tx: Tx, issue: Issue, since: Instant, now: Instant): Promise<void> {
  const cause = issue.cause === undefined ? undefined : await findCause(tx, issue.cause);
  if (cause?.shipped === undefined || cause.shipped.at < since || !mendedWith(issue)) return;
  await mendChild(tx, issue, cause, { ...cause.shipped, at: now });
}

/** Its owner reads in the next bundle that there is good news to pass on. */
async function mendChild(tx: Tx, child: Issue, cause: Cause, shipped: Shipped): Promise<void> {
  const { by, at: now } = shipped;
  const organisation = await organisationUnder(tx, child.organisationVersion);
  const calendar = await calendarOf(tx, organisation, child.owner);
  const outcome = await carryOut(tx, child, fixWith(child, { by, now, calendar }, cause, shipped), now);
  if (outcome.kind === 'refused' || child.owner === by) return;
  const item = { issue: child.id, stage: outcome.issue.stage, step: 'tell', notice: false };
  await write(tx, organisation, { to: child.owner, topic: 'bundle', item, urgent: false }, now);
}
