import type { ChannelId } from '../../../kernel/slack.ts';
import { saying } from '../../../platform/slack/blocks.ts';
import type { ActionHandler, Answer, CommandVerb, FormHandler } from '../../../platform/slack/surface.ts';
import { findChannelByRef } from '../../people/index.ts';
import { actingOnDirectory } from '../acting.ts';
import { departmentOf } from '../answerable.ts';
import { departmentIn } from '../domain.ts';
import { amend } from '../edit.ts';
import { withoutOwner } from './lines.ts';
import { type Volumes, wordingFor } from './messages.ts';
import { openFor } from './open.ts';
import { channelForm, setupSaid, topicsList } from './setup-views.ts';

const says = (text: string): Answer => ({ say: saying(text) });
/** No number of complaints stands in these lines. */
const nobodyCounts: Volumes = async () => new Map();
const NO_DEPARTMENT = 'There is no such department any more.';

/** `/cx setup`: whatever is missing, each with its button. Nothing is kept of how far one is: what is missing says it. */
export const setupCommand: CommandVerb = {
  verb: 'setup',
  usage: '',
  help: 'name heads, channels and owners, one click at a time; go on whenever you like',
  may: 'place.fill',
  async run(tx, { user, now }) {
    const acting = await actingOnDirectory(tx, { user, now }, 'place.fill');
    if ('refused' in acting) return says(acting.refused);
    const { organisation } = acting;
    const lines = (await openFor(tx, user, now)).filter(({ kind }) => kind === 'vacant' || kind === 'channel');
    const wording = await wordingFor(tx, user, lines, nobodyCounts, now);
    return { say: setupSaid(lines, withoutOwner(organisation).length, organisation.topics.length, wording) };
  },
};

export const setupActions: Readonly<Record<string, ActionHandler>> = {
  'ownership.channel': {
    may: 'place.fill',
    async run(tx, click) {
      const acting = await actingOnDirectory(tx, click, 'place.fill');
      if ('refused' in acting) return says(acting.refused);
      const department = departmentIn(acting.organisation, click.value);
      return department === undefined ? says(NO_DEPARTMENT) : { open: channelForm(department) };
    },
  },
  'ownership.topics': {
    may: 'place.fill',
    async run(tx, click) {
      const acting = await actingOnDirectory(tx, click, 'place.fill');
      if ('refused' in acting) return says(acting.refused);
      const { organisation } = acting;
      const nameOf = (key: string) => departmentOf(organisation, key).name;
      return { say: topicsList(withoutOwner(organisation), organisation.topics.length, nameOf) };
    },
  },
};

const SHARED = 'Another company reads that channel: choose one of your own.';
const UNSEEN = 'I cannot see that channel. Invite @Loopkeeper there, then choose it again.';

export const setupForms: Readonly<Record<string, FormHandler>> = {
  'ownership.channel': {
    may: 'place.fill',
    async run(tx, { about, values, ...asked }) {
      const acting = await actingOnDirectory(tx, asked, 'place.fill');
      if ('refused' in acting) return says(acting.refused);
      const department = departmentIn(acting.organisation, about);
      if (department === undefined) return says(NO_DEPARTMENT);
      const found = values.channel ? await findChannelByRef(tx, values.channel) : undefined;
      if (found === undefined || found.archived) return { errors: { channel: UNSEEN } };
      if (found.external) return { errors: { channel: SHARED } };
      const chosen = { ...department, channel: found.id as ChannelId };
      const wrong = await amend(
        tx,
        asked.user,
        (organisation) => ({
          ...organisation,
          departments: organisation.departments.map((each) => (each.key === department.key ? chosen : each)),
        }),
        asked.now,
      );
      return wrong === undefined
        ? says(`${department.name} reads its customers in <#${found.id}> from now on.`)
        : { errors: { channel: wrong } };
    },
  },
};
