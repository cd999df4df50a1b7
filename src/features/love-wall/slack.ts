import type { UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { refresh } from '../../platform/outbox/outbox.ts';
import { says } from '../../platform/slack/answers.ts';
import type { Answer, Click, Sent, Surface } from '../../platform/slack/surface.ts';
import type { Reader } from '../feedback/index.ts';
import { actingOnDirectory, amend, onDirectory, usableChannel, withWall } from '../ownership/index.ts';
import { called, putForward } from './put-forward.ts';
import { wallNow } from './read.ts';
import { cardKey } from './show.ts';
import { cardsThanking, forgetUnnamed, isUnnamed, saveTakenDown, saveUnnamed } from './store.ts';
import { channelForm, putForwardForm, wallList } from './views.ts';

/** Cards that are listed. */
const LISTED = 5;

const GONE = 'That card does not stand there any more.';

/** The customer love wall in Slack. The names are a contract: docs/slack-surface.md. */
export const surface = (read: Reader): Surface => ({
  commands: [
    {
      verb: 'wall',
      usage: '',
      help: 'what customers were glad of, and whom they thank',
      may: 'wall.look',
      run: list,
    },
  ],
  shortcuts: { 'wall.put-forward': { may: 'wall.put-forward', run: called } },
  actions: {
    'wall.open': { may: 'wall.look', run: list },
    'wall.put-forward': { may: 'wall.put-forward', run: async () => ({ open: putForwardForm('') }) },
    'wall.unname': {
      may: 'wall.name',
      async run(tx, { user, now }) {
        await saveUnnamed(tx, user, now);
        return named(tx, user, 'You are not named on the wall from now on, nor on the cards that are up.');
      },
    },
    'wall.name': {
      may: 'wall.name',
      async run(tx, { user }) {
        await forgetUnnamed(tx, user);
        return named(tx, user, 'Thank you: where customers thank you, your name stands there.');
      },
    },
    'wall.take-down': onDirectory('wall.take-down', async (tx, { person, now }, { value }: Click) => {
      if (!(await saveTakenDown(tx, Number(value), person.id, now))) return says(GONE);
      await refresh(tx, cardKey(Number(value)));
      return says('It is taken down, and does not go up again.');
    }),
    'wall.channel': onDirectory('directory.edit', async () => ({ open: channelForm() })),
  },
  forms: {
    'wall.put-forward': { may: 'wall.put-forward', run: (tx, sent) => putForward(tx, read, sent) },
    'wall.channel': onDirectory('directory.edit', async (tx, { person, now }, sent: Sent) => {
      const found = await usableChannel(tx, sent.values.channel);
      if ('wrong' in found) return { errors: { channel: found.wrong } };
      const wrong = await amend(tx, person.id, withWall(found.id), now);
      return wrong === undefined ? says(`The wall is in <#${found.id}> from now on.`) : { errors: { channel: wrong } };
    }),
  },
});

async function list(tx: Tx, { user, now }: { readonly user: UserId; readonly now: Click['now'] }): Promise<Answer> {
  const may = async (action: 'wall.take-down' | 'directory.edit') =>
    !('refused' in (await actingOnDirectory(tx, { user, now }, action)));
  const reader = {
    isNamed: !(await isUnnamed(tx, user)),
    mayTakeDown: await may('wall.take-down'),
    mayDirect: await may('directory.edit'),
  };
  return { say: wallList(await wallNow(tx, LISTED), reader) };
}

/** Cards that are up say so at once. */
async function named(tx: Tx, user: UserId, words: string): Promise<Answer> {
  for (const id of await cardsThanking(tx, user)) await refresh(tx, cardKey(id));
  return says(words);
}
