import type { Tx } from '../../platform/db/schema.ts';
import { feedbackOf } from '../feedback/index.ts';
import type { Issue } from './domain.ts';
import type { Waiting } from './life/causes.ts';

/** How an issue counts where customers and accounts are counted once each; nobody known is somebody of their own. */
export async function waitingFor(tx: Tx, issue: Issue): Promise<Waiting> {
  const { id, name, email, account } = (await feedbackOf(tx, issue.feedback)).customer;
  const alone = `#${issue.id}`;
  return {
    waitingSince: issue.waitingSince,
    customer: (id ?? email ?? (name && account ? `${name} ${account}` : alone)).toLowerCase(),
    account: (account ?? id ?? email ?? alone).toLowerCase(),
    value: issue.accountValue ?? 0,
  };
}
