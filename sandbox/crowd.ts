import type { Seed } from './seed.ts';

const ZONES = ['Europe/Helsinki', 'Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Asia/Kathmandu', 'Asia/Tokyo'];

/** In a large company every hundredth has left, every fiftieth is a guest, and every tenth channel is private. */
const LEFT = 100;
const GUEST = 50;
const PRIVATE = 10;

/** The workspace with so many more people and channels, the same at every start. */
export function crowded(seed: Seed, people: number, channels: number): Seed {
  for (const [name, value] of Object.entries({ people, channels })) {
    if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} is to be a whole number, for example 50000`);
  }
  return {
    ...seed,
    users: [...seed.users, ...Array.from({ length: people }, (_, n) => person(n))],
    channels: [...(seed.channels ?? []), ...Array.from({ length: channels }, (_, n) => channel(n, people))],
  };
}

function person(n: number): Seed['users'][number] {
  const name = `crowd-${n}`;
  return {
    name,
    real_name: `Crowd ${n}`,
    email: `${name}@crowd.test`,
    tz: ZONES[n % ZONES.length] ?? 'UTC',
    ...(n % LEFT === LEFT - 1 && { deleted: true }),
    ...(n % GUEST === GUEST - 1 && { is_restricted: true }),
  };
}

const channel = (n: number, people: number): NonNullable<Seed['channels']>[number] => ({
  name: `crowd-${n}`,
  is_private: n % PRIVATE === PRIVATE - 1,
  members: Array.from({ length: Math.min(3, people) }, (_, each) => `crowd-${(n + each) % people}`),
});
