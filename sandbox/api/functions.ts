import { isObject } from '../block-kit/check.ts';
import { parameterMistake } from '../manifest-steps.ts';
import { endExecution } from '../workspace/executions.ts';
import type { Execution, Json } from '../workspace/model.ts';
import type { Args } from './args.ts';
import { type Method, refuse, refuseWith, type Slack } from './method.ts';

/** How an app ends a run of a custom step: once, well or badly. */

function running({ workspace }: Slack, args: Args): Execution {
  const execution = workspace.executions.get(args.text('function_execution_id'));
  if (!execution) return refuse('function_execution_not_found');
  return execution.state === 'running' ? execution : refuse('execution_not_in_running_state');
}

function successCall(slack: Slack, args: Args): Json {
  const execution = running(slack, args);
  const bad = () => refuseWith('invalid_arguments', ['must be an object [json-pointer:/outputs]']);
  const outputs = args.json('outputs', bad);
  if (!isObject(outputs)) return bad();
  const step = slack.manifest.steps.find(({ callback_id }) => callback_id === execution.callback_id);
  const mistake = parameterMistake(step?.outputs ?? [], outputs);
  if (mistake) return refuseWith('parameter_validation_failed', [mistake]);
  endExecution(slack.workspace, execution, { state: 'completed', outputs });
  return {};
}

function errorCall(slack: Slack, args: Args): Json {
  const execution = running(slack, args);
  endExecution(slack.workspace, execution, { state: 'failed', error: args.text('error') });
  return {};
}

const END = { scopes: [], tier: 3 } as const;
const ERRORS = ['function_execution_not_found', 'execution_not_in_running_state'];

export const FUNCTIONS: Readonly<Record<string, Method>> = {
  'functions.completeSuccess': {
    ...END,
    required: ['function_execution_id', 'outputs'],
    errors: [...ERRORS, 'parameter_validation_failed'],
    handle: successCall,
  },
  'functions.completeError': {
    ...END,
    required: ['function_execution_id', 'error'],
    errors: ERRORS,
    handle: errorCall,
  },
};
