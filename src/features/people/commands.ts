import { localDay } from '../../kernel/calendar/day.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { says } from '../../platform/slack/answers.ts';
import { section } from '../../platform/slack/blocks.ts';
import { mention, mrkdwn, words } from '../../platform/slack/mrkdwn.ts';
import type { Answer, CommandVerb, Surface } from '../../platform/slack/surface.ts';
import { setLeave } from './away.ts';
import { type Leave, type Person, RHYTHMS, type Rhythm } from './domain.ts';
import { leaveFrom } from './leave.ts';
import { findPerson, saveRhythm } from './store.ts';

const away: CommandVerb = {
  verb: 'away',
  usage: 'until <day> → @colleague',
  help: 'who answers while you are away, as in `/cx away until Friday → @colleague`',
  may: 'people.leave',
  async run(tx, { user, words: typed, now }) {
    const person = await findPerson(tx, user);
    if (person === undefined) return says('We do not know you yet. Please try again in a minute.');
    const today = localDay(now, person.timezone ?? 'UTC');
    if (typed === '' && person.leave) return { say: leaveSaid(person.leave, today) };
    const leave = leaveFrom(typed, today);
    if ('problem' in leave) return says(leave.problem);
    const refused = await notFor(tx, person, leave);
    if (refused !== undefined) return says(refused);
    return putDown(tx, person, leave, now);
  },
};

const back: CommandVerb = {
  verb: 'back',
  usage: '',
  help: 'you are back earlier than you said',
  may: 'people.leave',
  async run(tx, { user, now }) {
    const person = await findPerson(tx, user);
    if (person?.leave === undefined) return says('You are not down as away. All is as usual.');
    await setLeave(tx, person, undefined, now);
    if (person.leave.byStatus)
      return says('Welcome back. Your Slack status still says that you are away: please take it off, too.');
    return says('Welcome back. New work comes to you again; what went to colleagues stays with them.');
  },
};

const SAID: Readonly<Record<Rhythm | 'usual', string>> = {
  usual: 'You are written to as usual: once a morning, and in between only where it cannot wait.',
  daily: 'You get one DM a morning, with all that you owe, the urgent too, and nothing in between.',
  weekly:
    'You get what you owe in one DM a morning, and nothing in between. What others owe reaches you once a week, on its first working day.',
};
const UNDO = '`/cx quiet off` makes it as usual again; `daily` and `weekly` make it less.';

const quiet: CommandVerb = {
  verb: 'quiet',
  usage: 'daily | weekly | off',
  help: 'fewer messages: one a morning, and what others owe once a week; nothing that you owe is lost',
  may: 'people.quiet',
  async run(tx, { user, words: typed }) {
    const person = await findPerson(tx, user);
    if (person === undefined) return says('We do not know you yet. Please try again in a minute.');
    if (typed === '') return says(`${SAID[person.rhythm ?? 'usual']} ${UNDO}`);
    const wanted = ([...RHYTHMS, 'off'] as const).find((each) => each === typed.toLowerCase());
    if (wanted === undefined) return says('How seldom? Say it as in `/cx quiet daily`, `weekly` or `off`.');
    const rhythm = wanted === 'off' ? undefined : wanted;
    await saveRhythm(tx, user, rhythm);
    return says(`${SAID[rhythm ?? 'usual']} ${rhythm ? '`/cx quiet off` undoes it.' : ''}`.trim());
  },
};

/** Why this colleague cannot stand in; undefined when they can. */
async function notFor(tx: Tx, { id }: Person, { delegate }: Leave): Promise<string | undefined> {
  if (delegate === undefined) return undefined;
  if (delegate === id) return 'Somebody else than you: you are the one who is away.';
  const standsIn = await findPerson(tx, delegate);
  if (standsIn?.standing !== 'member') return 'Only a full member of this workspace can stand in for you.';
  return standsIn.away ? `<@${delegate}> is away too. Name somebody who is there, or nobody.` : undefined;
}

async function putDown(tx: Tx, person: Person, leave: Leave, now: Instant): Promise<Answer> {
  await setLeave(tx, person, leave, now);
  return { say: leaveSaid(leave, localDay(now, person.timezone ?? 'UTC')) };
}

function leaveSaid({ from, until, delegate }: Leave, today: string) {
  const when = from > today ? `from ${from} until ${until}` : `until ${until}`;
  const who = delegate === undefined ? mrkdwn`whoever backs you up` : mention(delegate);
  return {
    text: words`You are down as away ${when}.`,
    blocks: [
      section(
        mrkdwn`You are down as away *${when}*, that day included. What you owe goes to ${who}, and nobody writes to you. \`/cx back\` ends it early.`,
      ),
    ],
  };
}

export const surface: Surface = { commands: [away, back, quiet] };
