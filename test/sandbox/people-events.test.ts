import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { call, closeAll, opened, until, workspace } from './workspace.ts';

const EVENTS = [
  'dnd_updated_user',
  'subteam_created',
  'subteam_members_changed',
  'subteam_updated',
  'user_change',
  'user_profile_changed',
  'user_status_changed',
];

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await workspace({ events: EVENTS });
});
afterEach(closeAll);

/** No app is there to acknowledge: each is tried again. */
const heard = () => sandbox.ledger.deliveries.filter(({ attempt }) => attempt === 0).map(({ name }) => name);
const event = (name: string) => sandbox.ledger.deliveries.find((each) => each.name === name)?.payload.event;

async function act(who: string, body: object): Promise<{ ok: boolean; error?: string }> {
  const response = await fetch(`${sandbox.url}/sandbox/act?as=${sandbox.user(who)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as { ok: boolean };
}

describe('an app hears', () => {
  test('of a status, as Slack tells it three times', async () => {
    await act('ben', { act: 'set-status', text: 'at lunch', emoji: ':pizza:' });
    expect(heard()).toEqual(['user_change', 'user_profile_changed', 'user_status_changed']);
    expect(event('user_status_changed')).toMatchObject({
      user: { id: sandbox.user('ben'), profile: { status_text: 'at lunch', status_emoji: ':pizza:' } },
    });
  });

  test('of a snooze and its end, and nothing else', async () => {
    expect(await act('ben', { act: 'set-dnd', minutes: 30 })).toEqual({ ok: true });
    expect(heard()).toEqual(['dnd_updated_user']);
    expect(event('dnd_updated_user')).toMatchObject({ user: sandbox.user('ben'), dnd_status: { dnd_enabled: true } });
    const user = sandbox.user('ben');
    expect(await call(sandbox, 'dnd.info', { user })).toMatchObject({ snooze_enabled: true });
    sandbox.clock.advance(31 * 60_000);
    expect(await call(sandbox, 'dnd.info', { user })).toMatchObject({ snooze_enabled: false });
    await act('ben', { act: 'set-dnd', minutes: 30 });
    await act('ben', { act: 'set-dnd', minutes: 0 });
    expect(await call(sandbox, 'dnd.teamInfo', { users: user })).toMatchObject({
      users: { [user]: { dnd_enabled: false } },
    });
    expect(heard()).toEqual(['dnd_updated_user', 'dnd_updated_user', 'dnd_updated_user']);
    expect(await act('ben', { act: 'set-dnd', minutes: -1 })).toMatchObject({ error: 'invalid_input' });
  });

  test('of a new time zone once', () => {
    sandbox.setUser('ben', { tz: 'Asia/Tokyo' });
    expect(heard()).toEqual(['user_change']);
  });

  test('of a new user group, its new name and who came and went', async () => {
    const id = sandbox.addUsergroup({ handle: 'night', name: 'Night shift', users: ['anna'] });
    sandbox.setUsergroup('night', { name: 'Late shift' });
    sandbox.setUsergroup('@night', { users: ['ben'] });
    expect(heard()).toEqual(['subteam_created', 'subteam_updated', 'subteam_updated', 'subteam_members_changed']);
    expect(event('subteam_created')).toMatchObject({ subteam: { id, handle: 'night', users: [sandbox.user('anna')] } });
    expect(event('subteam_members_changed')).toMatchObject({
      subteam_id: id,
      added_users: [sandbox.user('ben')],
      removed_users: [sandbox.user('anna')],
      removed_users_count: 1,
    });
    expect((await call(sandbox, 'usergroups.users.list', { usergroup: id })).users).toEqual([sandbox.user('ben')]);
    const { usergroups } = await call(sandbox, 'usergroups.list', { include_count: true });
    expect(usergroups).toContainEqual(expect.objectContaining({ id, name: 'Late shift', user_count: 1 }));
    expect(() => sandbox.setUsergroup('day', {})).toThrow('no user group "day" in this workspace; there is: crew');
  });
});

test('a user group is changed from another process, and an open page is told', async () => {
  const stop = new AbortController();
  opened({ close: async () => stop.abort() });
  const stream = await fetch(`${sandbox.url}/sandbox/events?as=${sandbox.user('anna')}`, { signal: stop.signal });
  let told = '';
  const reading = (async () => {
    for await (const chunk of stream.body ?? []) told += new TextDecoder().decode(chunk);
  })().catch(() => undefined);
  await fetch(`${sandbox.url}/sandbox/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ do: 'set-usergroup', which: 'crew', change: { users: ['ben'] } }),
  });
  await until(() => told.includes('"usergroup"'));
  expect(told).toContain(`"users":["${sandbox.user('ben')}"]`);
  stop.abort();
  await reading;
});
