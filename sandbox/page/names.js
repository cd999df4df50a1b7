import { current } from './store.js';

/** @import { PageChannel } from './types.ts' */

const COLORS = [
  '#4a7fa7',
  '#7a5ea8',
  '#b3546b',
  '#3d8b6e',
  '#a9762f',
  '#5b6fb5',
  '#8f4f8a',
  '#3a8a93',
  '#a05a3c',
  '#5f7d3a',
];

export const personOf = (/** @type {string | undefined} */ id) => current().people.get(id ?? '');
export const nameOf = (/** @type {string | undefined} */ id) =>
  personOf(id)?.real_name || personOf(id)?.name || id || '';
/** How a conversation is called: the app's DM by the app's own name, a DM and a group DM by who else is in it. */
export function bareName(/** @type {PageChannel} */ { kind, name, members, with: other }) {
  const { app, me } = current();
  if (other === app.bot_user) return app.name;
  if (kind === 'dm') return nameOf(other);
  if (kind !== 'mpim') return name;
  const others = members.filter((id) => id !== me.id).map(nameOf);
  return others.sort((one, another) => one.localeCompare(another)).join(', ');
}
export const isRoom = (/** @type {Pick<PageChannel, 'kind'>} */ { kind }) => kind === 'channel' || kind === 'private';
export const titleOf = (/** @type {PageChannel} */ channel) =>
  isRoom(channel) ? `#${channel.name}` : bareName(channel);

export const channelOf = (/** @type {string} */ id) => current().channels.get(id);

/** A list shows no more of a large company at once: typing finds the others. */
export const LISTED = 60;

export const counted = (/** @type {readonly string[]} */ members) =>
  `${members.length} ${members.length === 1 ? 'member' : 'members'}`;

/** Up to two letters: MV for Mia Virtanen. */
export function initials(/** @type {string} */ name) {
  const words = name
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .trim()
    .split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** The same colour for the same person, always. */
export function colorOf(/** @type {string} */ id) {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 997;
  return COLORS[sum % COLORS.length];
}

/** Anna, Ben and 3 others. */
export function namesOf(/** @type {readonly string[]} */ ids, limit = 6) {
  const shown = ids.slice(0, limit).map((id) => (id === current().me?.id ? 'You' : nameOf(id)));
  const more = ids.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} other${more > 1 ? 's' : ''}`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? '');
}
