import type { Tx } from '../../platform/db/schema.ts';
import type { CommandVerb } from '../../platform/slack/surface.ts';
import { currentOrganisation, departmentOf, type Organisation } from '../ownership/index.ts';
import type { Issue } from './domain.ts';
import { type Blocked, customersIn, rankedWants } from './life/means.ts';
import { blockedIssues } from './store.ts';
import { wantList } from './views/means.ts';
import { waitingFor } from './waiting.ts';

export const blocked: CommandVerb = {
  verb: 'blocked',
  usage: '',
  help: 'what customers wait for that only leadership can give',
  may: 'issue.blocked',
  async run(tx, { now }) {
    const { organisation } = await currentOrganisation(tx);
    const found: Blocked[] = [];
    for (const issue of await blockedIssues(tx)) found.push(await wanting(tx, organisation, issue));
    return { say: wantList(rankedWants(found), customersIn(found), now) };
  },
};

async function wanting(tx: Tx, organisation: Organisation, issue: Issue): Promise<Blocked> {
  return {
    issue: issue.id,
    need: issue.pause?.need ?? 'tool',
    department: departmentOf(organisation, issue.department).name,
    reason: issue.pause?.reason ?? '',
    ...(await waitingFor(tx, issue)),
  };
}
