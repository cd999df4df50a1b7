import { useState } from 'preact/hooks';
import { act, openChannel, openDm } from './actions.js';
import { AddDm } from './add-dm.js';
import { Avatar, Presence, Status } from './avatar.js';
import { cls, html } from './html.js';
import { bareName, counted, isRoom, LISTED } from './names.js';
import { MenuItem, Popover } from './popover.js';
import { current } from './store.js';
/** @import { Children, Close, Key, PageChannel, State, Typing } from './types.ts' */

/** The left bar: channels, direct messages, the app. */
export function Sidebar() {
  const { channels, app, team } = current();
  const all = [...channels.values()].sort((one, other) => one.name.localeCompare(other.name));
  const rooms = all.filter(isRoom);
  const direct = all.filter(({ kind, with: other }) => (kind === 'dm' || kind === 'mpim') && other !== app.bot_user);
  const bots = all.filter((channel) => channel.with === app.bot_user);
  return html`
    <nav class="sidebar" aria-label="Conversations">
      <header class="team"><span class="team-sign" aria-hidden="true">${team.name[0]}</span><b>${team.name}</b></header>
      <div class="sidebar-scroll">
        <${Group} name="Channels" list=${rooms.filter(({ member }) => member)} add=${html`<${AddChannel} rooms=${rooms} />`} />
        <${Group} name="Direct messages" list=${direct} add=${html`<${AddDm} />`} />
        <${Group} name="Apps" list=${bots} more=${bots.length === 0 && html`<${AppRow} app=${app} />`} />
      </div>
    </nav>`;
}

/** @param {{ name: string, list: readonly PageChannel[], add?: Children, more?: Children }} props */
function Group({ name, list, add, more }) {
  const [shut, setShut] = useState(false);
  const shown = shut ? list.filter(({ unread, id }) => unread > 0 || id === current().open.channel) : list;
  return html`
    <section class="group">
      <h2>
        <button type="button" aria-expanded=${!shut} onClick=${() => setShut(!shut)}><span class="caret" aria-hidden="true">${shut ? '▸' : '▾'}</span> ${name}</button>
        ${add}
      </h2>
      <ul>${shown.map((channel) => html`<li key=${channel.id}><${Row} channel=${channel} /></li>`)}${more}</ul>
    </section>`;
}

function Row(/** @type {{ channel: PageChannel }} */ { channel }) {
  const open = current().open.channel === channel.id;
  const look = cls('row', open && 'open', channel.unread > 0 && 'unread', channel.archived && 'archived');
  const unread = channel.unread > 0 ? `, ${channel.unread} unread` : '';
  return html`
    <button type="button" class=${look} aria-current=${open ? 'page' : undefined} aria-label=${bareName(channel) + unread} data-channel=${bareName(channel)}
      onClick=${() => openChannel(channel.id)}>
      <${RowSign} channel=${channel} />
      <span class="row-name">${bareName(channel)}</span>
      ${channel.kind === 'dm' && html`<${Status} id=${channel.with} />`}
      ${channel.mentions > 0 && html`<span class="count">${channel.mentions > 99 ? '99+' : channel.mentions}</span>`}
    </button>`;
}

/** Before the app and the person have ever written to each other. */
function AppRow(/** @type {{ app: State['app'] }} */ { app }) {
  return html`
    <li>
      <button type="button" class="row" data-channel=${app.name} onClick=${() => openDm(app.bot_user)}>
        <span class="row-face"><${Avatar} id=${app.bot_user} size="small" /><${Presence} id=${app.bot_user} /></span>
        <span class="row-name">${app.name}</span>
      </button>
    </li>`;
}

function RowSign(/** @type {{ channel: PageChannel }} */ { channel }) {
  if (channel.kind === 'dm')
    return html`<span class="row-face"><${Avatar} id=${channel.with} size="small" /><${Presence} id=${channel.with} /></span>`;
  const signs = { channel: '#', private: '🔒', mpim: channel.members.length - 1 };
  return html`<span class=${cls('row-sign', `row-${channel.kind}`)} aria-hidden="true">${signs[channel.kind]}</span>`;
}

function AddChannel(/** @type {{ rooms: readonly PageChannel[] }} */ { rooms }) {
  return html`
    <${Popover} kind="quiet" title="Browse or create channels" label="+">
      ${(/** @type {Close} */ close) => html`<${Rooms} rooms=${rooms} close=${close} />`}
    </${Popover}>`;
}

/** Typing finds those that there are; what is not there yet can be created. */
function Rooms(/** @type {{ rooms: readonly PageChannel[], close: Close }} */ { rooms, close }) {
  const [name, setName] = useState('');
  const found = rooms.filter((room) => !room.archived && (name ? room.name.includes(name) : !room.member));
  const same = rooms.find((room) => room.name === name);
  const isNew = name !== '' && !same;
  const open = (/** @type {string | undefined} */ id) => {
    close();
    openChannel(id);
  };
  const create = async () => {
    const answer = await act({ act: 'create-channel', name });
    if (answer.ok) open(answer.channel);
  };
  const enter = (/** @type {Key} */ { key }) => {
    if (key !== 'Enter') return;
    if (isNew) create();
    else if (same) open(same.id);
  };
  const typed = (/** @type {Typing} */ event) =>
    setName(event.currentTarget.value.toLowerCase().replace(/[^\p{L}\p{N}_-]/gu, '-'));
  return html`
    <div class="menu" role="menu">
      <input class="menu-input" placeholder="Find or create" aria-label="Name of a channel" value=${name} onInput=${typed} onKeyDown=${enter} />
      ${isNew && html`<${MenuItem} onPick=${create}>Create <b>#${name}</b></${MenuItem}>`}
      ${found
        .slice(0, LISTED)
        .map(
          ({ id, name: called, members }) =>
            html`<${MenuItem} key=${id} hint=${counted(members)} onPick=${() => open(id)}># ${called}</${MenuItem}>`,
        )}
    </div>`;
}
