import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { type Answerer, answererFor, currentOrganisation, headOf, topicOf } from '../../ownership/index.ts';
import { type Acting, actingOn } from '../acting.ts';
import { carryOut } from '../change.ts';
import { type Outcome, refused } from '../domain.ts';
import { eventsOf } from '../events/store.ts';
import type { Fields } from '../fields.ts';
import { agree, hadBefore } from '../life/limbo.ts';

/** "Product takes it", said by its head or by whoever stands for the whole. */
export async function takeFor(
  tx: Tx,
  asked: { readonly issue: string; readonly user: UserId; readonly now: Instant },
  department: string,
): Promise<Outcome> {
  const acting = await actingOn(tx, asked, 'issue.agree', (await heads(tx, asked.user, department)) ? ['taker'] : []);
  if (acting.kind === 'refused') return acting;
  return carryOut(tx, acting.issue, await agreeOn(tx, acting, { department }), asked.now);
}

async function heads(tx: Tx, user: UserId, department: string): Promise<boolean> {
  const { organisation } = await currentOrganisation(tx);
  const known = organisation.departments.some(({ key }) => key === department);
  return known && (await headOf(tx, organisation, department)) === user;
}

/** It goes to whoever answers in that department: if there is one, somebody who has not passed it on before. */
export async function agreeOn(tx: Tx, acting: Acting, { department, reason }: Fields): Promise<Outcome> {
  const { organisation, issue, act } = acting;
  if (issue.restricted !== undefined) return refused('Only few may read this: it goes to no department.', 'department');
  const named = organisation.departments.find(({ key }) => key === department);
  if (named === undefined) return refused('Choose the department whose it is.', 'department');
  const { user, standing } = await answererIn(tx, acting, named.key);
  return agree(issue, act, { owner: user, standing, department: named.key }, reason);
}

async function answererIn(tx: Tx, { organisation, issue }: Acting, department: string): Promise<Answerer> {
  const about = { topic: topicOf(organisation, issue.topic), department };
  const fresh = await answererFor(tx, organisation, about, hadBefore(await eventsOf(tx, issue)));
  return fresh.standing === 'last' ? answererFor(tx, organisation, about) : fresh;
}
