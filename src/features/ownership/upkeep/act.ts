import { nextWorking } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { saveAudit } from '../../../platform/db/audit-trail.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise } from '../../../platform/outbox/outbox.ts';
import { findPerson, isNamed, type Person } from '../../people/index.ts';
import { type ActingOnDirectory, type ActingOnTopic, actingOnTopic, refOf } from '../acting.ts';
import { ownedBy, withHolder, withoutTopic, withTopic } from '../amendments.ts';
import { headOf } from '../answerable.ts';
import { calendarOf } from '../calendars.ts';
import { departmentIn, type Organisation, type Topic } from '../domain.ts';
import { amend } from '../edit.ts';
import { currentOrganisation } from '../store.ts';
import { agreementNow } from './agreement.ts';
import type { Place } from './lines.ts';
import { openFor } from './open.ts';
import { agreementsOf, answerProposal, openProposals, saveAgreements } from './store.ts';
import { answered, askNobodyElse, askOwners, letGo, redrawAbout, tellAsSoon } from './write.ts';

/** They answer for it from now on, or still do. Resolves to why not, in words for them. */
export async function agree(tx: Tx, acting: ActingOnTopic): Promise<string | undefined> {
  const { topic, person, agreement, now } = acting;
  const named = isNamed(person, topic.owner);
  if (!named && agreement?.state !== 'asked') return 'That has been settled meanwhile.';
  if (!named) await amend(tx, person.id, withTopic(topic.key, ownedBy(refOf(person))), now);
  const pair = { topic: topic.key, person: refIn(topic, person) };
  await saveAgreements(tx, [agreementNow(pair, 'agreed', now)]);
  if (!named) await askNobodyElse(tx, pair);
  const deed = { action: 'topic.agree', subject: `topics.${topic.key}.owner` };
  await saveAudit(tx, [{ ...deed, before: agreement?.state, after: 'agreed' }], person.id, now);
  if (agreement?.state === 'asked') await answered(tx, agreement, 'agreed', now);
  if (agreement?.state !== 'agreed') await redrawAbout(tx, topic, now);
  return undefined;
}

/** Everything that they are to confirm is still theirs. Resolves to how much that is. */
export async function agreeToAll(tx: Tx, user: UserId, now: Instant): Promise<number> {
  const due = (await openFor(tx, user, now)).flatMap((line) => (line.kind === 'due' ? [line.topic.key] : []));
  for (const key of due) {
    const acting = await actingOnTopic(tx, { user, now }, key, 'topic.agree');
    if (!('refused' in acting)) await agree(tx, acting);
  }
  return due.length;
}

/** They would rather not: the head answers, and is asked to name somebody else. */
export async function decline(tx: Tx, { organisation, topic, agreement, now }: ActingOnTopic): Promise<void> {
  if (agreement === undefined || agreement.state === 'declined') return;
  await letGo(tx, agreement, 'declined', now);
  const head = await headOf(tx, organisation, topic.department);
  if (agreement.askedBy === undefined && head !== undefined) await tellAsSoon(tx, head, now);
}

/** Asks somebody to answer for a topic; whoever names themselves answers at once. Resolves to what is wrong with it, or to what comes of it. */
export async function name(
  tx: Tx,
  acting: ActingOnTopic,
  named: UserId,
): Promise<{ readonly wrong: string } | { readonly say: string }> {
  const { topic, person, now } = acting;
  const whom = await findPerson(tx, named);
  if (whom?.standing !== 'member') return { wrong: 'Only a full member of this workspace can answer for it.' };
  if (named === person.id) {
    await keep(tx, acting);
    return { say: `You answer for *${topic.name}* from now on.` };
  }
  const known = (await agreementsOf(tx, whom)).find((each) => each.topic === topic.key);
  if (known?.state === 'agreed') return { wrong: 'They answer for it already.' };
  const asked = agreementNow({ topic: topic.key, person: refIn(topic, whom) }, 'asked', now, person.id);
  await saveAgreements(tx, [asked]);
  const deed = { action: 'topic.name', subject: `topics.${topic.key}.owner` };
  await saveAudit(tx, [{ ...deed, before: topic.owner, after: refOf(whom) }], person.id, now);
  await askOwners(tx, [asked], now);
  return { say: `<@${named}> is asked as soon as they are at work. Until they say yes, all stays as it is.` };
}

