import { useEffect } from 'preact/hooks';
import { cls, html, useElement } from './html.js';
import { focusOn, keepFocus } from './modal.js';
import { TextObject } from './text.js';
/** @import { Confirming, Key } from './types.ts' */

/** "Are you sure?", as the app worded it. */
export function Confirm(/** @type {Confirming} */ { dialog, answer }) {
  const box = useElement();
  useEffect(() => void focusOn(box.current, '.modal-foot .button:last-child'), []);
  const keys = (/** @type {Key} */ event) => (event.key === 'Escape' ? answer(false) : keepFocus(event, box.current));
  return html`
    <div class="veil above">
      <div class="modal small" role="alertdialog" aria-modal="true" aria-label=${dialog.title?.text} ref=${box} onKeyDown=${keys}>
        <header class="modal-head"><h2>${dialog.title?.text}</h2></header>
        <div class="modal-body"><${TextObject} text=${dialog.text} /></div>
        <footer class="modal-foot">
          <button type="button" class="button" onClick=${() => answer(false)}>${dialog.deny?.text ?? 'Cancel'}</button>
          <button type="button" class=${cls('button', dialog.style ?? 'primary')} onClick=${() => answer(true)}>${dialog.confirm?.text ?? 'OK'}</button>
        </footer>
      </div>
    </div>`;
}
