import { expect, onTestFinished, test } from 'vitest';
import { until, World } from './world.ts';

test.each([
  ['after the message is claimed', 'outbox.after-claim'],
  ['after the picture is uploaded, before anybody sees it', 'outbox.after-upload'],
  ['after Slack has the message, before we know', 'outbox.after-answer'],
])('a picture is shown once though the process is killed %s', { timeout: 60_000 }, async (_when, point) => {
  const world = await World.start({ kill: { point, nth: 1 } });
  onTestFinished(() => world.close());
  const joe = world.sandbox.as('joe');
  await joe.command('/cx', 'journey');
  await joe.click(joe.ephemerals().at(-1) as never, 'journey.picture');
  await until('it died', () => world.deaths === 1);
  await until('the picture is there', () => world.sandbox.dm('joe').length > 0);
  await world.drained();
  expect(world.sandbox.dm('joe').map(({ blocks }) => blocks?.at(-1)?.type)).toEqual(['image']);
  const uploads = world.sandbox.ledger.calls.filter(({ method }) => method === 'upload');
  expect(uploads).toHaveLength(1);
});
