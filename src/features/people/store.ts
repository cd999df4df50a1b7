import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import { keptFor } from '../../platform/db/kept.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { ADMIN, LEAVE, PERSON, personOf } from './columns.ts';
import { isNamed, type Leave, type Person, type Rhythm, type SlackPerson } from './domain.ts';

type People = Map<string, Person | undefined>;

/** Every decision asks for the same few people again and again: they are remembered until anybody is changed. */
const kept = keptFor((): { count: number; people: People } => ({ count: 0, people: new Map() }));

const met = new WeakMap<Tx, People>();

/** What a transaction has changed may yet be rolled back: from then on it remembers for itself. */
const forget = (tx: Tx) => void met.set(tx, new Map());

async function remembered(tx: Tx, ref: string, find: () => Promise<Person | undefined>): Promise<Person | undefined> {
  const people = met.get(tx) ?? (await knownBefore(tx));
  if (!people.has(ref)) people.set(ref, await find());
  return people.get(ref);
}

async function knownBefore(tx: Tx): Promise<People> {
  const { count } = await changes.one(tx, {});
  if (kept(tx).count !== count) Object.assign(kept(tx), { count, people: new Map() });
  met.set(tx, kept(tx).people);
  return kept(tx).people;
}

const changes = prepared((db) => db.selectFrom('people_change').select('count'));

export function findPerson(tx: Tx, user: UserId): Promise<Person | undefined> {
  return remembered(tx, user, async () => {
    const row = await personById.first(tx, { user });
    return row && personOf(row);
  });
}

const personById = prepared((db, { user }: { readonly user: UserId }) =>
  db
    .selectFrom('slack_user')
    .select([...PERSON, ...LEAVE])
    .where('id', '=', user),
);

/** Who is in which groups, whole: whoever is not named in it is in none any more. */
export async function saveGroups(tx: Tx, groups: ReadonlyMap<UserId, readonly string[]>): Promise<void> {
  forget(tx);
  await tx.updateTable('slack_user').set({ groups: null }).where('groups', 'is not', null).execute();
  for (const [user, names] of groups)
    await tx
      .updateTable('slack_user')
      .set({ groups: JSON.stringify(names) })
      .where('id', '=', user)
      .execute();
}

/** Whose the workspace is: its primary owner or, where Slack shows none, the first of its admins. */
export async function findPrimaryOwner(tx: Tx): Promise<Person | undefined> {
  const row = await tx
    .selectFrom('slack_user')
    .select([...PERSON, ...LEAVE])
    .where('standing', '=', 'member')
    .where('admin', '>', 0)
    .orderBy('admin', 'desc')
    .orderBy('id')
    .executeTakeFirst();
  return row && personOf(row);
}

/** Full members with their names, in which nothing else is looked for. */
export async function membersByName(tx: Tx): Promise<{ readonly id: UserId; readonly name: string }[]> {
  return tx.selectFrom('slack_user').select(['id', 'name']).where('standing', '=', 'member').execute();
}

/** Full members in whose name these letters stand, by name. */
export async function membersLike(tx: Tx, letters: string, most: number) {
  return tx
    .selectFrom('slack_user')
    .select(['id', 'name'])
    .where('standing', '=', 'member')
    .where('name', 'like', `%${letters.replaceAll(/[%_]/g, '')}%`)
    .orderBy('name')
    .limit(most)
    .execute();
}

/** SQLite takes some thousands of values in a statement, and the fewer the sooner it is compiled. */
const NAMED_AT_ONCE = 500;

