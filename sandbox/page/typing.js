import { escapeText } from './mrkdwn.js';
import { channelOf, isRoom, nameOf, personOf } from './names.js';
import { current } from './store.js';
/** @import { Completion } from './types.ts' */

/**
 * What may complete the word before the caret: a command, a person or group after an at sign, a channel after #.
 * @returns {Completion[]}
 */
export function completions(/** @type {string} */ text, /** @type {number} */ caret) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) return commandChoices(before);
  const [, sign, word = ''] = /(?:^|\s)([@#])([\p{L}\p{N}_.-]*)$/u.exec(before) ?? [];
  if (!sign) return [];
  const choices = (sign === '@' ? peopleChoices : channelChoices)(word.toLowerCase());
  return choices.map((choice) => ({ ...choice, start: caret - word.length - 1, end: caret }));
}

function commandChoices(/** @type {string} */ typed) {
  const fitting = current().commands.filter(({ command }) => command.startsWith(typed));
  return fitting.map(({ command, usage_hint, description }) => ({
    ...{ key: command, title: command, usage: usage_hint, about: description },
    ...{ insert: `${command} `, start: 0, end: typed.length },
  }));
}

const LIMIT = 8;

/** @typedef {Omit<Completion, 'start' | 'end'>} Choice */

/** Those whose name begins with what was typed come first. */
function peopleChoices(/** @type {string} */ wanted) {
  /** @type {(choice: Choice) => boolean} */
  const fits = ({ title, about }) => `${title} ${about}`.toLowerCase().includes(wanted);
  const fitting = [...peopleOffered(), ...groupsOffered()].filter(fits);
  /** @type {(choice: Choice) => boolean} */
  const begins = ({ title, about }) => [title, about].some((name) => name.toLowerCase().startsWith(wanted));
  return [...fitting.filter(begins), ...fitting.filter((choice) => !begins(choice))].slice(0, LIMIT);
}

/** @returns {Choice[]} */
function peopleOffered() {
  const people = [...current().people.values()].filter(({ deleted }) => !deleted);
  return people.map(({ id, name }) => ({
    ...{ key: id, person: id, title: nameOf(id), about: name, insert: `@${nameOf(id)} ` },
  }));
}

/** @returns {Choice[]} */
function groupsOffered() {
  const groups = current().usergroups.map(({ id, handle, name, users }) => ({
    ...{
      key: id,
      title: `@${handle}`,
      about: `${name} · ${users.length === 1 ? '1 person' : `${users.length} people`}`,
      insert: `@${handle} `,
    },
  }));
  const everybody = ['here', 'channel'].map((name) => ({
    ...{ key: name, title: `@${name}`, about: 'notify everybody here', insert: `@${name} ` },
  }));
  return [...groups, ...everybody];
}

/** @returns {Choice[]} */
function channelChoices(/** @type {string} */ wanted) {
  const fitting = [...current().channels.values()].filter(
    (channel) => isRoom(channel) && channel.name.includes(wanted),
  );
  return fitting
    .slice(0, LIMIT)
    .map(({ id, name, topic }) => ({ key: id, title: `#${name}`, about: topic, insert: `#${name} ` }));
}

/** What was typed as Slack sends it on: escaped, with names of people and channels turned into mentions. */
export function asMrkdwn(/** @type {string} */ typed) {
  const named = mentions().filter(([name]) => typed.includes(name));
  named.sort(([one], [other]) => other.length - one.length);
  return named.reduce((text, [name, mention]) => replaceWord(text, escapeText(name), mention), escapeText(typed));
}

/** @returns {[name: string, mention: string][]} */
function mentions() {
  const { people, channels, usergroups } = current();
  return [
    ...[...people.values()].flatMap(({ id, name }) => [nameOf(id), name].map((one) => pair(`@${one}`, `<@${id}>`))),
    ...[...channels.values()].filter(isRoom).map(({ id, name }) => pair(`#${name}`, `<#${id}>`)),
    ...usergroups.map(({ id, handle }) => pair(`@${handle}`, `<!subteam^${id}>`)),
    ...['here', 'channel', 'everyone'].map((range) => pair(`@${range}`, `<!${range}>`)),
  ];
}

/** @type {(name: string, mention: string) => [string, string]} */
const pair = (name, mention) => [name, mention];

function replaceWord(/** @type {string} */ text, /** @type {string} */ name, /** @type {string} */ mention) {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}<])${RegExp.escape(name)}(?![\\p{L}\\p{N}_-])`, 'gu');
  return text.replace(pattern, mention);
}

/** The text of a message as one would have typed it, for editing. */
export function asTyped(/** @type {string} */ text) {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id) => (personOf(id) ? `@${nameOf(id)}` : whole))
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id) => (channelOf(id) ? `#${channelOf(id)?.name}` : whole))
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id) => (groupOf(id) ? `@${groupOf(id)?.handle}` : whole))
    .replace(/<!(here|channel|everyone)>/g, '@$1')
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

const groupOf = (/** @type {string} */ id) => current().usergroups.find((group) => group.id === id);
