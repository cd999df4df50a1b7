import { z } from 'zod';
import type { UserId } from '../../kernel/slack.ts';
import type { Feature } from '../../platform/feature.ts';
import type { InboxItem } from '../../platform/inbox/lane.ts';
import { homeOpened } from './store.ts';

export { homeLane } from './show.ts';
export { homeChanged } from './store.ts';

const Opened = z.object({ user: z.string(), tab: z.string() });

/** The bot's Home tab: what each feature has to show its reader, one below the other. */
export const home = (): Feature => ({
  name: 'home',
  inbox: {
    'slack/app_home_opened': async (tx, { body }: InboxItem) => {
      const opened = Opened.safeParse(body);
      if (opened.success && opened.data.tab === 'home') await homeOpened(tx, opened.data.user as UserId);
    },
  },
});
