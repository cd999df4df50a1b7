import { parameterMistake } from '../manifest-steps.ts';
import { startExecution } from '../workspace/executions.ts';
import type { Json } from '../workspace/model.ts';
import { ActError, type Desk } from './desk.ts';

/** Somebody's workflow comes to a custom step of the app's; resolves with the id of the run. */
export function runStep({ slack }: Desk, callbackId: string, inputs: Json): string {
  const step = slack.manifest.steps.find(({ callback_id }) => callback_id === callbackId);
  if (!step) throw new ActError('unknown_step', `the manifest has no function ${callbackId}`);
  const mistake = parameterMistake(step.inputs, inputs);
  if (mistake) throw new ActError('invalid_input', mistake);
  return startExecution(slack.workspace, step, inputs).id;
}
