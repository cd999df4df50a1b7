import type { CustomStep } from '../manifest-steps.ts';
import type { Execution, Json } from './model.ts';
import { tell, type Workspace } from './workspace.ts';

/** A workflow has come to this step: the app is told to do its part. */
export function startExecution(workspace: Workspace, step: CustomStep, inputs: Json): Execution {
  const { ids, executions } = workspace;
  const execution: Execution = {
    id: ids.next('Fx'),
    callback_id: step.callback_id,
    inputs,
    token: `xwfp-${ids.hex(32)}`,
    state: 'running',
  };
  executions.set(execution.id, execution);
  tell(workspace, { type: 'executed', execution, step });
  return execution;
}

export function endExecution({ executions }: Workspace, execution: Execution, end: Partial<Execution>): void {
  executions.set(execution.id, { ...execution, ...end });
}

/** Whether it is the token of a run. */
export const isExecutionToken = ({ executions }: Workspace, token: string): boolean =>
  token.startsWith('xwfp-') && [...executions.values()].some((each) => each.token === token);
