import { channelOf, nameOf } from './names.js';
import { current } from './store.js';
/** @import { Element, Offer, Option, Options, PageChannel } from './types.ts' */

/**
 * What a select offers, whatever kind of select it is.
 * @returns {Offer[]}
 */
export function optionsOf(/** @type {Element} */ element) {
  const kind = element.type.replace(/^multi_/, '');
  if (kind === 'users_select') return peopleOptions();
  if (kind === 'channels_select') return channelOptions(['channel']);
  if (kind === 'conversations_select') return channelOptions(kindsAllowed(element.filter));
  return plainOptions(element);
}

/** @type {(option: Option, group?: string) => Offer} */
const simple = (option, group) => ({
  value: option.value,
  text: option.text.text,
  about: option.description?.text,
  group,
});

/** Options and option groups as the app gave them, in the element or as answer of a suggestion. */
export function plainOptions(/** @type {Options} */ { options, option_groups }) {
  if (!option_groups) return (options ?? []).map((option) => simple(option));
  return option_groups.flatMap((group) => group.options.map((option) => simple(option, group.label.text)));
}

function peopleOptions() {
  const people = [...current().people.values()].filter(({ deleted }) => !deleted);
  return people.map(({ id, name }) => ({ value: id, text: nameOf(id), about: `@${name}` }));
}

/** @type {Record<string, PageChannel['kind'] | undefined>} */
const KINDS = { public: 'channel', private: 'private', im: 'dm', mpim: 'mpim' };

const kindsAllowed = (/** @type {Element['filter']} */ filter) =>
  (filter?.include ?? Object.keys(KINDS)).flatMap((name) => KINDS[name] ?? []);

function channelOptions(/** @type {readonly PageChannel['kind'][]} */ kinds) {
  const fitting = [...current().channels.values()].filter(({ kind, archived }) => kinds.includes(kind) && !archived);
  return fitting.map((channel) => ({ value: channel.id, text: channelLabel(channel) }));
}

const channelLabel = (/** @type {PageChannel} */ { kind, name }) =>
  kind === 'channel' || kind === 'private' ? `#${name}` : `@${name}`;

/** How a chosen value reads when its option is not at hand, as with an external select. */
export function valueLabel(/** @type {Element} */ element, /** @type {string} */ value) {
  const preset = [element.initial_option, ...(element.initial_options ?? [])].find((option) => option?.value === value);
  const known = optionsOf(element).find((option) => option.value === value);
  const channel = channelOf(value);
  return known?.text ?? preset?.text.text ?? (channel ? channelLabel(channel) : value);
}
