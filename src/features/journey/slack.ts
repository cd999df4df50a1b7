import type { UserId } from '../../kernel/slack.ts';
import { type Instant, MINUTE } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { promise, type Rendered } from '../../platform/outbox/outbox.ts';
import { says } from '../../platform/slack/answers.ts';
import type { Answer, Surface } from '../../platform/slack/surface.ts';
import { journeyNow, participationNow } from './look.ts';
import { participationText } from './views/departments.ts';
import { journeyPicture } from './views/picture.ts';
import { journeyPictured, journeyText } from './views/text.ts';
import { summaryOf } from './views/words.ts';

const DEPARTMENTS = 'departments';

/** `/cx journey`: where customers are hurt on their way, and who answers for it. */
export const surface: Surface = {
  commands: [
    {
      verb: 'journey',
      usage: `[${DEPARTMENTS}]`,
      help: 'what customers say at each stage, who answers for it, and what nobody does; which departments take part',
      may: 'journey.look',
      async run(tx, { words, now }) {
        if (words.trim() === '') return { say: journeyText(await journeyNow(tx, now)) };
        if (words.trim().toLowerCase() === DEPARTMENTS) return participation(tx, now);
        return says(`Say \`/cx journey\`, or \`/cx journey ${DEPARTMENTS}\` for who takes part.`);
      },
    },
  ],
  actions: {
    'journey.picture': { may: 'journey.look', run: (tx, { user, now }) => picture(tx, user, now) },
    'journey.departments': { may: 'journey.look', run: (tx, { now }) => participation(tx, now) },
  },
};

const participation = async (tx: Tx, now: Instant): Promise<Answer> => ({
  say: participationText(await participationNow(tx, now)),
});

/** Whoever asks twice within a minute gets one. They wait for it, so that nothing goes before it. */
async function picture(tx: Tx, user: UserId, now: Instant): Promise<Answer> {
  const key = `journey/picture/${user}/${Math.floor(now / MINUTE)}`;
  await promise(tx, { key, kind: 'journey.picture', subject: user, to: user, priority: 'urgent' }, now);
  return says('The picture is on its way to you: it comes as a direct message from me.');
}

export async function renderPicture(tx: Tx, _subject: string, now: Instant): Promise<Rendered> {
  const journey = await journeyNow(tx, now);
  const alt = `The customer's journey as a picture: ${summaryOf(journey)}. The command /cx journey says the same in words.`;
  const drawn = { drawing: journeyPicture(journey), title: `journey-${journey.to}`, alt };
  return { message: journeyPictured(journey), picture: drawn };
}
