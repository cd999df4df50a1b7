import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock, readSeed, startSandbox } from '../../sandbox/index.ts';
import { call, closeAll, seed, workspace } from './workspace.ts';

afterEach(closeAll);

const YAML = `
team: { name: Acme }
users:
  - { name: anna, email: Anna@acme.test }
channels:
  - { name: general, members: all }
manifest:
  display_information: { name: Lamp }
  settings: { socket_mode_enabled: true }
`;

describe('a seed', () => {
  test('needs little', () => {
    expect(readSeed(YAML)).toMatchObject({ team: { name: 'Acme' } });
  });

  test('names every mistake at once, each with its place', () => {
    const wrong = `
team: { name: Acme, colour: red }
users:
  - { name: anna, email: anna@acme.test, tz: Europe/Nowhere }
  - { name: Anna Smith, email: anna }
manifest:
  display_information: {}
  features: { slash_commands: [{ command: lamp }] }
`;
    expect(() => readSeed(wrong)).toThrow('the workspace seed has 6 mistakes');
    for (const place of [
      'team',
      'users.0.tz',
      'users.1.name',
      'users.1.email',
      'manifest.display_information.name',
      'manifest.features.slash_commands.0.command',
    ]) {
      expect(() => readSeed(wrong)).toThrow(`${place}: `);
    }
  });

  test('knows nobody twice, and only members that it names', () => {
    const wrong = YAML.replace('channels:', '  - { name: anna, email: b@acme.test }\nchannels:').replace(
      'all',
      '[carl]',
    );
    expect(() => readSeed(wrong)).toThrow('users.1.name: "anna" is there twice');
    expect(() => readSeed(wrong)).toThrow('channels.0.members.0: nobody is called "carl"');
  });

  test.each([
    [
      'an event without its scope',
      'event_subscriptions: { bot_events: [message.im] }',
      'message.im needs the bot scope im:history',
    ],
    [
      'an event that there is not',
      'event_subscriptions: { bot_events: [message.fax] }',
      'there is no event message.fax',
    ],
  ])('has a manifest without %s', (_what, line, message) => {
    expect(() => readSeed(YAML.replace('socket_mode_enabled', `${line}, socket_mode_enabled`))).toThrow(message);
  });

  test('has an address for everything where there is no Socket Mode', () => {
    const http = YAML.replace('socket_mode_enabled: true', 'interactivity: { is_enabled: true }');
    expect(() => readSeed(http)).toThrow('manifest.settings.interactivity.request_url: is needed without Socket Mode');
  });

  test('makes the same ids and tokens at every start', async () => {
    const [one, two] = [await workspace(), await workspace()];
    expect(two.user('anna')).toBe(one.user('anna'));
    expect(two.channel('general')).toBe(one.channel('general'));
    expect(two.tokens).toEqual(one.tokens);
    expect(one.tokens.bot).toMatch(/^xoxb-/);
  });

  test('may fix ids and tokens itself', async () => {
    const mine = seed();
    mine.users = [{ id: 'W0ANNA', name: 'anna', email: 'anna@acme.test' }];
    mine.channels = [{ id: 'C0HALL', name: 'hall', members: 'all' }];
    mine.usergroups = [];
    mine.tokens = { bot: 'xoxb-mine', app: 'xapp-mine', signing_secret: 'secretsecret' };
    const sandbox = await workspace({ seed: mine });
    expect([sandbox.user('anna'), sandbox.channel('hall')]).toEqual(['W0ANNA', 'C0HALL']);
    expect(sandbox.tokens).toEqual({ bot: 'xoxb-mine', app: 'xapp-mine', signingSecret: 'secretsecret' });
  });
});

test('people are called by their handle, unless the seed says how they wish to be called', async () => {
  const called = { name: 'cay', email: 'cay@acme.test', real_name: 'Cay Clark', display_name: 'Cay C.' };
  const users = [...(seed().users ?? []), called, { ...called, name: 'dot', email: 'dot@acme.test', display_name: '' }];
  const sandbox = await workspace({ seed: { ...seed(), users } });
  const nameOf = async (who: string) =>
    (await call(sandbox, 'users.info', { user: sandbox.user(who) })).user.profile.display_name;
  expect([await nameOf('anna'), await nameOf('cay'), await nameOf('dot')]).toEqual(['anna', 'Cay C.', '']);
});

describe('a workspace kept in a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  });
  afterEach(async () => {
    await closeAll();
    await rm(folder, { recursive: true });
  });

  test('is as it was when it starts again, and its time has not gone back', async () => {
    const file = join(folder, 'workspace.json');
    const first = await startSandbox({ seed: seed(), file });
    const ts = await first.as('anna').say('general', 'hi');
    await first.as('ben').say('general', 'there', { thread_ts: ts });
    await first.as('ben').react('wave', { channel: 'general', ts });
    await call(first, 'chat.postEphemeral', {
      channel: first.channel('general'),
      user: first.user('ben'),
      text: 'psst',
    });
    first.setUser('ben', { deleted: true });
    first.join('random', 'app');
    first.clock.advance(86_400_000);
    const then = first.clock.now();
    const before = [first.messages('general'), first.thread('general', ts)];
    await first.close();

    const second = await workspace({ file });
    expect([second.messages('general'), second.thread('general', ts)]).toEqual(before);
    expect(second.as('ben').ephemerals()).toMatchObject([{ text: 'psst' }]);
    expect(second.clock.now()).toBeGreaterThanOrEqual(then);
    expect(await call(second, 'users.info', { user: second.user('ben') })).toMatchObject({ user: { deleted: true } });
    expect(await call(second, 'conversations.info', { channel: second.channel('random') })).toMatchObject({
      channel: { is_member: true },
    });
    expect(await readdir(folder)).toEqual(['workspace.json']);
  });

  test('is not taken for another workspace', async () => {
    const file = join(folder, 'workspace.json');
    await (await startSandbox({ seed: seed(), file })).close();
    await expect(startSandbox({ seed: { ...seed(), team: { name: 'Other' } }, file })).rejects.toThrow(
      'is of the workspace',
    );
  });
});

describe('the clock', () => {
  test('runs with real time from its start, and turns forward only', () => {
    let real = 1000;
    const clock = createClock(() => real, 5_000_000);
    const turns: number[] = [];
    const stop = clock.onTurn((now) => turns.push(now));
    real += 10;
    expect(clock.now()).toBe(5_000_010);
    clock.advance(90);
    stop();
    clock.advance(1);
    expect([clock.now(), turns]).toEqual([5_000_101, [5_000_100]]);
    expect(() => clock.advance(-1)).toThrow('time only goes forward');
  });

  test('gives messages of one instant different times, in their order', async () => {
    const sandbox = await workspace({ clock: createClock(() => 0, Date.UTC(2026, 10, 23)) });
    const ts = [];
    for (let n = 0; n < 5; n++) ts.push(await sandbox.as('anna').say('general', 'x'));
    expect(new Set(ts).size).toBe(5);
    expect([...ts].sort()).toEqual(ts);
    expect(ts[0]).toMatch(/^\d{10}\.\d{6}$/);
  });
});
