import { html } from './html.js';
import { current } from './store.js';
import { TextObject } from './text.js';

/** @import { Chosen, FieldProps, Key, Typing } from './types.ts' */

/** @type {Record<string, string>} */
const INPUTS = { number_input: 'number', email_text_input: 'email', url_text_input: 'url', plain_text_input: 'text' };

/** Text of any kind. `onChoose` hears every letter; `onDone` Enter, which leaves a single line. */
export function TextField(/** @type {FieldProps} */ { element, value, onChoose, onDone, id, describedby }) {
  const about = {
    id,
    'aria-describedby': describedby,
    placeholder: element.placeholder?.text ?? '',
    value: value ?? '',
    maxLength: element.max_length ?? 3000,
    autofocus: element.focus_on_load,
    onInput: (/** @type {Typing} */ event) => onChoose(event.currentTarget.value || null),
  };
  if (element.multiline || element.type === 'rich_text_input')
    return html`<textarea class="field" rows="4" ...${about} />`;
  const done = (/** @type {Key} */ event) => event.key === 'Enter' && onDone?.();
  const step = element.is_decimal_allowed ? 'any' : undefined;
  return html`<input class="field" type=${INPUTS[element.type] ?? 'text'} step=${step} ...${about} onKeyDown=${done} />`;
}

/** One choice, several or none, as a list. */
/** @type {(value: Chosen) => readonly string[]} */
export const listed = (value) => (typeof value === 'string' ? [value] : (value ?? []));

/** Radio buttons, or checkboxes, whose choice is a list. */
export function Checks(/** @type {FieldProps} */ { block, element, value, onChoose }) {
  const many = element.type === 'checkboxes';
  const chosen = listed(value);
  const change = (/** @type {string} */ option, /** @type {boolean} */ on) => {
    if (!many) onChoose(option);
    else onChoose(on ? [...chosen, option] : chosen.filter((one) => one !== option));
  };
  return html`
    <div class="checks" role=${many ? 'group' : 'radiogroup'}>
      ${(element.options ?? []).map(
        (option) => html`
        <label key=${option.value}>
          <input type=${many ? 'checkbox' : 'radio'} name=${`${block}-${element.action_id}`} checked=${chosen.includes(option.value)}
            onChange=${(/** @type {Typing} */ event) => change(option.value, event.currentTarget.checked)} />
          <span><${TextObject} text=${option.text} />${option.description && html`<small><${TextObject} text=${option.description} /></small>`}</span>
        </label>`,
      )}
    </div>`;
}

/** @type {Record<string, string>} */
const KINDS = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' };

/** A day, a time, or both; both together are unix seconds by the clock of whom one acts as. */
export function DateField(/** @type {FieldProps} */ { element, value, onChoose, id }) {
  const both = element.type === 'datetimepicker';
  const offset = (current().me?.tz_offset ?? 0) * 1000;
  const shown = both && value ? new Date(Number(value) * 1000 + offset).toISOString().slice(0, 16) : (value ?? '');
  const change = (/** @type {Typing} */ { currentTarget }) => {
    const typed = currentTarget.value;
    if (!typed) return onChoose(null);
    return onChoose(both ? String((Date.parse(`${typed}Z`) - offset) / 1000) : typed);
  };
  const hint = element.placeholder?.text;
  return html`<input class="field date" id=${id} type=${KINDS[element.type]} value=${shown} title=${hint} aria-label=${id ? undefined : hint} onChange=${change} />`;
}
