import { useState } from 'preact/hooks';
import { act, openTab } from './actions.js';
import { Avatar } from './avatar.js';
import { cls, html } from './html.js';
import { bareName, counted, isRoom, LISTED, nameOf } from './names.js';
import { MenuItem, Popover } from './popover.js';
import { current } from './store.js';
import { Mrkdwn } from './text.js';
/** @import { Act, Close, PageChannel, TabName, Typing } from './types.ts' */

/** Above the messages: name, topic, members; the tabs in the app's DM. */
export function ChannelHead(/** @type {{ channel: PageChannel }} */ { channel }) {
  const { app } = current();
  const room = isRoom(channel);
  return html`
    <header class="channel-head">
      <div class="pane-head">
        <h1>${room ? (channel.kind === 'private' ? '🔒 ' : '# ') : html`<${Avatar} id=${channel.with} size="small" /> `}${bareName(channel)}</h1>
        ${channel.topic && html`<p class="topic"><${Mrkdwn} text=${channel.topic} /></p>`}
        ${room && html`<${Members} channel=${channel} />`}
        <${GlobalShortcuts} />
      </div>
      ${channel.with === app.bot_user && html`<${Tabs} />`}
    </header>`;
}

function Tabs() {
  const { app, open } = current();
  /** @type {[TabName, string][]} */
  const always = [
    ['messages', 'Messages'],
    ['about', 'About'],
  ];
  /** @type {[TabName, string][]} */
  const tabs = app.has_home ? [['home', 'Home'], ...always] : always;
  return html`
    <div class="tabs" role="tablist">
      ${tabs.map(
        ([tab, name]) => html`
        <button type="button" role="tab" key=${tab} aria-selected=${open.tab === tab} class=${cls('tab', open.tab === tab && 'on')} onClick=${() => openTab(tab)}>${name}</button>`,
      )}
    </div>`;
}

function Members(/** @type {{ channel: PageChannel }} */ { channel }) {
  const { members } = channel;
  return html`
    <${Popover} kind="members" align="right" title=${counted(members)}
      label=${html`${members.slice(0, 3).map((id) => html`<${Avatar} key=${id} id=${id} size="small" />`)} ${members.length}`}>
      ${(/** @type {Close} */ close) => html`<${MembersMenu} channel=${channel} close=${close} />`}
    </${Popover}>`;
}

/** Everybody is looked through only while the menu is open: there may be tens of thousands. */
function MembersMenu(/** @type {{ channel: PageChannel, close: Close }} */ { channel, close }) {
  const [wanted, setWanted] = useState('');
  const fits = (/** @type {string} */ id) => nameOf(id).toLowerCase().includes(wanted.trim().toLowerCase());
  const inside = new Set(channel.members);
  const outside = [...current().people.values()].filter(({ id, deleted }) => !deleted && !inside.has(id) && fits(id));
  const chosen = (/** @type {Act} */ what) => {
    close();
    act(what);
  };
  return html`
    <div class="menu" role="menu">
      ${current().people.size > LISTED && html`<input class="menu-input" type="search" placeholder="Find a person" aria-label="Find a person" value=${wanted} onInput=${(/** @type {Typing} */ event) => setWanted(event.currentTarget.value)} />`}
      <p class="menu-title">Members</p>
      ${channel.members
        .filter(fits)
        .slice(0, LISTED)
        .map((id) => html`<p class="menu-line" key=${id}><${Avatar} id=${id} size="small" /> ${nameOf(id)}</p>`)}
      ${channel.member && outside.length > 0 && html`<p class="menu-title">Add to the channel</p>`}
      ${channel.member && outside.slice(0, LISTED).map(({ id }) => html`<${MenuItem} key=${id} onPick=${() => chosen({ act: 'invite', channel: channel.id, users: [id] })}>${nameOf(id)}</${MenuItem}>`)}
      ${channel.member && html`<hr /><${MenuItem} danger onPick=${() => chosen({ act: 'leave', channel: channel.id })}>Leave channel</${MenuItem}>`}
    </div>`;
}

function GlobalShortcuts() {
  const { shortcuts, app } = current();
  const global = shortcuts.filter(({ type }) => type === 'global');
  if (global.length === 0) return null;
  return html`
    <${Popover} kind="quiet" align="right" title="Shortcuts" label="⚡">
      ${(/** @type {Close} */ close) => html`
        <div class="menu" role="menu" onClick=${close}>
          ${global.map(({ callback_id, name }) => html`<${MenuItem} key=${callback_id} hint=${app.name} onPick=${() => act({ act: 'shortcut', callback_id })}>${name}</${MenuItem}>`)}
        </div>`}
    </${Popover}>`;
}
