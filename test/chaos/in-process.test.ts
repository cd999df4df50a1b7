import { expect, onTestFinished, test } from 'vitest';
import { faultTests } from './faults.ts';
import { broken, story } from './story.ts';
import { World } from './world.ts';

faultTests(() => ({}));

test('the control: with the SDK’s own retries the same oracle finds messages said twice', {
  timeout: 60_000,
}, async () => {
  const world = await World.start({ sdkRetries: true });
  onTestFinished(() => world.close());
  await story(world, {
    first: ({ sandbox }) => sandbox.faults.next('chat.postMessage', { kind: 'drop-after-accept' }, 3),
  });
  expect(broken(world)).toContainEqual(expect.stringMatching(/was said [2-9] times/));
});
