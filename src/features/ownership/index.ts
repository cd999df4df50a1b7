export {
  type Answerer,
  answererFor,
  calendarOf,
  channelOf,
  companyCalendar,
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
export { type Change, changesBetween } from './changes.ts';
export { confidants } from './confidants.ts';
export { disturbableAt, heldFor, wordAt } from './disturbing.ts';
export type { ChannelRef, Organisation } from './domain.ts';
export type { Anchor, LadderStep, Phase, Recipient, Saying } from './ladder.ts';
export { organisationFrom, orgProblemsText } from './org-file.ts';
export { organisationText } from './org-text.ts';
export { defaultPolicy, policyLines } from './policy.ts';
export { type EffectivePolicy, policyFor } from './policy-for.ts';
export {
  currentOrganisation,
  findOrganisation,
  organisationOf,
  organisationUnder,
  saveOrganisation,
  type Version,
} from './store.ts';

export { topicsMeant } from './who/search.ts';

import type { Feature } from '../../platform/feature.ts';
import { renderCorrection, surface } from './slack.ts';

/** Departments, topics, and who answers for them. */
export const ownership = (): Feature => ({
  name: 'ownership',
  surface,
  messages: { 'ownership.correction': renderCorrection },
});
