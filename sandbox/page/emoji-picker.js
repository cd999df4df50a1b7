import { useState } from 'preact/hooks';
import { emojiNamed, emojiSign, QUICK_REACTIONS } from './emoji.js';
import { html } from './html.js';
import { Popover } from './popover.js';
/** @import { Align, Close, Key, Typing } from './types.ts' */

/**
 * A small picker: the usual ones first, any other by name.
 * @param {{ title: string, label: string, kind?: string, align?: Align, onPick: (name: string) => void }} props
 */
export function EmojiPicker({ title, label, kind, align, onPick }) {
  return html`
    <${Popover} title=${title} label=${label} kind=${kind} align=${align}>
      ${(/** @type {Close} */ close) =>
        html`<${Picker} onPick=${(/** @type {string} */ name) => {
          close();
          onPick(name);
        }} />`}
    </${Popover}>`;
}

function Picker(/** @type {{ onPick: (name: string) => void }} */ { onPick }) {
  const [typed, setTyped] = useState('');
  const names = typed ? emojiNamed(typed) : [...new Set([...QUICK_REACTIONS, ...emojiNamed('', 42)])];
  const enter = (/** @type {Key} */ event) => {
    if (event.key === 'Enter' && names[0]) onPick(names[0]);
  };
  return html`
    <div class="picker">
      <input type="search" placeholder="Find an emoji" aria-label="Find an emoji" value=${typed} onKeyDown=${enter}
        onInput=${(/** @type {Typing} */ event) => setTyped(event.currentTarget.value)} />
      <div class="picker-grid">
        ${names.map((name) => html`<button type="button" key=${name} title=${`:${name}:`} aria-label=${name} onClick=${() => onPick(name)}>${emojiSign(name)}</button>`)}
      </div>
    </div>`;
}
