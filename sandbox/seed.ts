import { parse } from 'yaml';
import { z } from 'zod';
import { type Manifest, manifestSchema } from './manifest.ts';

const user = z.strictObject({
  id: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,}$/, 'must look like U0123ABC')
    .optional(),
  name: z.string().regex(/^[a-z0-9._-]{1,80}$/, 'must be small letters, digits, dots, dashes'),
  real_name: z.string().min(1).optional(),
  display_name: z.string().optional(),
  email: z.email().toLowerCase(),
  title: z.string().optional(),
  tz: z.string().refine(isZone, 'is no IANA time zone, as in Europe/Helsinki').optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  deleted: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_primary_owner: z.boolean().optional(),
});

const channel = z.strictObject({
  id: z
    .string()
    .regex(/^[CG][A-Z0-9]{2,}$/, 'must look like C0123ABC')
    .optional(),
  name: z.string().regex(/^[\p{Ll}\p{Lo}\d_-]{1,80}$/u, 'must be small letters, digits, dashes, without #'),
  is_private: z.boolean().optional(),
  members: z.union([z.literal('all'), z.array(z.string())]).default([]),
  is_archived: z.boolean().optional(),
  app_is_member: z.boolean().optional(),
  topic: z.string().max(250).optional(),
  purpose: z.string().max(250).optional(),
});

const usergroup = z.strictObject({
  id: z.string().optional(),
  handle: z.string().min(1),
  name: z.string().min(1),
  users: z.array(z.string()).default([]),
});

const token = (prefix: string) => z.string().startsWith(prefix);

const schema = z
  .strictObject({
    team: z.strictObject({
      id: z.string().startsWith('T').optional(),
      name: z.string(),
      domain: z.string().optional(),
    }),
    users: z.array(user).min(1),
    channels: z.array(channel).default([]),
    usergroups: z.array(usergroup).default([]),
    manifest: manifestSchema,
    tokens: z
      .strictObject({
        bot: token('xoxb-').optional(),
        app: token('xapp-').optional(),
        signing_secret: z.string().min(8).optional(),
      })
      .default({}),
  })
  .superRefine((seed, issue) => {
    for (const [path, message] of [...twice(seed), ...strangers(seed)])
      issue.addIssue({ code: 'custom', path, message });
  });

type Checked = z.infer<typeof schema>;
type Mistake = [path: PropertyKey[], message: string];

/** As written by people. `checkedSeed` makes of it what the workspace is built from. */
export interface Seed {
  team: { id?: string | undefined; name: string; domain?: string | undefined };
  users: z.input<typeof user>[];
  channels?: z.input<typeof channel>[] | undefined;
  usergroups?: z.input<typeof usergroup>[] | undefined;
  /** A Slack app manifest, as JSON. */
  manifest: object;
  tokens?: { bot?: string | undefined; app?: string | undefined; signing_secret?: string | undefined } | undefined;
}

export type CheckedSeed = Checked & { manifest: Manifest };

/** Throws with every mistake at once, each with its place. */
export function readSeed(yaml: string): Seed {
  const seed: Seed = parse(yaml);
  checkedSeed(seed);
  return seed;
}

export function checkedSeed(seed: Seed): CheckedSeed {
  const outcome = schema.safeParse(seed);
  if (outcome.success) return outcome.data;
  const lines = outcome.error.issues.map(({ path, message }) => `  ${path.join('.') || 'seed'}: ${message}`);
  throw new Error(
    `the workspace seed has ${lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`}:\n${lines.join('\n')}`,
  );
}

/** Whether each name asked for is a zone: finding out is slow, and a large company lives in few of them. */
const zones = new Map<string, boolean>();

function isZone(name: string): boolean {
  const known = zones.get(name) ?? canTell(name);
  zones.set(name, known);
  return known;
}

function canTell(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function twice(seed: Checked): Mistake[] {
  return [
    ...repeated(
      seed.users.map(({ name }) => name),
      (index) => ['users', index, 'name'],
    ),
    ...repeated(
      seed.users.map(({ email }) => email),
      (index) => ['users', index, 'email'],
    ),
    ...repeated(
      seed.channels.map(({ name }) => name),
      (index) => ['channels', index, 'name'],
    ),
  ];
}

function repeated(values: readonly string[], path: (index: number) => PropertyKey[]): Mistake[] {
  const seen = new Set<string>();
  return values.flatMap((value, index): Mistake[] => {
    if (seen.has(value)) return [[path(index), `"${value}" is there twice`]];
    seen.add(value);
    return [];
  });
}

function strangers(seed: Checked): Mistake[] {
  const known = new Set(seed.users.flatMap(({ name, email, id }) => [name, email, ...(id ? [id] : [])]));
  const unknown = (names: readonly string[], path: PropertyKey[]): Mistake[] =>
    names.flatMap((name, index): Mistake[] =>
      known.has(name) || known.has(name.toLowerCase()) ? [] : [[[...path, index], `nobody is called "${name}"`]],
    );
  return [
    ...seed.channels.flatMap(({ members }, index) =>
      members === 'all' ? [] : unknown(members, ['channels', index, 'members']),
    ),
    ...seed.usergroups.flatMap(({ users }, index) => unknown(users, ['usergroups', index, 'users'])),
  ];
}
