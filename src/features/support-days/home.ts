import type { KnownBlock } from '@slack/types';
import type { HomeSection } from '../../platform/feature.ts';
import { can, findPerson } from '../people/index.ts';
import { type Standing, standingFor } from './asked.ts';
import { askedBlocks, plannedBlocks } from './views/answers.ts';
import { chooseBlocks, hadBlock } from './views/home.ts';
import { comingBlock } from './views/hosting.ts';

/** On the Home tab: the next day beside support, or who comes next. */
export const supportDaysAtHome: HomeSection = async (tx, { user, now }) => {
  const person = await findPerson(tx, user);
  if (person === undefined || !can({ standing: person.standing, relations: [] }, 'day.look')) return [];
  return blocksOf(await standingFor(tx, person, now));
};

function blocksOf(standing: Standing): KnownBlock[] {
  switch (standing.kind) {
    case 'over':
      return askedBlocks(standing.shown, standing.shown.day.host);
    case 'coming':
      return plannedBlocks(standing.shown);
    case 'had':
      return [hadBlock(standing.day)];
    case 'hosting':
      return standing.coming.slice(0, 1).map(comingBlock);
    case 'free':
      return chooseBlocks(standing.letDown);
    case 'nobody hosts':
      return [];
  }
}
