import { workspaceNow } from './changes.js';
import { emojiSign } from './emoji.js';
import { cls, html } from './html.js';
import { colorOf, initials, nameOf, personOf } from './names.js';
import { current } from './store.js';
import { clockTime } from './time.js';

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

/** What people say of themselves beside their name: a status, and that they are not to be disturbed. */
export function Status(/** @type {{ id?: string }} */ { id }) {
  const { clock, me } = current();
  const { status_text: words = '', status_emoji: emoji = '', snoozed_until = 0 } = personOf(id) ?? {};
  const sign = emojiSign(emoji.replaceAll(':', '')) ?? (words && '💬');
  const until = snoozed_until * 1000;
  const rest = until > workspaceNow(clock) ? `Not to be disturbed until ${clockTime(until, me.tz)}` : '';
  return html`
    ${sign && html`<span class="status" role="img" title=${words || emoji} aria-label=${`Status: ${words || emoji}`}>${sign}</span>`}
    ${rest && html`<span class="status" role="img" title=${rest} aria-label=${rest}>🔕</span>`}`;
}

export function PersonName(/** @type {{ id: string, name?: string }} */ { id, name }) {
  const person = personOf(id);
  const kind =
    (person?.is_stranger && 'external') || (person?.is_guest && 'guest') || (person?.deleted && 'deactivated');
  return html`
    <b class="name">${name ?? nameOf(id)}</b>${person?.is_bot && html`<span class="badge">APP</span>`}${kind && html`<span class="badge soft">${kind}</span>`}<${Status} id=${id} />`;
}
