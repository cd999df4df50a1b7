import { Checks, DateField, TextField } from './fields.js';
import { cls, html } from './html.js';
import { Select } from './select.js';
import { useSurface } from './surface.js';
import { TextObject, withEmoji } from './text.js';
/** @import { BlockWith, Chosen } from './types.ts' */

/** An input block: label, element, hint, and what was wrong with it at the last submission. */
export function Input(/** @type {BlockWith<'element' | 'label'>} */ { block }) {
  const { element } = block;
  const { errors, typed, setTyped, use, chosenAt } = useSurface();
  const id = `${block.block_id}-${element.action_id}`;
  const error = errors[block.block_id];
  const choose = (/** @type {Chosen} */ chosen) => {
    setTyped(block.block_id, element.action_id, chosen);
    if (block.dispatch_action && !isText(element)) use(block.block_id, element, chosen);
  };
  const done = () =>
    block.dispatch_action && use(block.block_id, element, typed()[block.block_id]?.[element.action_id] ?? null);
  const about = { element, id, block: block.block_id, value: chosenAt(block.block_id, element.action_id) };
  return html`
    <div class=${cls('input', error && 'wrong')}>
      <label class="input-label" for=${id}>${withEmoji(block.label.text)}${block.optional && html`<small> (optional)</small>`}</label>
      <${fieldOf(element)} ...${about} onChoose=${choose} onDone=${done} describedby=${`${id}-about`} />
      <div id=${`${id}-about`}>
        ${error && html`<p class="input-error" role="alert">${error}</p>`}
        ${block.hint && html`<p class="input-hint"><${TextObject} text=${block.hint} /></p>`}
      </div>
    </div>`;
}

const isText = (/** @type {{ type: string }} */ { type }) => type.endsWith('_input');

function fieldOf(/** @type {{ type: string }} */ { type }) {
  if (type === 'file_input') return NoFile;
  if (isText({ type })) return TextField;
  if (type.endsWith('select')) return Select;
  return type === 'checkboxes' || type === 'radio_buttons' ? Checks : DateField;
}

function NoFile() {
  return html`<p class="unknown">Files cannot be sent from the sandbox's page.</p>`;
}
