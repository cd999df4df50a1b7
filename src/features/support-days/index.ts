import type { Context } from '../../platform/context.ts';
import { hearer } from '../../platform/facts/facts.ts';
import type { Feature } from '../../platform/feature.ts';
import { onAway, onLeft, onMorning } from './by-itself.ts';
import { supportDaysAtHome } from './home.ts';
import { renderBooked, renderMorning, renderOff } from './messages.ts';
import { surface } from './slack.ts';
import { MORNING_TIMER } from './tell.ts';

export { type DaysDone, supportDaysNow } from './numbers.ts';

/** Once a quarter everybody outside support sits for a day beside somebody in it, on a day of their own choice. */
export const supportDays = ({ now }: Context): Feature => ({
  name: 'support-days',
  surface,
  home: supportDaysAtHome,
  hears: [
    hearer('support-days.leave', 'person.left', (tx, { user }) => onLeft(tx, user, now())),
    hearer('support-days.away', 'person.away', (tx, { user }) => onAway(tx, user, now())),
  ],
  timers: { [MORNING_TIMER]: onMorning },
  messages: {
    'support-days.booked': renderBooked,
    'support-days.off': renderOff,
    'support-days.morning': renderMorning,
  },
});
