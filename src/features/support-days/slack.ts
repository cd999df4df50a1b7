import { type IsoDate, isDay, localDay } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { says } from '../../platform/slack/answers.ts';
import type { ActionHandler, Answer, Click, FormHandler, Permission, Surface } from '../../platform/slack/surface.ts';
import { type Action, findPerson, type Person } from '../people/index.ts';
import { type ActingOnDay, actingOnDay, answer, book, cancel, keptBecause, learn, undo, veto } from './act.ts';
import { dayFor, offersTo, type Standing, standingFor } from './asked.ts';
import { calendarFor } from './look.ts';
import { cancelled, movedToday, settled, tookPlaceForm } from './views/answers.ts';
import { vetoed } from './views/hosting.ts';

const UNKNOWN = 'We do not know you yet. Please try again in a minute.';
const NOT_PLANNED = 'That day is not planned any more. `/cx day` says how it stands.';
const NOT_YET = 'That day is still to come. Once it is over, say how it was.';
const IS_OVER = 'That day is over. `/cx day` asks how it was.';

type Asked = Pick<Click, 'user' | 'now'>;

async function withPerson(tx: Tx, { user }: Asked, run: (person: Person) => Promise<Answer>): Promise<Answer> {
  const person = await findPerson(tx, user);
  return person === undefined ? says(UNKNOWN) : run(person);
}

/** A button about a day, which its value names. In a modal what it says takes the modal's place. */
const onDay = (may: Permission & Action, run: (tx: Tx, acting: ActingOnDay) => Promise<Answer>): ActionHandler => ({
  may,
  async run(tx, click) {
    const acting = await actingOnDay(tx, click, click.value, may);
    return { ...('refused' in acting ? says(acting.refused) : await run(tx, acting)), inPlace: true };
  },
});

const toCome = (may: Permission & Action, run: (tx: Tx, acting: ActingOnDay) => Promise<Answer>): ActionHandler =>
  onDay(may, async (tx, acting) => {
    if (acting.day.state !== 'planned') return says(NOT_PLANNED);
    return acting.isOver ? says(IS_OVER) : run(tx, acting);
  });

/** Says what can be said of a day once it is over, whoever has said otherwise before. */
const thatIsOver = ({ day, isOver }: ActingOnDay, states: readonly string[]): string | undefined => {
  if (!states.includes(day.state)) return NOT_PLANNED;
  return isOver ? undefined : NOT_YET;
};

const showDay = (tx: Tx, asked: Asked): Promise<Answer> =>
  withPerson(tx, asked, async (person) => ({ say: await dayFor(tx, person, asked.now), inPlace: true }));

/** One click plans it. Whoever was not the first to choose that host on that day is offered others. */
const choose: ActionHandler = {
  may: 'day.choose',
  run: (tx, click) =>
    withPerson(tx, click, async (person) => {
      const [host = '', day = ''] = click.value.split('@');
      const standing = await standingFor(tx, person, click.now);
      if (!isDay(day) || !MAY_CHOOSE.includes(standing.kind)) return showDay(tx, click);
      if (await book(tx, person, { host: host as UserId, day }, click.now))
        return chosen(tx, person, { before: standing, day }, click.now);
      const except = standing.kind === 'coming' ? { except: standing.shown.day.day } : {};
      return { say: await offersTo(tx, person, click.now, { before: 'taken', ...except }), inPlace: true };
    }),
};

/** They have it. What they leave for it may be today. */
async function chosen(
  tx: Tx,
  person: Person,
  { before, day }: { readonly before: Standing; readonly day: IsoDate },
  now: Instant,
): Promise<Answer> {
  const say = await dayFor(tx, person, now);
  if (before.kind !== 'coming' || before.shown.day.day === day) return { say, inPlace: true };
  const { day: left, zone } = before.shown;
  return { say: localDay(now, zone) === left.day ? movedToday(say, left.host) : say, inPlace: true };
}

const MAY_CHOOSE: readonly string[] = ['free', 'coming'];

const actions: Readonly<Record<string, ActionHandler>> = {
  'day.offers': { may: 'day.choose', run: showDay },
  'day.choose': choose,
  'day.another': toCome('day.cancel', async (tx, { day, user, now }) =>
    withPerson(tx, { user, now }, async (person) => ({
      say: await offersTo(tx, person, now, { before: day, except: day.day }),
    })),
  ),
  'day.cancel': toCome('day.cancel', async (tx, acting) => {
    await cancel(tx, acting);
    const { zone } = await calendarFor(tx, acting.user);
    return { say: cancelled(acting.day, localDay(acting.now, zone) === acting.day.day) };
  }),
  'day.veto': toCome('day.veto', async (tx, acting) => {
    await veto(tx, acting);
    return { say: vetoed(acting.day) };
  }),
  'day.took-place': onDay('day.answer', async (tx, acting) => {
    const wrong = thatIsOver(acting, ['planned', 'done']);
    if (wrong !== undefined) return says(wrong);
    if (acting.day.guest === acting.user) return { open: tookPlaceForm(acting.day) };
    return { say: settled(await answer(tx, acting, 'done'), false) };
  }),
  'day.did-not': onDay('day.answer', async (tx, acting) => {
    const wrong = thatIsOver(acting, ['planned']);
    if (wrong !== undefined) return says(wrong);
    return { say: settled(await answer(tx, acting, 'missed'), acting.day.guest === acting.user) };
  }),
  'day.undo': onDay('day.answer', async (tx, acting) => {
    const wrong = thatIsOver(acting, ['done', 'missed']) ?? (await keptBecause(tx, acting));
    if (wrong !== undefined) return says(wrong);
    await undo(tx, acting);
    return showDay(tx, acting);
  }),
};

const tookPlace: FormHandler = {
  may: 'day.answer',
  async run(tx, { about, values, ...asked }) {
    const acting = await actingOnDay(tx, asked, about, 'day.answer');
    if ('refused' in acting) return says(acting.refused);
    const wrong = thatIsOver(acting, ['planned', 'done']);
    if (wrong !== undefined) return says(wrong);
    const learned = acting.day.guest === acting.user ? values.learned?.trim() : undefined;
    const done = acting.day.state === 'done' ? acting.day : await answer(tx, acting, 'done');
    if (learned) await learn(tx, { ...acting, day: done }, learned);
    return showDay(tx, asked);
  },
};

/** `/cx day`: a day beside support each quarter. */
export const surface: Surface = {
  commands: [
    {
      verb: 'day',
      usage: '',
      help: 'your next day beside support: choose it, move it, say how it was; in support, who comes to you',
      may: 'day.look',
      run: showDay,
    },
  ],
  actions,
  forms: { 'day.took-place': tookPlace },
};
