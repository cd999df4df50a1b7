import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { addStaffTime, type WorkCalendar } from '../kernel/calendar/work.ts';
import type { UserId } from '../kernel/slack.ts';
import { HOUR, type Instant } from '../kernel/time.ts';

/** How somebody answers what they are asked: how likely at each DM, and after how many of their working hours. */
export interface Temperament {
  readonly name: string;
  readonly likely: number;
  readonly hours: readonly [least: number, most: number];
  /** How likely they go on to the next step of their own accord. */
  readonly onTheirOwn: number;
}

/** Five kinds of people, from prompt to absent. Set by judgement, not measured on anybody. */
export const TEMPERAMENTS: readonly Temperament[] = [
  { name: 'prompt', likely: 0.95, hours: [0.2, 3], onTheirOwn: 0.9 },
  { name: 'steady', likely: 0.85, hours: [1, 7], onTheirOwn: 0.75 },
  { name: 'busy', likely: 0.6, hours: [2, 14], onTheirOwn: 0.5 },
  { name: 'forgetful', likely: 0.4, hours: [1, 10], onTheirOwn: 0.15 },
  { name: 'absent', likely: 0.03, hours: [8, 40], onTheirOwn: 0 },
];

/** A button that a message offers first for each thing it is about. */
export interface Offer {
  readonly action: string;
  readonly value: string;
}

/** What nobody presses without a reason that no simulation has: to look, or to take back what is done. */
const NOT_ASKED = ['issue.open', 'issue.why', 'issue.why-this', 'issue.reopen', 'issue.unmerge'];

/** The first button of each row: what the message wants done. */
export function offersIn(blocks: readonly KnownBlock[]): Offer[] {
  return blocks.flatMap((block) => {
    const [first] = block.type === 'actions' ? block.elements : [];
    return first?.type === 'button' && first.action_id !== undefined && !NOT_ASKED.includes(first.action_id)
      ? [{ action: first.action_id, value: first.value ?? '' }]
      : [];
  });
}

/** What somebody fills in without thinking: the first choice, the day that stands there, a word. */
export function filledIn({ blocks }: ModalView, today: string): Record<string, string | undefined> {
  const needed = blocks.filter(isInput).filter(({ optional }) => !optional);
  return Object.fromEntries(needed.map(({ block_id, element }) => [block_id ?? '', inputOf(element, today)]));
}

function inputOf(element: InputBlock['element'], today: string): string | undefined {
  switch (element.type) {
    case 'static_select':
      return element.options?.[0]?.value;
    case 'datepicker':
      return element.initial_date ?? today;
    case 'timepicker':
      return element.initial_time;
    default:
      return 'Done.';
  }
}

const isInput = (block: { readonly type: string }): block is InputBlock => block.type === 'input';

/** When this person answers, if at all. Takes two numbers from chance. */
export function answersAt(
  { likely, hours: [least, most] }: Pick<Temperament, 'likely' | 'hours'>,
  calendar: WorkCalendar,
  now: Instant,
  random: () => number,
): Instant | undefined {
  const [willing, share] = [random() < likely, random()];
  return willing ? addStaffTime(calendar, now, Math.round((least + share * (most - least)) * HOUR)) : undefined;
}

/** Everybody's temperament, the same at the same seed. */
export function castOf(people: readonly UserId[], random: () => number): ReadonlyMap<UserId, Temperament> {
  const cast = new Map<UserId, Temperament>();
  for (const person of [...people].sort()) {
    const drawn = TEMPERAMENTS[Math.floor(random() * TEMPERAMENTS.length)];
    if (drawn) cast.set(person, drawn);
  }
  return cast;
}
