import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { cls, html, useElement } from './html.js';
/** @import { Align, Children, Key, PopoverProps, Ref } from './types.ts' */

/**
 * Calls `leave` on Escape and on a press outside the element of `ref`, `moved` when it is scrolled.
 * @param {Ref<HTMLElement>} ref
 * @param {boolean} open
 * @param {() => void} leave
 * @param {() => void} moved
 */
export function useLeaving(ref, open, leave, moved) {
  useEffect(() => {
    if (!open) return undefined;
    const press = (/** @type {Event} */ { target }) =>
      (target instanceof Node && ref.current?.contains(target)) || leave();
    const scroll = (/** @type {Event} */ { target }) =>
      target instanceof Node && target.contains(ref.current) && moved();
    const key = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      leave();
      ref.current?.querySelector('button')?.focus();
    };
    const stop = new AbortController();
    const how = { capture: true, signal: stop.signal };
    document.addEventListener('mousedown', press, how);
    document.addEventListener('keydown', key, how);
    document.addEventListener('scroll', scroll, how);
    return () => stop.abort();
  }, [open]);
}

/** A button that opens something below or, without room, above it. `children` gets what closes it. */
export function Popover(/** @type {PopoverProps} */ { label, title, kind, disabled, align = 'left', children }) {
  const [open, setOpen] = useState(false);
  const ref = useElement();
  const box = useElement();
  const close = () => setOpen(false);
  // What was chosen takes its box away: who chose it by the keyboard goes on from the button.
  const chosen = () => {
    if (box.current.contains(document.activeElement)) ref.current.querySelector('button')?.focus();
    close();
  };
  const settle = () => place(box.current, ref.current.getBoundingClientRect(), align);
  useLeaving(ref, open, close, settle);
  useLayoutEffect(() => {
    if (!open) return;
    // In the top layer, since what scrolls around the button would cut it off.
    box.current.showPopover();
    settle();
    focusFirst(box.current);
  }, [open]);
  const button = html`
    <button type="button" class=${kind} title=${title} aria-label=${title} aria-haspopup="true" aria-expanded=${open}
      disabled=${disabled} onClick=${() => setOpen(!open)}>${label}</button>`;
  return html`
    <span class="popover" ref=${ref}>
      ${button}${open && html`<div class="popover-box" popover="manual" ref=${box} onKeyDown=${walk}>${children(chosen)}</div>`}
    </span>`;
}

const ITEMS = '[role^=menuitem], [role=option]';

function focusFirst(/** @type {HTMLElement} */ box) {
  /** @type {HTMLElement | null} */
  const first = box.querySelector(`input, ${ITEMS}`);
  first?.focus({ preventScroll: true });
}

const GAP = 4;

function place(/** @type {HTMLElement} */ box, /** @type {DOMRect} */ button, /** @type {Align} */ align) {
  const { width, height } = box.getBoundingClientRect();
  const wide = Math.max(width, align === 'left' ? button.width : 0);
  const wanted = align === 'right' ? button.right - wide : button.left;
  const below = button.bottom + GAP;
  const fits = below + height < innerHeight || button.top < innerHeight / 2;
  box.style.minWidth = `${wide}px`;
  box.style.left = `${Math.max(GAP, Math.min(wanted, innerWidth - wide - GAP))}px`;
  // Above, it is held by its foot, so that it stays in place when a filter makes it shorter.
  if (fits) box.style.top = `${below}px`;
  else box.style.bottom = `${innerHeight - button.top + GAP}px`;
}

/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys walk through a menu. */
export function walk(/** @type {Key} */ event) {
  const step = STEPS[event.key];
  if (!step) return;
  /** @type {NodeListOf<HTMLElement>} */
  const all = event.currentTarget.querySelectorAll(ITEMS);
  const items = [...all];
  const at = items.findIndex((item) => item.matches(':focus'));
  const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
  items[next]?.focus();
  event.preventDefault();
}

/** @param {{ onPick: () => void, danger?: boolean, hint?: string, children: Children }} props */
export function MenuItem({ onPick, danger, hint, children }) {
  return html`
    <button type="button" role="menuitem" class=${cls('menu-item', danger && 'danger')} onClick=${onPick}>
      <span>${children}</span>${hint && html`<small>${hint}</small>`}
    </button>`;
}
