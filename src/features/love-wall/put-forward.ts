import type { MessageRef, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { findMessage } from '../../platform/outbox/outbox.ts';
import { says } from '../../platform/slack/answers.ts';
import type { Answer, Sent } from '../../platform/slack/surface.ts';
import { asRead, customerText, praiseOf, type Reader, restrictionOf } from '../feedback/index.ts';
import { isInConfidence } from '../issues/index.ts';
import { currentOrganisation, departmentsOf } from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import { QUOTED, saysEnough } from './domain.ts';
import { cardOf, digestOf } from './show.ts';
import { isKnown, saveCard } from './store.ts';
import { putForwardForm } from './views.ts';

const KNOWN = 'That has been on the wall, or is on its way there.';
const NO_PRAISE = 'I find no praise in that which everybody may read.';
const FOR_FEW = 'Something in it is for few to read. Pass it on with /cx log: then only they do.';
const THANKS = 'Thank you! It goes up on one of the next working days.';

interface Called {
  readonly user: UserId;
  readonly text: string;
  readonly at: MessageRef | undefined;
  readonly now: Instant;
}

/** The shortcut: what a card of ours quotes is put forward as it stands; of any other message its words, in a form. */
export async function called(tx: Tx, { user, text, at, now }: Called): Promise<Answer> {
  const message = at && (await findMessage(tx, at));
  if (message?.kind === 'feedback.card') return says(await putForwardFeedback(tx, Number(message.subject), user, now));
  if (message && (await isInConfidence(tx, message))) return says(NO_PRAISE);
  return { open: putForwardForm(await asRead(tx, text)) };
}

async function putForwardFeedback(tx: Tx, feedback: number, user: UserId, now: Instant): Promise<string> {
  const praise = await praiseOf(tx, feedback);
  if (praise === undefined || !saysEnough(praise.said)) return NO_PRAISE;
  if (await isKnown(tx, digestOf(praise.said))) return KNOWN;
  const { organisation } = await currentOrganisation(tx);
  await saveCard(tx, { ...(await cardOf(tx, organisation, praise)), put_forward_by: user, put_forward_at: now });
  return THANKS;
}

/** The form: what is no praise has no place on the wall, and is told where it has one. */
export async function putForward(tx: Tx, read: Reader, { user, values, now }: Sent): Promise<Answer> {
  const { organisation } = await currentOrganisation(tx);
  const said = (values.said ?? '').toWellFormed().replaceAll('\0', '\ufffd').trim();
  const digest = digestOf(said);
  const reading = read({ text: said }, organisation.topics);
  const wrong = wrongWith(said, reading.kind);
  if (wrong !== undefined) return { errors: { said: wrong } };
  if (await restrictionOf(tx, { text: said }, reading)) return { errors: { said: FOR_FEW } };
  if (await isKnown(tx, digest)) return { errors: { said: KNOWN } };
  const thanked = await memberOf(tx, values.thanked as UserId | undefined);
  if (thanked === 'nobody') return { errors: { thanked: 'Choose somebody who works here.' } };
  const [department = ''] = thanked ? departmentsOf(organisation, thanked) : [];
  const customer = customerText({ account: values.customer ?? '' });
  await saveCard(tx, {
    ...{ quote: said, digest, customer, department, thanked: thanked?.id ?? null },
    ...{ put_forward_by: user, put_forward_at: now },
  });
  return says(THANKS);
}

async function memberOf(tx: Tx, user: UserId | undefined) {
  if (user === undefined) return undefined;
  const person = await findPerson(tx, user);
  return person?.standing === 'member' ? person : 'nobody';
}

function wrongWith(said: string, kind: ReturnType<Reader>['kind']): string | undefined {
  if (said === '') return 'What did they say?';
  if (!saysEnough(said)) return 'A little more, please: what were they glad of?';
  if (said.length > QUOTED) return `That is longer than ${QUOTED} characters: choose the best of it.`;
  if (kind === 'complaint' || kind === 'mixed')
    return 'Something in it reads like a complaint. Leave that part out, and pass it on with /cx log.';
  return undefined;
}
