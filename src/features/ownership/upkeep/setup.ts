import { says } from '../../../platform/slack/answers.ts';
import type { ActionHandler, Click, CommandVerb, FormHandler, Sent } from '../../../platform/slack/surface.ts';
import { findChannelByRef } from '../../people/index.ts';
import { onDirectory } from '../acting.ts';
import { withChannel } from '../amendments.ts';
import { departmentOf } from '../answerable.ts';
import { departmentIn } from '../domain.ts';
import { amend } from '../edit.ts';
import { missing, withoutOwner } from './lines.ts';
import { type Volumes, wordingFor } from './messages.ts';
import { openDirectory } from './open.ts';
import { channelForm, setupSaid, topicsList } from './setup-views.ts';

/** No number of complaints stands in these lines. */
const nobodyCounts: Volumes = async () => new Map();
const NO_DEPARTMENT = 'There is no such department any more.';

/** `/cx setup`: whatever is missing, each with its button. Nothing is kept of how far one is: what is missing says it. */
export const setupCommand: CommandVerb = {
  verb: 'setup',
  usage: '',
  help: 'name heads, channels and owners, one click at a time; go on whenever you like',
  ...onDirectory('place.fill', async (tx, { organisation }, { user, now }) => {
    const lines = missing(await openDirectory(tx, now));
    const wording = await wordingFor(tx, user, lines, nobodyCounts, now);
    return { say: setupSaid(lines, withoutOwner(organisation).length, organisation.topics.length, wording) };
  }),
};

export const setupActions: Readonly<Record<string, ActionHandler>> = {
  'ownership.channel': onDirectory('place.fill', async (_tx, { organisation }, click: Click) => {
    const department = departmentIn(organisation, click.value);
    return department === undefined ? says(NO_DEPARTMENT) : { open: channelForm(department) };
  }),
  'ownership.topics': onDirectory('place.fill', async (_tx, { organisation }) => {
    const nameOf = (key: string) => departmentOf(organisation, key).name;
    return { say: topicsList(withoutOwner(organisation), organisation.topics.length, nameOf) };
  }),
};

const SHARED = 'Another company reads that channel: choose one of your own.';
const UNSEEN = 'I cannot see that channel. Invite @Loopkeeper there, then choose it again.';

export const setupForms: Readonly<Record<string, FormHandler>> = {
  'ownership.channel': onDirectory('place.fill', async (tx, { organisation, person, now }, sent: Sent) => {
    const department = departmentIn(organisation, sent.about);
    if (department === undefined) return says(NO_DEPARTMENT);
    const found = sent.values.channel ? await findChannelByRef(tx, sent.values.channel) : undefined;
    if (found === undefined || found.archived) return { errors: { channel: UNSEEN } };
    if (found.external) return { errors: { channel: SHARED } };
    const wrong = await amend(tx, person.id, withChannel(department.key, found.id), now);
    return wrong === undefined
      ? says(`${department.name} reads its customers in <#${found.id}> from now on.`)
      : { errors: { channel: wrong } };
  }),
};
