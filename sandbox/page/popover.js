import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cls, html } from './html.js';

/** Calls `leave` on Escape and on a press outside the element of `ref`, `moved` when it is scrolled. */
export function useLeaving(ref, open, leave, moved) {
  useEffect(() => {
    if (!open) return undefined;
    const press = ({ target }) => ref.current?.contains(target) || leave();
    const scroll = ({ target }) => target.contains(ref.current) && moved();
    const key = (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      leave();
      ref.current?.querySelector('button')?.focus();
    };
    const listeners = { mousedown: press, keydown: key, scroll };
    for (const [name, heard] of Object.entries(listeners)) document.addEventListener(name, heard, true);
    return () => {
      for (const [name, heard] of Object.entries(listeners)) document.removeEventListener(name, heard, true);
    };
  }, [open]);
}

/** A button that opens something below or, without room, above it. `children` gets what closes it. */
export function Popover({ label, title, kind, disabled, align = 'left', children }) {
  const [open, setOpen] = useState(false);
  const ref = useRef();
  const box = useRef();
  const close = () => setOpen(false);
  const settle = () => place(box.current, ref.current.firstElementChild.getBoundingClientRect(), align);
  useLeaving(ref, open, close, settle);
  useLayoutEffect(() => {
    if (!open) return;
    // In the top layer, since what scrolls around the button would cut it off.
    box.current.showPopover();
    settle();
    box.current.querySelector('input, [role^=menuitem], [role=option]')?.focus({ preventScroll: true });
  }, [open]);
  const button = html`
    <button type="button" class=${kind} title=${title} aria-label=${title} aria-haspopup="true" aria-expanded=${open}
      disabled=${disabled} onClick=${() => setOpen(!open)}>${label}</button>`;
  return html`
    <span class="popover" ref=${ref}>
      ${button}${open && html`<div class="popover-box" popover="manual" ref=${box} onKeyDown=${walk}>${children(close)}</div>`}
    </span>`;
}

const GAP = 4;

function place(box, button, align) {
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

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys walk through a menu. */
export function walk(event) {
  const step = STEPS[event.key];
  if (!step) return;
  const items = [...event.currentTarget.querySelectorAll('[role^=menuitem], [role=option]')];
  const at = items.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
  items[next]?.focus();
  event.preventDefault();
}

export function MenuItem({ onPick, danger, hint, children }) {
  return html`
    <button type="button" role="menuitem" class=${cls('menu-item', danger && 'danger')} onClick=${onPick}>
      <span>${children}</span>${hint && html`<small>${hint}</small>`}
    </button>`;
}
