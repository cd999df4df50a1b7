import { useEffect, useState } from 'preact/hooks';
import { actAs, inspect, turnClock } from './actions.js';
import { Avatar } from './avatar.js';
import { workspaceNow } from './changes.js';
import { cls, html } from './html.js';
import { LISTED, nameOf } from './names.js';
import { Popover } from './popover.js';
import { current } from './store.js';
import { clockTime, workspaceTime } from './time.js';

/** @import { Close, Key, PagePerson, Typing } from './types.ts' */

const HOUR = 3_600_000;

/** On top: the workspace's time and its two turns, who is listening, and whom one acts as. */
export function TopBar() {
  const { app, inspecting, me, phase } = current();
  const refused = current().traffic.filter(({ outcome }) => outcome !== 'ok').length;
  return html`
    <header class="top-bar">
      <${Clock} />
      <span class="listening" role="status">
        <span class=${cls('presence', app.connected && phase === 'ready' && 'on')}></span>
        ${phase === 'lost' ? 'sandbox is away, trying again…' : `${app.name} ${app.connected ? 'is connected' : 'is not connected'}`}
      </span>
      <button type="button" class=${cls('top-button', inspecting && 'on')} aria-pressed=${inspecting} onClick=${() => inspect(!inspecting)}>
        Inspector${refused > 0 && html` <span class="count">${refused}</span>`}
      </button>
      <${ActAs} me=${me} />
    </header>`;
}

function Clock() {
  const { clock, me } = current();
  const [, tick] = useState(0);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const turn = async (/** @type {{ advanceMs: number } | { nextWorkingDay: true }} */ how) => {
    setBusy(true);
    await turnClock(how);
    setBusy(false);
  };
  return html`
    <div class="clock" role="group" aria-label="The workspace's clock">
      <span aria-hidden="true">🕘</span>
      <time class="clock-time" title=${`The workspace's time, in ${me.tz}`}>${workspaceTime(workspaceNow(clock), me.tz)}</time>
      <button type="button" class="top-button" disabled=${busy} onClick=${() => turn({ advanceMs: HOUR })}>+1 hour</button>
      <button type="button" class="top-button" disabled=${busy} onClick=${() => turn({ nextWorkingDay: true })}>+1 working day</button>
      ${clock.ahead_ms >= 60_000 && html`<small class="ahead" title="How far the clock was turned ahead of real time">${span(clock.ahead_ms)} ahead</small>`}
    </div>`;
}

function span(/** @type {number} */ ms) {
  const hours = Math.round(ms / HOUR);
  if (hours === 0) return `${Math.round(ms / 60_000)} min`;
  const days = Math.floor(hours / 24);
  return [days && `${days} d`, hours % 24 && `${hours % 24} h`].filter(Boolean).join(' ');
}

function ActAs(/** @type {{ me: PagePerson }} */ { me }) {
  const label = html`<${Avatar} id=${me.id} size="small" /> <span><small>Acting as</small> <b>${nameOf(me.id)}</b></span> <span class="caret">▾</span>`;
  return html`
    <${Popover} kind="act-as" title=${`Acting as ${nameOf(me.id)}: be somebody else`} label=${label} align="right">
      ${(/** @type {Close} */ close) =>
        html`<${PeopleMenu} me=${me} onPick=${(/** @type {string} */ id) => {
          close();
          actAs(id);
        }} />`}
    </${Popover}>`;
}

function PeopleMenu(/** @type {{ me: PagePerson, onPick: (id: string) => void }} */ { me, onPick }) {
  const [wanted, setWanted] = useState('');
  const people = playable().filter(named(wanted));
  const enter = (/** @type {Key} */ event) => event.key === 'Enter' && people[0] && onPick(people[0].id);
  return html`
    <div class="menu people-menu" role="menu">
      <input class="menu-input" type="search" placeholder="Be somebody else…" aria-label="Find a person to act as" value=${wanted}
        onInput=${(/** @type {Typing} */ event) => setWanted(event.currentTarget.value)} onKeyDown=${enter} />
      ${people.slice(0, LISTED).map((person) => html`<${PersonItem} key=${person.id} person=${person} on=${person.id === me.id} onPick=${onPick} />`)}
    </div>`;
}

function PersonItem(
  /** @type {{ person: PagePerson, on?: boolean, onPick: (id: string) => void }} */ { person, on, onPick },
) {
  const { clock } = current();
  const role = (person.is_stranger && 'external') || (person.is_guest && 'guest') || (person.is_admin && 'admin');
  return html`
    <button type="button" role="menuitem" class=${cls('person-item', on && 'on')} data-person=${person.name} onClick=${() => onPick(person.id)}>
      <${Avatar} id=${person.id} />
      <span><b>${person.real_name || person.name}</b>${role && html` <span class="badge soft">${role}</span>`}<br />
        <small>${person.title ?? `@${person.name}`} · ${clock ? clockTime(workspaceNow(clock), person.tz) : ''} ${place(person.tz)}</small></span>
      ${on && html`<span aria-label="acting now">✓</span>`}
    </button>`;
}

const place = (/** @type {string} */ zone) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** @type {(wanted: string) => (person: PagePerson) => boolean} */
const named =
  (wanted) =>
  ({ id, name, title }) =>
    `${nameOf(id)} ${name} ${title ?? ''}`.toLowerCase().includes(wanted.toLowerCase());

/** In the order in which the workspace lists them. */
const playable = () =>
  [...current().people.values()].filter((one) => !one.is_bot && !one.deleted && one.id !== 'USLACKBOT');

/** Before anybody is chosen. */
export function Chooser() {
  const [wanted, setWanted] = useState('');
  const people = playable();
  return html`
    <main class="chooser">
      <h1>Who do you want to be?</h1>
      <p>This workspace lives on your machine. Act as any of its people, and change at any time.</p>
      ${people.length > LISTED && html`<input class="chooser-find" type="search" placeholder="Find a person" aria-label="Find a person" value=${wanted} onInput=${(/** @type {Typing} */ event) => setWanted(event.currentTarget.value)} />`}
      <div class="chooser-people">
        ${people
          .filter(named(wanted))
          .slice(0, LISTED)
          .map((person) => html`<${PersonItem} key=${person.id} person=${person} onPick=${actAs} />`)}
      </div>
    </main>`;
}