/** Full members whom the organisation names so, by Slack id, e-mail or user group: each once, by id. */
export async function membersNamed(tx: Tx, refs: readonly string[]): Promise<Person[]> {
  const members = tx
    .selectFrom('slack_user')
    .select([...PERSON, ...LEAVE])
    .where('standing', '=', 'member');
  const found = new Map<UserId, Person>();
  const keep = (person: Person) => void found.set(person.id, person);
  const [ids, emails] = [refs.filter(isUserId), refs.filter((ref) => !isUserId(ref) && !isGroup(ref))];
  const asked = [
    ...inChunks(ids).map((some) => members.where('id', 'in', some)),
    ...inChunks(emails).map((some) => members.where('email', 'in', some)),
  ];
  for (const query of asked) for (const row of await query.execute()) keep(personOf(row));
  const groups = refs.filter(isGroup);
  const grouped = groups.length === 0 ? [] : await members.where('groups', 'is not', null).execute();
  for (const person of grouped.map(personOf)) if (groups.some((ref) => isNamed(person, ref))) keep(person);
  for (const person of found.values()) await remembered(tx, person.id, async () => person);
  return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const inChunks = <Each>(all: readonly Each[]): Each[][] =>
  Array.from({ length: Math.ceil(all.length / NAMED_AT_ONCE) }, (_, n) =>
    all.slice(n * NAMED_AT_ONCE, (n + 1) * NAMED_AT_ONCE),
  );

const isGroup = (ref: string): boolean => /^(@|S[A-Z0-9]{2,}$)/.test(ref);

/** The user groups that somebody is in, as `@support`. */
export async function groupHandles(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('slack_user').select('groups').distinct().where('groups', 'is not', null).execute();
  const names = rows.flatMap(({ groups }): string[] => JSON.parse(groups ?? '[]'));
  return [...new Set(names)].filter((name) => name.startsWith('@')).toSorted();
}

/** By Slack id or by e-mail, as the organisation file names people. */
export async function findPersonByRef(tx: Tx, ref: string): Promise<Person | undefined> {
  if (isUserId(ref)) return findPerson(tx, ref);
  return remembered(tx, ref, async () => {
    const row = await personByEmail.first(tx, { email: ref.toLowerCase() });
    return row && personOf(row);
  });
}

const personByEmail = prepared((db, { email }: { readonly email: string }) =>
  db
    .selectFrom('slack_user')
    .select([...PERSON, ...LEAVE])
    .where('email', '=', email),
);

export const isUserId = (ref: string): ref is UserId => /^[UW][A-Z0-9]{2,}$/.test(ref);

/** Keeps when somebody is away or not to be disturbed, which Slack's lists do not say. */
export async function savePerson(
  tx: Tx,
  { id, name, email, timezone, standing, admin }: SlackPerson,
  now: Instant,
): Promise<void> {
  const seen = {
    id,
    name,
    email: email?.toLowerCase() ?? null,
    timezone,
    standing,
    admin: ADMIN.indexOf(admin),
    seen_at: now,
  };
  forget(tx);
  await tx
    .insertInto('slack_user')
    .values(seen)
    .onConflict((oc) => oc.column('id').doUpdateSet(seen))
    .execute();
}

export async function saveLeave(tx: Tx, user: UserId, leave: Leave | undefined, away: boolean): Promise<void> {
  const columns = {
    leave_from: leave?.from ?? null,
    leave_until: leave?.until ?? null,
    leave_delegate: leave?.delegate ?? null,
    leave_by_status: Number(leave?.byStatus ?? false),
    away: Number(away),
  };
  forget(tx);
  await tx.updateTable('slack_user').set(columns).where('id', '=', user).execute();
}

export async function saveRhythm(tx: Tx, user: UserId, rhythm: Rhythm | undefined): Promise<void> {
  forget(tx);
  await tx
    .updateTable('slack_user')
    .set({ rhythm: rhythm ?? null })
    .where('id', '=', user)
    .execute();
}

/** Members that Slack has not shown us since then, in a list or an event. */
export async function membersUnseenSince(tx: Tx, since: Instant): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('slack_user')
    .select('id')
    .where('standing', '=', 'member')
    .where('seen_at', '<', since)
    .execute();
  return rows.map(({ id }) => id);
}

export async function saveQuiet(tx: Tx, user: UserId, until: Instant | undefined): Promise<void> {
  forget(tx);
  await tx
    .updateTable('slack_user')
    .set({ quiet_until: until ?? null })
    .where('id', '=', user)
    .execute();
}
