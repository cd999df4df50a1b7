export { actingOnDirectory, onDirectory } from './acting.ts';
export { withWall } from './amendments.ts';
export {
  type Answerer,
  answererFor,
  channelOf,
  cxLead,
  departmentOf,
  departmentsOf,
  findCxLead,
  headOf,
  rehearsalFor,
  relationsOf,
  roleOf,
  sponsorOf,
  standsFor,
  topicOf,
  whoIsThere,
} from './answerable.ts';
export { calendarOf, companyCalendar } from './calendars.ts';
export { type Change, changesBetween } from './changes.ts';
export { confidants } from './confidants.ts';
export { disturbableAt, heldFor, wordAt } from './disturbing.ts';
export { type ChannelRef, type Department, departmentIn, type Organisation } from './domain.ts';
export { amend, applyOrganisation } from './edit.ts';
export type { Anchor, LadderStep, Phase, Recipient, Saying } from './ladder.ts';
export { organisationFrom, orgProblemsText } from './org-file.ts';
export { organisationText } from './org-text.ts';
export { ownersOf } from './owners.ts';
export { defaultPolicy, policyLines } from './policy.ts';
export { type EffectivePolicy, policyFor } from './policy-for.ts';
export { staffOf, worksIn } from './staff.ts';
export {
  currentOrganisation,
  findOrganisation,
  organisationOf,
  organisationUnder,
  type Version,
} from './store.ts';
export { templateOrganisation } from './template.ts';
export type { Orphaned } from './upkeep/agreement.ts';
export { usableChannel } from './upkeep/channel.ts';
export { countUnfilled } from './upkeep/open.ts';
export { HANDOFFS_COUNT, proposeMoving } from './upkeep/propose.ts';
export { beginUpkeep } from './upkeep/write.ts';
export type { Customer } from './who/customer.ts';
export { topicsMeant } from './who/search.ts';

import type { Context } from '../../platform/context.ts';
import { hearer } from '../../platform/facts/facts.ts';
import type { Feature } from '../../platform/feature.ts';
import { ownershipAtHome } from './home.ts';
import { renderCorrection, surface } from './slack.ts';
import { renderAnswered, renderPlaced, renderUpkeep, type Volumes } from './upkeep/messages.ts';
import { keepTrue, onPersonLeft, UPKEEP_TIMER } from './upkeep/write.ts';
import type { FindCustomer } from './who/customer.ts';

/** What it asks of those who know the complaints. */
interface Asked {
  readonly volumes: Volumes;
  readonly customerNamed: FindCustomer;
}

/** Departments, topics, and who answers for them; kept true by those who are named. */
export const ownership = ({ now }: Context, { volumes, customerNamed }: Asked): Feature => ({
  name: 'ownership',
  surface: surface(customerNamed),
  home: ownershipAtHome(volumes),
  hears: [hearer('ownership.vacate', 'person.left', (tx, { user }) => onPersonLeft(tx, user, now()))],
  timers: { [UPKEEP_TIMER]: (tx, _subject, at) => keepTrue(tx, at) },
  messages: {
    'ownership.correction': renderCorrection,
    'ownership.upkeep': renderUpkeep(volumes),
    'ownership.answered': renderAnswered,
    'ownership.placed': renderPlaced,
  },
});
