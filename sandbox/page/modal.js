import { useEffect, useState } from 'preact/hooks';
import { act } from './actions.js';
import { Blocks } from './blocks.js';
import { html, useElement } from './html.js';
import { current } from './store.js';
import { elementsOf, Surface, useTyped } from './surface.js';
import { withEmoji } from './text.js';
/** @import { Chosen, Close, Errors, Inputs, Key, PageView, Ref } from './types.ts' */

/** The modal on top of the stack. */
export function Modal(/** @type {{ view: PageView, depth: number }} */ { view, depth }) {
  const [errors, setErrors] = useState(/** @type {Errors} */ ({}));
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useTyped(view.blocks, view.values, view.hash);
  const box = useElement();
  useFirstFocus(box, view.id);
  useEffect(() => void focusOn(box.current, '.wrong :is(input, textarea, button)'), [errors]);
  const submit = async (/** @type {Event | undefined} */ event = undefined) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await act({ act: 'submit', view: view.id, typed: inputsOf(view, typed) }, { quiet: true });
    setBusy(false);
    if (answer.ok) return;
    setErrors(answer.errors ?? { '': whyNot(answer.error) });
  };
  const close = (/** @type {boolean} */ all) => act({ act: 'close', view: view.id, ...(all && { all }) });
  const keys = (/** @type {Key} */ event) => {
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

function Foot(/** @type {{ view: PageView, busy: boolean, onClose: Close }} */ { view, busy, onClose }) {
  return html`
    <footer class="modal-foot">
      <span class="modal-app">${current().app.name}</span>
      <button type="button" class="button" onClick=${onClose}>${view.close ?? 'Close'}</button>
      ${view.submit && html`<button type="submit" class="button primary" aria-disabled=${busy} aria-busy=${busy}>${withEmoji(view.submit)}</button>`}
    </footer>`;
}

function inputsOf(/** @type {PageView} */ view, /** @type {Inputs} */ typed) {
  /** @type {Record<string, Record<string, Chosen>>} */
  const inputs = {};
  for (const { block, element } of elementsOf(view.blocks)) {
    const chosen = typed[`${block.block_id}\n${element.action_id}`];
    if (chosen !== undefined) inputs[block.block_id] = { ...inputs[block.block_id], [element.action_id]: chosen };
  }
  return inputs;
}

function whyNot(/** @type {string} */ error) {
  if (error === 'operation_timeout')
    return 'We had some trouble connecting. Try again? (operation_timeout: the app did not answer in time)';
  return `We had some trouble connecting. Try again? (${error})`;
}

function useFirstFocus(/** @type {Ref<HTMLElement>} */ box, /** @type {string} */ id) {
  useEffect(() => {
    const before = document.activeElement;
    const first = '[autofocus], .modal-body :is(input, textarea, button)';
    focusOn(box.current, first) || focusOn(box.current, '[type=submit]');
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [id]);
}

/** False where there is none such. */
export function focusOn(/** @type {HTMLElement} */ box, /** @type {string} */ selector) {
  /** @type {HTMLElement | null} */
  const found = box.querySelector(selector);
  found?.focus();
  return found !== null;
}

/** Tab goes round within the dialog. */
export function keepFocus(/** @type {KeyboardEvent} */ event, /** @type {HTMLElement} */ box) {
  if (event.key !== 'Tab') return;
  /** @type {NodeListOf<HTMLElement>} */
  const all = box.querySelectorAll(':is(button, input, textarea):enabled, a[href]');
  const stops = [...all].filter(({ tabIndex }) => tabIndex >= 0);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}
