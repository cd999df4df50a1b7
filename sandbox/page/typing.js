import { escapeText } from './mrkdwn.js';
import { channelOf, nameOf, personOf } from './names.js';
import { current } from './store.js';

/** What may complete the word before the caret: a command, a person after @, a channel after #. */
export function completions(text, caret) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) return commandChoices(before);
  const word = /(?:^|\s)([@#])([\p{L}\p{N}_.-]*)$/u.exec(before);
  if (!word) return [];
  const start = caret - word[2].length - 1;
  return (word[1] === '@' ? peopleChoices : channelChoices)(word[2].toLowerCase(), start, caret);
}

function commandChoices(typed) {
  const fitting = current().commands.filter(({ command }) => command.startsWith(typed));
  return fitting.map(({ command, usage_hint, description }) => ({
    ...{ key: command, title: command, usage: usage_hint, about: description },
    ...{ insert: `${command} `, start: 0, end: typed.length },
  }));
}

const LIMIT = 8;

function peopleChoices(wanted, start, end) {
  const everybody = ['here', 'channel'].map((name) => ({
    id: name,
    shown: name,
    about: 'notify everybody here',
    insert: `@${name} `,
  }));
  const people = [...current().people.values()]
    .filter(({ deleted }) => !deleted)
    .map(({ id, name }) => ({ id, person: id, shown: nameOf(id), about: name, insert: `@${nameOf(id)} ` }));
  const fitting = [...people, ...everybody].filter(({ shown, about }) =>
    `${shown} ${about}`.toLowerCase().includes(wanted),
  );
  return fitting
    .slice(0, LIMIT)
    .map(({ id, person, shown, about, insert }) => ({ key: id, person, title: shown, about, insert, start, end }));
}

function channelChoices(wanted, start, end) {
  const fitting = [...current().channels.values()].filter(
    ({ kind, name }) => (kind === 'channel' || kind === 'private') && name.includes(wanted),
  );
  return fitting
    .slice(0, LIMIT)
    .map(({ id, name, topic }) => ({ key: id, title: `#${name}`, about: topic, insert: `#${name} `, start, end }));
}

/** What was typed as Slack sends it on: escaped, with names of people and channels turned into mentions. */
export function asMrkdwn(typed) {
  const { people, channels, usergroups } = current();
  const names = [
    ...[...people.values()].flatMap(({ id, name }) => [nameOf(id), name].map((one) => [`@${one}`, `<@${id}>`])),
    ...[...channels.values()]
      .filter(({ kind }) => kind === 'channel' || kind === 'private')
      .map(({ id, name }) => [`#${name}`, `<#${id}>`]),
    ...usergroups.map(({ id, handle }) => [`@${handle}`, `<!subteam^${id}>`]),
    ...['here', 'channel', 'everyone'].map((range) => [`@${range}`, `<!${range}>`]),
  ];
  names.sort(([one], [other]) => other.length - one.length);
  return names.reduce((text, [name, mention]) => replaceWord(text, escapeText(name), mention), escapeText(typed));
}

function replaceWord(text, name, mention) {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}<])${RegExp.escape(name)}(?![\\p{L}\\p{N}_-])`, 'gu');
  return text.replace(pattern, mention);
}

/** The text of a message as one would have typed it, for editing. */
export function asTyped(text) {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id) => (personOf(id) ? `@${nameOf(id)}` : whole))
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id) => (channelOf(id) ? `#${channelOf(id).name}` : whole))
    .replace(/<!(here|channel|everyone)>/g, '@$1')
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
