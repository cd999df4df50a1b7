import { emojiSign } from './emoji.js';
import { html } from './html.js';
import { link } from './mrkdwn.js';
import { drawn } from './text.js';
/** @import { Node, RichLeaf, RichPart } from './types.ts' */

/** A rich_text block: sections, lists, quotes and preformatted parts. */
export function RichText(/** @type {{ block: { elements?: readonly RichPart[] } }} */ { block }) {
  return html`<div class="rich">${(block.elements ?? []).map((part) => PARTS[part.type]?.(part) ?? null)}</div>`;
}

const inside = (/** @type {RichPart} */ { elements = [] }) => drawn(elements.flatMap(leafOf));

/** @type {Record<string, (part: RichPart) => unknown>} */
const PARTS = {
  rich_text_section: (part) => html`<div class="rich-section">${inside(part)}</div>`,
  rich_text_quote: (part) => html`<blockquote>${inside(part)}</blockquote>`,
  rich_text_preformatted: ({ elements = [] }) =>
    html`<pre>${elements.map(({ text, url }) => text ?? url).join('')}</pre>`,
  rich_text_list: (part) => html`<${List} part=${part} />`,
};

function List(/** @type {{ part: RichPart }} */ { part }) {
  const items = (part.elements ?? []).map((item) => html`<li>${inside(item)}</li>`);
  const indent = { marginLeft: `${(part.indent ?? 0) * 20}px` };
  if (part.style === 'ordered') return html`<ol style=${indent} start=${(part.offset ?? 0) + 1}>${items}</ol>`;
  return html`<ul style=${indent}>${items}</ul>`;
}

/** @type {Record<string, (element: RichLeaf) => readonly Node[]>} */
const LEAVES = {
  text: ({ text }) => lines(text),
  link: ({ url, text }) => [link(url, text ?? url)],
  user: ({ user_id }) => [{ type: 'user', id: user_id }],
  channel: ({ channel_id }) => [{ type: 'channel', id: channel_id }],
  usergroup: ({ usergroup_id }) => [{ type: 'group', id: usergroup_id }],
  broadcast: ({ range }) => [{ type: 'broadcast', range }],
  emoji: ({ name }) => [emoji(name)],
  date: ({ timestamp, format, url, fallback }) => [{ type: 'date', at: timestamp * 1000, format, url, fallback }],
  color: ({ value }) => [{ type: 'code', text: value }],
};

/** @returns {Node} */
function emoji(/** @type {string} */ name) {
  const sign = emojiSign(name);
  return sign ? { type: 'emoji', name, sign } : { type: 'text', text: `:${name}:` };
}

/** @returns {Node[]} */
function lines(text = '') {
  return text.split('\n').flatMap((line, index) => {
    /** @type {Node} */
    const words = { type: 'text', text: line };
    return index > 0 ? [{ type: 'break' }, words] : [words];
  });
}

/** @type {readonly ('bold' | 'italic' | 'strike')[]} */
const STYLES = ['bold', 'italic', 'strike'];

/**
 * The tree of mrkdwn.js, so that both kinds of text are drawn by the same code.
 * @returns {readonly Node[]}
 */
function leafOf(/** @type {RichPart} */ element) {
  const nodes = LEAVES[element.type]?.(/** @type {RichLeaf} */ (element)) ?? [];
  const style = typeof element.style === 'object' ? element.style : {};
  if (style.code) return nodes.map((node) => (node.type === 'text' ? { ...node, type: 'code' } : node));
  return STYLES.filter((name) => style[name]).reduce(wrapped, nodes);
}

/** @type {(children: readonly Node[], type: 'bold' | 'italic' | 'strike') => readonly Node[]} */
const wrapped = (children, type) => [{ type, children }];
