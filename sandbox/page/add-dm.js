import { useState } from 'preact/hooks';
import { openDm } from './actions.js';
import { Avatar } from './avatar.js';
import { cls, html } from './html.js';
import { LISTED, nameOf, namesOf } from './names.js';
import { Popover } from './popover.js';
import { current } from './store.js';
/** @import { Close, Key, Typing } from './types.ts' */

/** A conversation with one person or, as a group, with several. */
export function AddDm() {
  return html`
    <${Popover} kind="quiet" title="New direct message" label="+">
      ${(/** @type {Close} */ close) => html`<${People} close=${close} />`}
    </${Popover}>`;
}

/** Slack's limit, without oneself. */
const GROUP_MOST = 8;

function People(/** @type {{ close: Close }} */ { close }) {
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const found = peopleCalled(wanted);
  const toggle = (/** @type {string} */ id) => {
    setWanted('');
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, GROUP_MOST));
  };
  const go = () => {
    close();
    openDm(...chosen);
  };
  const enter = (/** @type {Key} */ { key }) => {
    if (key !== 'Enter') return;
    if (wanted && found[0]) toggle(found[0].id);
    else if (chosen.length > 0) go();
  };
  return html`
    <div class="menu with-foot" role="menu">
      <input class="menu-input" type="search" placeholder="Who? One person or several" aria-label="Find a person" value=${wanted}
        onInput=${(/** @type {Typing} */ event) => setWanted(event.currentTarget.value)} onKeyDown=${enter} />
      ${found.slice(0, LISTED).map(({ id, name }) => html`<${Person} key=${id} id=${id} name=${name} on=${chosen.includes(id)} onPick=${toggle} />`)}
      <div class="menu-foot">
        <button type="button" class="button primary" role="menuitem" disabled=${chosen.length === 0} onClick=${go}>${chosen.length > 0 ? `Write to ${namesOf(chosen, 3)}` : 'Choose who to write to'}</button>
      </div>
    </div>`;
}

function peopleCalled(/** @type {string} */ wanted) {
  const { me, people } = current();
  const others = [...people.values()].filter(({ id, deleted }) => id !== me.id && !deleted);
  return others.filter(({ id, name }) => `${nameOf(id)} ${name}`.toLowerCase().includes(wanted.toLowerCase()));
}

/** @param {{ id: string, name: string, on: boolean, onPick: (id: string) => void }} props */
function Person({ id, name, on, onPick }) {
  return html`
    <button type="button" role="menuitemcheckbox" aria-checked=${on} class=${cls('menu-item', on && 'on')} onClick=${() => onPick(id)}>
      <span><${Avatar} id=${id} size="small" /> ${nameOf(id)}</span><small>${on ? '✓' : `@${name}`}</small>
    </button>`;
}
