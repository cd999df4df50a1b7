import { z } from 'zod';
import type { UserId } from '../../kernel/slack.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../kernel/time.ts';
import { readDirectory, type World } from './directory.ts';
import { seePerson } from './on-change.ts';
import { personFrom } from './slack.ts';
import { findPerson, membersUnseenSince } from './store.ts';

const Info = z.object({ user: z.unknown() });

/**
 * Reads the whole directory again. Of a pass that broke off nothing is concluded from who was not in it; and of a
 * whole one only that Slack is asked about each by name, who is gone when Slack says so. Resolves to whether it was whole.
 */
export async function sweepDirectory(world: World): Promise<boolean> {
  const { context } = world;
  const began = context.now();
  if (!(await readDirectory(world))) return false;
  for (const user of await context.transaction((tx) => membersUnseenSince(tx, began))) await lookUp(world, user);
  return true;
}

const GONE = ['user_not_found', 'user_not_visible'];

async function lookUp({ context, call, log, ending }: World, user: UserId): Promise<void> {
  ending?.throwIfAborted();
  const answer = await call('users.info', { user });
  const gone = answer.kind === 'refused' && GONE.includes(answer.error);
  const found = answer.kind === 'ok' ? personFrom(Info.parse(answer.body).user) : undefined;
  if (gone) log.warn({ user }, 'Slack does not know this member any more: others answer for what they have');
  await context.transaction(async (tx) => {
    const known = await findPerson(tx, user);
    const now = found ?? (gone && known ? { ...known, standing: 'deactivated' as const } : undefined);
    if (now) await seePerson(tx, now, context.now());
  });
}

/** So often the directory is read again: what no event told is known within a day. */
const SWEPT_EVERY = DAY - HOUR;
const LOOKED_EVERY_MS = 10 * MINUTE;

export interface Sweeper {
  /** Reads the directory where that is due; resolves once it is done. */
  readonly look: () => Promise<void>;
  /** Breaks off what is being read; once it resolves, nothing more is asked or stored. */
  readonly stop: () => Promise<void>;
}

/** Every day; the first time at once, unless the whole directory has just been read. */
export function startSweeps(world: World, justRead: boolean): Sweeper {
  let swept: Instant | undefined = justRead ? world.context.now() : undefined;
  let sweeping: Promise<void> | undefined;
  const ending = new AbortController();
  const sweep = async () => {
    const began = world.context.now();
    if (swept !== undefined && began - swept < SWEPT_EVERY) return;
    if (await sweepDirectory({ ...world, ending: ending.signal })) swept = began;
  };
  const look = () =>
    (sweeping ??= sweep()
      .catch((error) => {
        if (!ending.signal.aborted) world.log.error({ error }, 'the directory could not be read');
      })
      .finally(() => (sweeping = undefined)));
  const timer = setInterval(look, LOOKED_EVERY_MS);
  timer.unref();
  void look();
  const stop = async () => {
    clearInterval(timer);
    ending.abort();
    await sweeping;
  };
  return { look, stop };
}
