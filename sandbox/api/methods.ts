import { CHANNEL_CARE } from './channel-care.ts';
import { CHAT } from './chat.ts';
import { CONVERSATIONS } from './conversations.ts';
import { FILES } from './files.ts';
import { FUNCTIONS } from './functions.ts';
import { HISTORY } from './history.ts';
import { KEEPSAKES } from './keepsakes.ts';
import type { Method } from './method.ts';
import { PEOPLE } from './people.ts';
import { REACTIONS } from './reactions.ts';
import { SCHEDULED } from './scheduled.ts';
import { TEAM } from './team.ts';
import { VIEWS } from './views.ts';

/** Every method the sandbox knows. */
export const METHODS: Readonly<Record<string, Method>> = {
  ...TEAM,
  ...CHAT,
  ...SCHEDULED,
  ...KEEPSAKES,
  ...CONVERSATIONS,
  ...CHANNEL_CARE,
  ...FILES,
  ...FUNCTIONS,
  ...HISTORY,
  ...PEOPLE,
  ...REACTIONS,
  ...VIEWS,
};
