import type { UserId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { findMessage, refresh } from '../../../platform/outbox/outbox.ts';
import { says } from '../../../platform/slack/answers.ts';
import type {
  ActionHandler,
  Answer,
  Click,
  FormHandler,
  Permission,
  Sent,
  Surface,
} from '../../../platform/slack/surface.ts';
import type { Action } from '../../people/index.ts';
import { type ActingOnTopic, actingOnTopic, onDirectory } from '../acting.ts';
import { departmentOf } from '../answerable.ts';
import { agree, agreeToAll, decline, fill, keep, name, retire, settleProposal } from './act.ts';
import { placeFrom } from './lines.ts';
import { setupActions, setupForms } from './setup.ts';
import { nameForm, placeForm, placeName } from './views.ts';

const NO_PLACE = 'There is no such place in the company any more.';

/** A button about a topic, which its value names. What stands beside it shows at once what became of it. */
function onTopic(may: Permission & Action, run: (tx: Tx, acting: ActingOnTopic) => Promise<Answer>): ActionHandler {
  return {
    may,
    async run(tx, click) {
      const acting = await actingOnTopic(tx, click, click.value, may);
      const answer = 'refused' in acting ? says(acting.refused) : await run(tx, acting);
      await redraw(tx, click);
      return answer;
    },
  };
}

async function redraw(tx: Tx, { at }: Click): Promise<void> {
  const message = at && (await findMessage(tx, at));
  if (message) await refresh(tx, message.key);
}

const proposals = (answer: 'taken' | 'left'): ActionHandler =>
  onDirectory('topic.move', async (tx, acting, click: Click) => {
    const said = await settleProposal(tx, acting, Number(click.value), answer);
    await redraw(tx, click);
    return says(said);
  });

const actions: Readonly<Record<string, ActionHandler>> = {
  ...setupActions,
  'ownership.agree': onTopic('topic.agree', async (tx, acting) => {
    const wrong = await agree(tx, acting);
    return wrong === undefined ? {} : says(wrong);
  }),
  'ownership.agree-all': {
    may: 'topic.agree-own',
    async run(tx, click) {
      const topics = await agreeToAll(tx, click.user, click.now);
      await redraw(tx, click);
      if (topics === 0) return says('Nothing of yours is to be confirmed just now.');
      return says(`Thank you. ${topics === 1 ? 'It is' : `All ${topics} are`} yours until you say otherwise.`);
    },
  },
  'ownership.decline': onTopic('topic.decline', async (tx, acting) => {
    await decline(tx, acting);
    return says(`That is fine. Somebody else is asked to answer for *${acting.topic.name}*.`);
  }),
  'ownership.name': {
    may: 'topic.name',
    async run(tx, click) {
      const acting = await actingOnTopic(tx, click, click.value, 'topic.name');
      return 'refused' in acting ? says(acting.refused) : { open: nameForm(acting.topic) };
    },
  },
  'ownership.keep': onTopic('topic.keep', async (tx, acting) => {
    await keep(tx, acting);
    return says(`You answer for *${acting.topic.name}* from now on.`);
  }),
  'ownership.retire': onTopic('topic.retire', async (tx, acting) => {
    await retire(tx, acting);
    const said = says(`*${acting.topic.name}* is retired. Such feedback goes to the CX lead from now on.`);
    return { ...said, inPlace: true };
  }),
  'ownership.move': proposals('taken'),
  'ownership.leave': proposals('left'),
  'ownership.fill': onDirectory('directory.edit', async (_tx, { organisation }, click: Click) => {
    const place = placeFrom(organisation, click.value);
    if (place === undefined) return says(NO_PLACE);
    const nameOf = (key: string) => departmentOf(organisation, key).name;
    return { open: placeForm(place, placeName(place, nameOf)) };
  }),
};

const forms: Readonly<Record<string, FormHandler>> = {
  ...setupForms,
  'ownership.name': {
    may: 'topic.name',
    async run(tx, { about, values, ...asked }) {
      const acting = await actingOnTopic(tx, asked, about, 'topic.name');
      if ('refused' in acting) return says(acting.refused);
      if (!values.person) return { errors: { person: 'Choose a person.' } };
      const outcome = await name(tx, acting, values.person as UserId);
      return 'wrong' in outcome ? { errors: { person: outcome.wrong } } : says(outcome.say);
    },
  },
  'ownership.fill': onDirectory('directory.edit', async (tx, acting, { about, values }: Sent) => {
    const place = placeFrom(acting.organisation, about);
    if (place === undefined) return says(NO_PLACE);
    if (!values.person) return { errors: { person: 'Choose a person.' } };
    const wrong = await fill(tx, acting, place, values.person as UserId);
    return wrong === undefined ? says(`<@${values.person}> is named, and is told.`) : { errors: { person: wrong } };
  }),
};

/** What people answer when the directory asks them. */
export const upkeepSurface = { actions, forms } satisfies Surface;
