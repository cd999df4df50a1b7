import { goTo, linked, openChannel, openDm } from './actions.js';
import { workspaceNow } from './changes.js';
import { emojiSign } from './emoji.js';
import { cls, html } from './html.js';
import { link, mrkdwnTree } from './mrkdwn.js';
import { channelOf, nameOf, personOf } from './names.js';
import { current } from './store.js';
import { fullTime, slackDate } from './time.js';
/** @import { Children, DateLink, Drawing, Node, Words } from './types.ts' */

/** Slack's mrkdwn, drawn. */
export function Mrkdwn(/** @type {{ text?: string | undefined }} */ { text }) {
  return drawn(mrkdwnTree(text ?? ''));
}

/** A text object: mrkdwn, or plain_text in which only emoji count. */
export function TextObject(/** @type {{ text?: Words }} */ { text }) {
  if (!text) return null;
  if (text.type === 'mrkdwn') return html`<${Mrkdwn} text=${text.text} />`;
  return html`<span class="plain">${withEmoji(text.text ?? '')}</span>`;
}

/** Plain text with its shortcodes as signs; for places that take no markup, such as a button. */
export function withEmoji(/** @type {string} */ text) {
  return text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (whole, name) => emojiSign(name) ?? whole);
}

/** @type {(tree: readonly Node[]) => Children} */
export const drawn = (tree) => tree.map((node) => /** @type {(node: Node) => Children} */ (DRAW[node.type])(node));

/** @type {Drawing} */
const DRAW = {
  text: ({ text }) => text,
  break: () => html`<br />`,
  bold: ({ children }) => html`<b>${drawn(children)}</b>`,
  italic: ({ children }) => html`<i>${drawn(children)}</i>`,
  strike: ({ children }) => html`<s>${drawn(children)}</s>`,
  code: ({ text }) => html`<code>${text}</code>`,
  pre: ({ text }) => html`<pre>${text}</pre>`,
  quote: ({ children }) => html`<blockquote>${drawn(children)}</blockquote>`,
  link: ({ url, children }) =>
    html`<a href=${url} target="_blank" rel="noopener noreferrer" onClick=${(/** @type {Event} */ event) => follow(event, url)}>${drawn(children)}</a>`,
  user: ({ id, label }) => html`<${UserMention} id=${id} label=${label} />`,
  channel: ({ id, label }) => html`<${ChannelMention} id=${id} label=${label} />`,
  group: ({ id, label }) => html`<span class="mention">@${groupName(id, label)}</span>`,
  broadcast: ({ range }) => html`<span class="mention mine">@${range}</span>`,
  emoji: ({ name, sign }) =>
    html`<span class="emoji" role="img" aria-label=${name} title=${`:${name}:`}>${sign}</span>`,
  date: (node) => html`<${DateText} ...${node} />`,
};

/** A permalink into this workspace is followed in place. */
function follow(/** @type {Event} */ event, /** @type {string} */ url) {
  const place = linked(url);
  if (!place) return;
  event.preventDefault();
  goTo(place);
}

function UserMention(/** @type {{ id: string, label?: string }} */ { id, label }) {
  const name = personOf(id) ? nameOf(id) : label || id;
  const mine = id === current().me?.id;
  return html`<button type="button" class=${cls('mention', mine && 'mine')} onClick=${() => openDm(id)}>@${name}</button>`;
}

function ChannelMention(/** @type {{ id: string, label?: string }} */ { id, label }) {
  const channel = channelOf(id);
  if (!channel) return html`<span class="mention">#${label || id}</span>`;
  return html`<button type="button" class="mention" onClick=${() => openChannel(id)}>#${channel.name}</button>`;
}

function groupName(/** @type {string} */ id, /** @type {string | undefined} */ label) {
  const group = current().usergroups.find((one) => one.id === id);
  return group ? group.handle : (label ?? id).replace(/^@/, '');
}

function DateText(/** @type {DateLink} */ { at, format, url, fallback }) {
  const { me, clock } = current();
  const text = Number.isFinite(at) ? slackDate(format, at, workspaceNow(clock), me.tz) : fallback;
  const target = url ? link(url, text ?? url) : undefined;
  if (target?.type === 'link') return DRAW.link(target);
  return html`<time title=${Number.isFinite(at) ? fullTime(at, me.tz) : ''}>${text}</time>`;
}