/** How a topic names this person, or would. */
const refIn = ({ owner }: Topic, person: Person): string => (isNamed(person, owner) ? owner : refOf(person));

/** The head, or the CX lead, answers for it from now on. */
export async function keep(tx: Tx, { topic, person, now }: ActingOnTopic): Promise<void> {
  const pair = { topic: topic.key, person: refIn(topic, person) };
  await amend(tx, person.id, withTopic(topic.key, ownedBy(pair.person)), now);
  await saveAgreements(tx, [agreementNow(pair, 'agreed', now)]);
  await askNobodyElse(tx, pair);
  await redrawAbout(tx, topic, now);
}

/** Nobody answers for it by name any more. */
export async function retire(tx: Tx, { topic, person, now }: ActingOnTopic): Promise<void> {
  await amend(tx, person.id, withoutTopic(topic.key), now);
  await redrawAbout(tx, topic, now);
}

/** The department that people's hand-offs speak for has the topic from now on; its head answers and may name somebody. */
export async function settleProposal(
  tx: Tx,
  { organisation, person, now }: ActingOnDirectory,
  id: number,
  answer: 'taken' | 'left',
): Promise<string> {
  const proposal = (await openProposals(tx)).find((each) => each.id === id);
  const to = departmentIn(organisation, proposal?.department);
  if (proposal === undefined || to === undefined) return 'That has been settled meanwhile.';
  await answerProposal(tx, id, answer);
  if (answer === 'left') return 'It stays as it is. I ask again only if people go on moving them.';
  const moved = { department: to.key, owner: to.head, backup: to.head, ask: undefined };
  await amend(
    tx,
    person.id,
    withTopic(proposal.topic, (topic) => ({ ...topic, ...moved })),
    now,
  );
  const agreement = agreementNow({ topic: proposal.topic, person: to.head }, 'asked', now);
  await saveAgreements(tx, [agreement]);
  await askOwners(tx, [agreement], now);
  return `${to.name} answers for it from now on. Its head is asked who.`;
}

/** Somebody has a place from now on, and is told. Resolves to what is wrong with it. */
export async function fill(
  tx: Tx,
  acting: ActingOnDirectory,
  place: Place,
  named: UserId,
): Promise<string | undefined> {
  return (await fillAll(tx, acting, [[place, named]]))?.why;
}

/** The same for several, all or none of them. */
export async function fillAll(
  tx: Tx,
  { person, now }: ActingOnDirectory,
  named: readonly (readonly [Place, UserId])[],
): Promise<{ readonly place: Place; readonly why: string } | undefined> {
  const changes: ((organisation: Organisation) => Organisation)[] = [];
  for (const [place, user] of named) {
    const whom = await findPerson(tx, user);
    if (whom?.standing !== 'member') return { place, why: 'Only a full member of this workspace can be named.' };
    changes.push(withHolder(place, refOf(whom)));
  }
  const wrong = await amend(tx, person.id, (all) => changes.reduce((each, change) => change(each), all), now);
  const last = named.at(-1);
  if (wrong !== undefined && last) return { place: last[0], why: wrong };
  for (const [place, user] of named) if (user !== person.id) await tellPlaced(tx, person.id, place, user, now);
  return undefined;
}

async function tellPlaced(tx: Tx, by: UserId, place: Place, named: UserId, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  const subject = `${by}/${place}`;
  const holdUntil = nextWorking(await calendarOf(tx, organisation, named), now);
  const key = `ownership/placed/${named}/${place}/${now}`;
  await promise(tx, { key, kind: 'ownership.placed', subject, to: named, holdUntil }, now);
}
