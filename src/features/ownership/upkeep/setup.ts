import type { UserId } from '../../../kernel/slack.ts';
import { DAY, earlier } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { says } from '../../../platform/slack/answers.ts';
import type { ActionHandler, Answer, Click, CommandVerb, FormHandler, Sent } from '../../../platform/slack/surface.ts';
import { type ActingOnDirectory, actingOnDirectory, onDirectory } from '../acting.ts';
import { withChannel } from '../amendments.ts';
import { departmentOf } from '../answerable.ts';
import { headedRows } from '../directory/headed.ts';
import { departmentIn } from '../domain.ts';
import { amend } from '../edit.ts';
import { openNext } from '../leading/slack.ts';
import { isBeginning } from '../leading/steps.ts';
import { topicsMeant } from '../who/search.ts';
import { askedInVain } from '../who/store.ts';
import { usableChannel } from './channel.ts';
import { missing, withoutOwner } from './lines.ts';
import { type Volumes, wordingFor } from './messages.ts';
import { openDirectory } from './open.ts';
import { channelForm, ledSaid, notYours, setupSaid, topicsList } from './setup-views.ts';

/** No number of complaints stands in these lines. */
const nobodyCounts: Volumes = async () => new Map();
const NO_DEPARTMENT = 'There is no such department any more.';

/**
 * `/cx setup`: whatever is missing, each with its button; at the beginning a form leads through it step by step. Nothing is
 * kept of how far one is: what is missing says it.
 */
export const setupCommand: CommandVerb = {
  verb: 'setup',
  usage: '',
  help: 'name heads, channels and owners, one click at a time; go on whenever you like',
  may: 'directory.edit',
  async run(tx, { user, now }) {
    const acting = await actingOnDirectory(tx, { user, now }, 'directory.edit');
    if ('refused' in acting) return { say: notYours(acting.refused, await headedRows(tx, user)) };
    if (!isBeginning(await openDirectory(tx, now))) return allMissing(tx, acting, user);
    return { ...(await openNext(tx, now)), say: ledSaid };
  },
};

async function allMissing(tx: Tx, { organisation, now }: ActingOnDirectory, user: UserId): Promise<Answer> {
  const lines = missing(await openDirectory(tx, now));
  const wording = await wordingFor(tx, user, lines, nobodyCounts, now);
  const topics = { unowned: withoutOwner(organisation).length, total: organisation.topics.length };
  const asked = await askedInVain(tx, earlier(now, ASKED_LATELY), MOST_ASKED);
  // By now somebody may have been named for it.
  const gaps = asked.filter((each) => topicsMeant(organisation, each.asked).found.length === 0);
  return { say: setupSaid(lines, topics, wording, gaps) };
}

const ASKED_LATELY = 90 * DAY;
const MOST_ASKED = 20;

export const setupActions: Readonly<Record<string, ActionHandler>> = {
  'ownership.missing': onDirectory('directory.edit', (tx, acting, { user }: Click) => allMissing(tx, acting, user)),
  'ownership.channel': onDirectory('directory.edit', async (_tx, { organisation }, click: Click) => {
    const department = departmentIn(organisation, click.value);
    return department === undefined ? says(NO_DEPARTMENT) : { open: channelForm(department) };
  }),
  'ownership.topics': onDirectory('directory.edit', async (_tx, { organisation }) => {
    const nameOf = (key: string) => departmentOf(organisation, key).name;
    return { say: topicsList(withoutOwner(organisation), organisation.topics.length, nameOf) };
  }),
};

export const setupForms: Readonly<Record<string, FormHandler>> = {
  'ownership.channel': onDirectory('directory.edit', async (tx, { organisation, person, now }, sent: Sent) => {
    const department = departmentIn(organisation, sent.about);
    if (department === undefined) return says(NO_DEPARTMENT);
    const found = await usableChannel(tx, sent.values.channel);
    if ('wrong' in found) return { errors: { channel: found.wrong } };
    const wrong = await amend(tx, person.id, withChannel(department.key, found.id), now);
    return wrong === undefined
      ? says(`${department.name} reads its customers in <#${found.id}> from now on.`)
      : { errors: { channel: wrong } };
  }),
};
