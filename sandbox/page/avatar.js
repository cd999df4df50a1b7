import { emojiSign } from './emoji.js';
import { cls, html } from './html.js';
import { colorOf, initials, nameOf, personOf } from './names.js';
import { current } from './store.js';

/** A person by initials, an app by its icon. */
export function Avatar(/** @type {{ id?: string, icon?: string, size?: string }} */ { id, icon, size = 'middle' }) {
  const person = personOf(id);
  const sign = icon && emojiSign(icon.replaceAll(':', ''));
  const app = person?.is_bot;
  const look = cls('avatar', size, app && 'app', person?.deleted && 'gone');
  return html`<span class=${look} style=${{ background: app ? undefined : colorOf(id ?? '') }} aria-hidden="true">${sign ?? initials(nameOf(id ?? ''))}</span>`;
}

/** Whether the app is listening: the green dot beside its name. */
export function Presence(/** @type {{ id: string }} */ { id }) {
  const { app } = current();
  const on = id !== app.bot_user || app.connected;
  return html`<span class=${cls('presence', on && 'on')} title=${on ? 'active' : 'not connected'}></span>`;
}

export function PersonName(/** @type {{ id: string, name?: string }} */ { id, name }) {
  const person = personOf(id);
  const kind =
    (person?.is_stranger && 'external') || (person?.is_guest && 'guest') || (person?.deleted && 'deactivated');
  return html`
    <b class="name">${name ?? nameOf(id)}</b>${person?.is_bot && html`<span class="badge">APP</span>`}${kind && html`<span class="badge soft">${kind}</span>`}`;
}
