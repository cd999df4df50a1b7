import { emojiSign } from './emoji.js';
import { html } from './html.js';
import { link } from './mrkdwn.js';
import { drawn } from './text.js';

/** A rich_text block: sections, lists, quotes and preformatted parts. */
export function RichText({ block }) {
  return html`<div class="rich">${(block.elements ?? []).map((part) => PARTS[part.type]?.(part) ?? null)}</div>`;
}

const inside = ({ elements = [] }) => drawn(elements.flatMap(leafOf));

const PARTS = {
  rich_text_section: (part) => html`<div class="rich-section">${inside(part)}</div>`,
  rich_text_quote: (part) => html`<blockquote>${inside(part)}</blockquote>`,
  rich_text_preformatted: ({ elements = [] }) =>
    html`<pre>${elements.map(({ text, url }) => text ?? url).join('')}</pre>`,
  rich_text_list: (part) => html`<${List} part=${part} />`,
};

function List({ part }) {
  const items = (part.elements ?? []).map((item) => html`<li>${inside(item)}</li>`);
  const indent = { marginLeft: `${(part.indent ?? 0) * 20}px` };
  if (part.style === 'ordered') return html`<ol style=${indent} start=${(part.offset ?? 0) + 1}>${items}</ol>`;
  return html`<ul style=${indent}>${items}</ul>`;
}

const LEAVES = {
  text: ({ text }) => lines(text),
  link: ({ url, text }) => [link(url, text ?? url)],
  user: ({ user_id }) => [{ type: 'user', id: user_id }],
  channel: ({ channel_id }) => [{ type: 'channel', id: channel_id }],
  usergroup: ({ usergroup_id }) => [{ type: 'group', id: usergroup_id }],
  broadcast: ({ range }) => [{ type: 'broadcast', range }],
  emoji: ({ name }) => [
    emojiSign(name) ? { type: 'emoji', name, sign: emojiSign(name) } : { type: 'text', text: `:${name}:` },
  ],
  date: ({ timestamp, format, url, fallback }) => [{ type: 'date', at: timestamp * 1000, format, url, fallback }],
  color: ({ value }) => [{ type: 'code', text: value }],
};

function lines(text = '') {
  return text
    .split('\n')
    .flatMap((line, index) => [...(index > 0 ? [{ type: 'break' }] : []), { type: 'text', text: line }]);
}

/** The tree of mrkdwn.js, so that both kinds of text are drawn by the same code. */
function leafOf(element) {
  const nodes = LEAVES[element.type]?.(element) ?? [];
  const style = element.style ?? {};
  if (style.code) return nodes.map(({ text, type }) => (type === 'text' ? { type: 'code', text } : { type }));
  return ['bold', 'italic', 'strike'].filter((name) => style[name]).reduce(wrapped, nodes);
}

const wrapped = (nodes, type) => [{ type, children: nodes }];
