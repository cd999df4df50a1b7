import { useEffect, useRef, useState } from 'preact/hooks';
import { act } from './actions.js';
import { Blocks } from './blocks.js';
import { html } from './html.js';
import { current } from './store.js';
import { Surface, useTyped } from './surface.js';
import { withEmoji } from './text.js';

/** The modal on top of the stack. */
export function Modal({ view, depth }) {
  const [errors, setErrors] = useState({});
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useTyped(view.blocks, view.values, view.hash);
  const box = useRef();
  useFirstFocus(box, view.id);
  useEffect(() => box.current.querySelector('.wrong :is(input, textarea, button)')?.focus(), [errors]);
  const submit = async (event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await act({ act: 'submit', view: view.id, typed: inputsOf(view, typed) }, { quiet: true });
    setBusy(false);
    if (answer.ok) return;
    setErrors(answer.errors ?? { '': whyNot(answer.error) });
  };
  const close = (all) => act({ act: 'close', view: view.id, ...(all && { all }) });
  const keys = (event) => {
    if (event.key === 'Escape') close(false);
    else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit();
    else keepFocus(event, box.current);
  };
  return html`
    <div class="veil">
      <form class="modal" role="dialog" aria-modal="true" aria-label=${view.title} ref=${box} noValidate onSubmit=${submit} onKeyDown=${keys} data-view=${view.callback_id}>
        <header class="modal-head">
          ${depth > 1 && html`<button type="button" class="quiet" title="Back" aria-label="Back" onClick=${() => close(false)}>←</button>`}
          <h2>${withEmoji(view.title ?? '')}</h2>
          <button type="button" class="quiet" title="Close" aria-label="Close" onClick=${() => close(true)}>✕</button>
        </header>
        <div class="modal-body" tabindex="-1">
          ${errors[''] && html`<p class="modal-error" role="alert">${errors['']}</p>`}
          <${Surface} place=${{ view: view.id }} typed=${typed} setTyped=${setTyped} errors=${errors}>
            <${Blocks} blocks=${view.blocks} />
          </${Surface}>
        </div>
        <${Foot} view=${view} busy=${busy} onClose=${() => close(false)} />
      </form>
    </div>`;
}

function Foot({ view, busy, onClose }) {
  return html`
    <footer class="modal-foot">
      <span class="modal-app">${current().app.name}</span>
      <button type="button" class="button" onClick=${onClose}>${view.close ?? 'Close'}</button>
      ${view.submit && html`<button type="submit" class="button primary" aria-disabled=${busy} aria-busy=${busy}>${withEmoji(view.submit)}</button>`}
    </footer>`;
}

function inputsOf(view, typed) {
  const inputs = {};
  for (const block of view.blocks) {
    const elements = block.elements ?? [block.element ?? block.accessory].filter(Boolean);
    for (const { action_id } of elements) {
      const chosen = typed[`${block.block_id}\n${action_id}`];
      if (chosen !== undefined) inputs[block.block_id] = { ...inputs[block.block_id], [action_id]: chosen };
    }
  }
  return inputs;
}

function whyNot(error) {
  if (error === 'operation_timeout')
    return 'We had some trouble connecting. Try again? (operation_timeout: the app did not answer in time)';
  return `We had some trouble connecting. Try again? (${error})`;
}

function useFirstFocus(box, id) {
  useEffect(() => {
    const before = document.activeElement;
    const first = box.current.querySelector('[autofocus], .modal-body input, .modal-body textarea, .modal-body button');
    (first ?? box.current.querySelector('[type=submit]'))?.focus();
    return () => before?.focus?.();
  }, [id]);
}

/** Tab goes round within the dialog. */
export function keepFocus(event, box) {
  if (event.key !== 'Tab') return;
  const stops = [...box.querySelectorAll('button, input, textarea, a[href]')].filter(
    (one) => !one.disabled && one.tabIndex >= 0,
  );
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}
