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
export { type OrgOutcome, type OrgProblem, organisationFrom } from './org-file.ts';
export { defaultPolicy, type Policy, type PolicyKey, policyDefaults, policyLines } from './policy.ts';
