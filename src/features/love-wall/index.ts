import type { Context } from '../../platform/context.ts';
import { hearer } from '../../platform/facts/facts.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Reader } from '../feedback/index.ts';
import { can, findPerson } from '../people/index.ts';
import { renderWallCard, wallNow } from './read.ts';
import { expectCard, putUp, WALL_TIMER } from './show.ts';
import { surface } from './slack.ts';
import { wallAtHome } from './views.ts';

export { beginWall } from './show.ts';

/** The customer love wall: one card each working day with what a customer was glad of, and whom they thank. */
export const loveWall = ({ now }: Context, { read }: { readonly read: Reader }): Feature => ({
  name: 'love-wall',
  surface: surface(read),
  hears: [hearer('wall.expect-card', 'organisation.applied', (tx) => expectCard(tx, now()))],
  timers: { [WALL_TIMER]: putUp },
  messages: { 'wall.card': renderWallCard },
  async home(tx, { user }) {
    const person = await findPerson(tx, user);
    if (!person || !can({ standing: person.standing, relations: [] }, 'wall.look')) return [];
    const [newest] = (await wallNow(tx, 1)).cards;
    return newest ? wallAtHome(newest) : [];
  },
});
