export {
  type Answerer,
  answererFor,
  calendarOf,
  channelOf,
  cxLead,
  departmentOf,
  headOf,
  relationsOf,
  topicOf,
} from './answerable.ts';
export {
  type ChannelRef,
  type Company,
  type Department,
  defaultStages,
  type Organisation,
  type PersonException,
  type PersonRef,
  type Roles,
  type Topic,
} from './domain.ts';
export { type OrgOutcome, type OrgProblem, organisationFrom, orgProblemsText } from './org-file.ts';
export { defaultPolicy, type Policy, type PolicyKey, policyDefaults, policyLines } from './policy.ts';
export { currentOrganisation, findOrganisation, organisationAt, saveOrganisation, type Version } from './store.ts';

import type { Feature } from '../../platform/feature.ts';
import { surface } from './slack.ts';

/** Departments, topics, and who answers for them. */
export const ownership = (): Feature => ({ name: 'ownership', surface });
