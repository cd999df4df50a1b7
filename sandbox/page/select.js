import { useEffect, useState } from 'preact/hooks';
import { listed } from './fields.js';
import { cls, html } from './html.js';
import { optionsOf, plainOptions, valueLabel } from './options.js';
import { Popover } from './popover.js';
import { useSurface } from './surface.js';
import { withEmoji } from './text.js';
/** @import { Close, Element, FieldProps, Json, Key, Offer, Options, Typing } from './types.ts' */

/** Every kind of select: its options in a box with a filter. `onChoose` gets a value, or a list from a multi-select. */
export function Select(/** @type {FieldProps} */ { block, element, value, onChoose }) {
  const many = element.type.startsWith('multi_');
  const [seen, setSeen] = useState(/** @type {ReadonlyMap<string, string>} */ (new Map()));
  const chosen = listed(value);
  const label = (/** @type {string} */ one) => seen.get(one) ?? valueLabel(element, one);
  const pick = (/** @type {Offer} */ option, /** @type {Close} */ close) => {
    setSeen(new Map(seen).set(option.value, option.text));
    if (!many) {
      onChoose(option.value);
      close();
    } else onChoose(toggled(chosen, option.value, element.max_selected_items));
  };
  const shown = chosen.length > 0 ? chosen.map((one) => withEmoji(label(one))).join(', ') : undefined;
  const hint = element.placeholder?.text ?? 'Choose an option';
  return html`
    <${Popover} kind=${cls('select', !shown && 'empty')} title=${element.focus_label ?? hint}
      label=${html`<span>${shown ?? withEmoji(hint)}</span><span class="caret" aria-hidden="true">▾</span>`}>
      ${(/** @type {Close} */ close) => html`<${Choices} block=${block} element=${element} chosen=${chosen} onPick=${(/** @type {Offer} */ option) => pick(option, close)} />`}
    </${Popover}>`;
}

function toggled(/** @type {readonly string[]} */ chosen, /** @type {string} */ value, most = 100) {
  if (chosen.includes(value)) return chosen.filter((one) => one !== value);
  return chosen.length < most ? [...chosen, value] : chosen;
}

/** @param {{ block: string, element: Element, chosen: readonly string[], onPick: (option: Offer) => void }} props */
function Choices({ block, element, chosen, onPick }) {
  const [query, setQuery] = useState('');
  const options = useOptions(block, element, query);
  // What the app offers for what was typed may match it by more than its words.
  const fits = (/** @type {Offer} */ { text }) =>
    isExternal(element) || text.toLowerCase().includes(query.trim().toLowerCase());
  const shown = options.filter(fits).slice(0, 100);
  const enter = (/** @type {Key} */ event) => {
    const [first] = shown;
    if (event.key !== 'Enter' || !first) return;
    event.preventDefault();
    onPick(first);
  };
  return html`
    <div class="choices">
      <input class="choices-filter" type="search" placeholder="Filter" aria-label="Filter the options" value=${query}
        onInput=${(/** @type {Typing} */ event) => setQuery(event.currentTarget.value)} onKeyDown=${enter} />
      <div class="choices-list" role="listbox">
        ${shown.map(
          (option, index) => html`
          ${option.group && option.group !== shown[index - 1]?.group && html`<div class="choices-group">${option.group}</div>`}
          <${Choice} key=${option.value} option=${option} on=${chosen.includes(option.value)} onPick=${onPick} />`,
        )}
        ${shown.length === 0 && html`<p class="choices-none">Nothing found</p>`}
      </div>
    </div>`;
}

function Choice(/** @type {{ option: Offer, on: boolean, onPick: (option: Offer) => void }} */ { option, on, onPick }) {
  return html`
    <button type="button" role="option" aria-selected=${on} class=${cls('choice', on && 'on')} onClick=${() => onPick(option)}>
      <span>${withEmoji(option.text)}${option.about && html` <small>${option.about}</small>`}</span>${on && html`<span aria-hidden="true">✓</span>`}
    </button>`;
}

const isExternal = (/** @type {Element} */ { type }) => type.endsWith('external_select');

/** What an external select offers comes from the app, a moment after the last letter. */
function useOptions(/** @type {string} */ block, /** @type {Element} */ element, /** @type {string} */ query) {
  const external = isExternal(element);
  const { suggest } = useSurface();
  const [options, setOptions] = useState(/** @type {readonly Offer[]} */ ([]));
  useEffect(() => {
    if (!external || query.length < (element.min_query_length ?? 3)) return undefined;
    let stale = false;
    const timer = setTimeout(async () => {
      const answer = await suggest(block, element, query);
      if (answer.ok && !stale) setOptions(plainOptions(/** @type {Options} */ (/** @type {Json} */ (answer))));
    }, 200);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [query]);
  return external ? options : optionsOf(element);
}
