import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox, Seed } from '../../sandbox/index.ts';
import { checkedSeed } from '../../sandbox/seed.ts';
import { call, closeAll, manifest, seed, socketApp, until, workspace } from './workspace.ts';

const STEP = {
  title: 'Turn on',
  description: 'Turns a lamp on',
  input_parameters: { properties: { lamp: { type: 'string' }, percent: { type: 'integer' } }, required: ['lamp'] },
  output_parameters: { watts: { type: 'number', title: 'Watts', is_required: true } },
};

const withStep = (): Seed => ({
  ...seed(),
  manifest: { ...manifest({ events: ['function_executed'] }), functions: { turn_on: STEP } },
});

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await workspace({ seed: withStep() });
});
afterEach(closeAll);

const success = (id: string, outputs: unknown) =>
  call(sandbox, 'functions.completeSuccess', { function_execution_id: id, outputs });
const failure = (id: string, error = 'no bulb') =>
  call(sandbox, 'functions.completeError', { function_execution_id: id, error });

describe('a custom step in a workflow', () => {
  test('reaches the Bolt app with its inputs, and ends with what the app makes of them', async () => {
    const app = socketApp(sandbox);
    app.function('turn_on', async ({ inputs, complete, fail }) => {
      if (inputs.lamp === 'broken') await fail({ error: 'no bulb' });
      else await complete({ outputs: { watts: 7 } });
    });
    await app.start();
    const well = await sandbox.as('anna').runStep('turn_on', { lamp: 'kitchen', percent: 50 });
    await until(() => sandbox.execution(well)?.state !== 'running');
    expect(sandbox.execution(well)).toMatchObject({ state: 'completed', outputs: { watts: 7 } });
    const badly = await sandbox.as('anna').runStep('turn_on', { lamp: 'broken' });
    await until(() => sandbox.execution(badly)?.state !== 'running');
    expect(sandbox.execution(badly)).toMatchObject({ state: 'failed', error: 'no bulb' });
    expect(sandbox.ledger.refusals()).toEqual([]);
  });

  test('ends once', async () => {
    const id = await sandbox.as('anna').runStep('turn_on', { lamp: 'kitchen' });
    expect(await success(id, { watts: 7 })).toMatchObject({ ok: true });
    expect(await success(id, { watts: 9 })).toMatchObject({ error: 'execution_not_in_running_state' });
    expect(await failure(id)).toMatchObject({ error: 'execution_not_in_running_state' });
    expect(sandbox.execution(id)?.outputs).toEqual({ watts: 7 });
  });

  test.each<[string, unknown]>([
    ['parameter_validation_failed', {}],
    ['parameter_validation_failed', { watts: 'seven' }],
    ['parameter_validation_failed', { watts: 7, lumen: 800 }],
    ['invalid_arguments', 'watts'],
    ['invalid_arguments', undefined],
  ])('is refused with %s when completed with %j', async (error, outputs) => {
    const id = await sandbox.as('anna').runStep('turn_on', { lamp: 'kitchen' });
    expect(await success(id, outputs)).toMatchObject({ ok: false, error });
    expect(sandbox.execution(id)?.state).toBe('running');
  });

  test('must be a run that there is', async () => {
    expect(await success('Fx0NONE', {})).toMatchObject({ error: 'function_execution_not_found' });
    expect(await failure('Fx0NONE')).toMatchObject({ error: 'function_execution_not_found' });
  });

  test('runs with inputs as the manifest has them', async () => {
    const anna = sandbox.as('anna');
    await expect(anna.runStep('turn_off')).rejects.toThrow('unknown_step');
    await expect(anna.runStep('turn_on', {})).rejects.toThrow('lamp is required');
    await expect(anna.runStep('turn_on', { lamp: 'x', percent: 0.5 })).rejects.toThrow('percent is no integer');
    await expect(anna.runStep('turn_on', { lamp: 'x', colour: 'red' })).rejects.toThrow('no parameter colour');
  });

  test('is refused in a manifest where it is half described', () => {
    const bad = { ...manifest(), functions: { turn_on: { title: 'Turn on' } } };
    expect(() => checkedSeed({ ...seed(), manifest: bad })).toThrow('manifest.functions.turn_on.input_parameters');
  });
});
