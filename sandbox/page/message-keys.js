/** @import { Key } from './types.ts' */

/** Among messages the arrow keys, Home and End go from one to the next; Escape goes to where one writes. */
export function walkMessages(/** @type {Key} */ event) {
  const { currentTarget: area, target, key } = event;
  if (!(area instanceof HTMLElement) || !(target instanceof HTMLElement) || target.matches(FIELDS)) return;
  const list = /** @type {HTMLElement[]} */ ([...area.querySelectorAll('.message')]);
  const at = list.findIndex((message) => message.contains(target));
  const last = list.length - 1;
  const next = { ArrowUp: at < 0 ? last : at - 1, ArrowDown: at + 1, Home: 0, End: last }[key];
  const writing = key === 'Escape' ? area.parentElement?.querySelector('textarea') : undefined;
  const goal = next === undefined ? writing : list[Math.max(0, Math.min(last, next))];
  if (!goal) return;
  event.preventDefault();
  event.stopPropagation();
  goal.focus({ preventScroll: true });
  goal.scrollIntoView({ block: 'nearest' });
}

/** In these the arrow keys have a meaning of their own. */
const FIELDS = 'input, textarea, [role=option], [role^=menuitem], .picker *';
