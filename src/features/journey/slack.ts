import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { says } from '../../platform/slack/answers.ts';
import type { Answer, Surface } from '../../platform/slack/surface.ts';
import { journeyNow, participationNow } from './look.ts';
import { participationText } from './views/departments.ts';
import { journeyText } from './views/text.ts';

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
    'journey.departments': { may: 'journey.look', run: (tx, { now }) => participation(tx, now) },
  },
};

const participation = async (tx: Tx, now: Instant): Promise<Answer> => ({
  say: participationText(await participationNow(tx, now)),
});
