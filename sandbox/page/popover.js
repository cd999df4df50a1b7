import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cls, html } from './html.js';

/** Calls `leave` on Escape and on a press outside the element of `ref`. */
export function useLeaving(ref, open, leave) {
  useEffect(() => {
    if (!open) return undefined;
    const press = ({ target }) => ref.current?.contains(target) || leave();
    const key = (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      leave();
      ref.current?.querySelector('button')?.focus();
    };
    document.addEventListener('mousedown', press);
    document.addEventListener('keydown', key, true);
    return () => {
      document.removeEventListener('mousedown', press);
      document.removeEventListener('keydown', key, true);
    };
  }, [open]);
}

/** A button that opens something below or, without room, above it. `children` gets `close`. */
export function Popover({ label, title, kind, disabled, align = 'left', children }) {
  const [open, setOpen] = useState(false);
  const [above, setAbove] = useState(false);
  const ref = useRef();
  const box = useRef();
  useLeaving(ref, open, () => setOpen(false));
  useLayoutEffect(() => {
    if (!open) return setAbove(false);
    const room = box.current.getBoundingClientRect();
    if (room.bottom > innerHeight - 8 && room.height < room.top) setAbove(true);
    box.current.querySelector('input, [role^=menuitem], [role=option]')?.focus({ preventScroll: true });
    return undefined;
  }, [open]);
  return html`
    <span class="popover" ref=${ref}>
      <button type="button" class=${kind} title=${title} aria-label=${title} aria-haspopup="true" aria-expanded=${open}
        disabled=${disabled} onClick=${() => setOpen(!open)}>${label}</button>
      ${open && html`<div class=${cls('popover-box', align, above && 'above')} ref=${box} onKeyDown=${walk}>${children(() => setOpen(false))}</div>`}
    </span>`;
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
