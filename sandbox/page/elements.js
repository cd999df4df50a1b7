import { useState } from 'preact/hooks';
import { Checks, DateField, TextField } from './fields.js';
import { pictureUrl } from './files.js';
import { cls, html } from './html.js';
import { MenuItem, Popover } from './popover.js';
import { Select } from './select.js';
import { useSurface } from './surface.js';
import { withEmoji } from './text.js';
/** @import { Chosen, Close, Element, ElementProps, ElementWith, FieldProps, Kinds } from './types.ts' */

/** An interactive element in an actions block or beside a section: using it tells the app at once. */
export function Element(/** @type {ElementProps} */ { block, element }) {
  const Kind = KINDS[element.type];
  if (!Kind) return html`<span class="unknown">[${element.type}]</span>`;
  return html`<${Kind} block=${block} element=${element} />`;
}

function Button(/** @type {ElementProps} */ { block, element }) {
  const { use } = useSurface();
  const [busy, setBusy] = useState(false);
  // Not `disabled` meanwhile: it would lose the focus, to which a modal gives it back.
  const press = async () => {
    if (busy) return;
    await use(block, element, undefined, () => setBusy(true));
    setBusy(false);
  };
  const look = cls('button', element.style, busy && 'busy');
  const label = withEmoji(element.text?.text ?? '');
  const name = element.accessibility_label ?? element.text?.text;
  const safe = /^https?:/i.test(element.url ?? '');
  if (safe) {
    return html`<a class=${look} href=${element.url} target="_blank" rel="noopener noreferrer" aria-label=${name} onClick=${press}>${label}</a>`;
  }
  return html`
    <button type="button" class=${look} aria-label=${name} aria-busy=${busy} aria-disabled=${busy} data-action=${element.action_id}
      onClick=${press}>${label}</button>`;
}

function Overflow(/** @type {ElementWith<'options'>} */ { block, element }) {
  const { use } = useSurface();
  return html`
    <${Popover} kind="button overflow" title="More" label="⋯" align="right">
      ${(/** @type {Close} */ close) => html`
        <div role="menu" class="menu">
          ${element.options.map(
            (option) => html`
            <${MenuItem} key=${option.value} hint=${option.description?.text} onPick=${() => {
              close();
              use(block, element, option.value);
            }}>${withEmoji(option.text.text)}</${MenuItem}>`,
          )}
        </div>`}
    </${Popover}>`;
}

function Image(/** @type {{ element: Element }} */ { element }) {
  return html`<${SafeImage} url=${pictureUrl(element)} alt=${element.alt_text} kind="thumb" />`;
}

/** Nothing is asked of another machine: a picture from elsewhere is named, not fetched. */
export function SafeImage(/** @type {{ url?: string, alt?: string, kind: string }} */ { url = '', alt, kind }) {
  const here = url.startsWith('data:image/') || url.startsWith(location.origin) || /^\/(?!\/)/.test(url);
  if (here) return html`<img class=${kind} src=${url} alt=${alt ?? ''} />`;
  return html`<span class=${cls(kind, 'far-image')} role="img" aria-label=${alt} title=${url}>🖼️ <small>${alt}</small></span>`;
}

/** A field whose choice is kept and, outside an input block, told to the app. */
function told(/** @type {(props: FieldProps) => unknown} */ Field) {
  return (/** @type {ElementProps} */ { block, element }) => {
    const { use, chosenAt, setTyped } = useSurface();
    const choose = async (/** @type {Chosen} */ chosen) => {
      const before = chosenAt(block, element.action_id);
      setTyped(block, element.action_id, chosen);
      const answer = await use(block, element, chosen);
      if (!answer?.ok) setTyped(block, element.action_id, before);
    };
    const value = chosenAt(block, element.action_id);
    return html`<${Field} block=${block} element=${element} value=${value} onChoose=${choose} />`;
  };
}

const ToldSelect = told(Select);
const ToldDate = told(DateField);
const ToldChecks = told(Checks);
const ToldText = told(TextField);

const SELECTS = ['static', 'external', 'users', 'channels', 'conversations'].flatMap((kind) => [
  `${kind}_select`,
  `multi_${kind}_select`,
]);

/** @type {Kinds} */
const KINDS = {
  button: Button,
  workflow_button: Button,
  overflow: Overflow,
  image: Image,
  checkboxes: ToldChecks,
  radio_buttons: ToldChecks,
  ...Object.fromEntries(SELECTS.map((kind) => [kind, ToldSelect])),
  ...Object.fromEntries(['datepicker', 'timepicker', 'datetimepicker'].map((kind) => [kind, ToldDate])),
  ...Object.fromEntries(
    ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input'].map((kind) => [kind, ToldText]),
  ),
};
