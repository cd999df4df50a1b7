import type { Seed } from '../sandbox/index.ts';

/** Channels that are posted to. */
export const CROWD = 50;

/** A workspace of one person and many channels that the app is in, the first with everybody; JSON is YAML too. */
export const hostSeed = (): Seed => ({
  team: { name: 'Acme' },
  users: [{ name: 'anna', email: 'anna@acme.test', tz: 'Europe/Helsinki' }],
  channels: Array.from({ length: CROWD }, (_, n) => ({
    name: `room-${n}`,
    members: n === 0 ? 'all' : ['anna'],
    app_is_member: true,
  })),
  manifest: {
    display_information: { name: 'Bench' },
    features: { bot_user: { display_name: 'Bench', always_online: true } },
    oauth_config: { scopes: { bot: ['chat:write'] } },
    settings: { socket_mode_enabled: true },
  },
});
