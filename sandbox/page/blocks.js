import { useErrorBoundary } from 'preact/hooks';
import { Element, SafeImage } from './elements.js';
import { pictureUrl } from './files.js';
import { cls, html } from './html.js';
import { Input } from './input.js';
import { mrkdwnFrom } from './markdown.js';
import { RichText } from './rich-text.js';
import { Mrkdwn, TextObject, withEmoji } from './text.js';
/** @import { Block, BlockProps, BlockWith, Cell, Kinds } from './types.ts' */

/** Block Kit, one block below the other. Needs a Surface around it. */
export function Blocks(/** @type {{ blocks: readonly Block[] }} */ { blocks }) {
  return html`<div class="blocks">${blocks.map((block, index) => html`<${Block} key=${block.block_id ?? index} block=${block} />`)}</div>`;
}

function Block(/** @type {BlockProps} */ { block }) {
  // A block that Slack would have refused must not take the whole page with it.
  const [broken] = useErrorBoundary();
  const Kind = KINDS[block.type];
  if (!Kind || broken) return html`<p class="unknown">A block of type ${block.type} is not shown here.</p>`;
  return html`<div class=${cls('block', `block-${block.type}`)} data-block=${block.block_id}><${Kind} block=${block} /></div>`;
}

function Section(/** @type {BlockProps} */ { block }) {
  return html`
    <div class="section-body">
      ${block.text && html`<div class="section-text"><${TextObject} text=${block.text} /></div>`}
      ${block.fields && html`<div class="section-fields">${block.fields.map((text) => html`<div><${TextObject} text=${text} /></div>`)}</div>`}
    </div>
    ${block.accessory && html`<div class="section-accessory"><${Element} block=${block.block_id} element=${block.accessory} /></div>`}`;
}

function Actions(/** @type {BlockWith<'elements'>} */ { block }) {
  return block.elements.map(
    (element) => html`<${Element} key=${element.action_id} block=${block.block_id} element=${element} />`,
  );
}

function Context(/** @type {BlockWith<'elements'>} */ { block }) {
  return block.elements.map((element) =>
    element.type === 'image'
      ? html`<${SafeImage} url=${pictureUrl(element)} alt=${element.alt_text} kind="tiny" />`
      : html`<span class="context-text"><${TextObject} text=${element} /></span>`,
  );
}

function Picture(/** @type {BlockWith<'image_url'>} */ { block }) {
  return html`
    <figure>
      ${block.title && html`<figcaption>${withEmoji(block.title.text)}</figcaption>`}
      <${SafeImage} url=${pictureUrl(block)} alt=${block.alt_text} kind="picture" />
    </figure>`;
}

function Table(/** @type {BlockProps} */ { block }) {
  const [head, ...rows] = block.rows ?? [];
  const cell = (/** @type {Cell} */ content) =>
    content.type === 'rich_text' ? html`<${RichText} block=${content} />` : html`<span>${content.text ?? ''}</span>`;
  const look = (/** @type {number} */ index) => ({ textAlign: block.column_settings?.[index]?.align ?? 'left' });
  return html`
    <table>
      <thead><tr>${(head ?? []).map((content, index) => html`<th style=${look(index)}>${cell(content)}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((content, index) => html`<td style=${look(index)}>${cell(content)}</td>`)}</tr>`)}</tbody>
    </table>`;
}

/** @type {Kinds} */
const KINDS = {
  section: Section,
  actions: Actions,
  context: Context,
  image: Picture,
  table: Table,
  input: Input,
  rich_text: RichText,
  divider: () => html`<hr />`,
  header: (/** @type {BlockWith<'text'>} */ { block }) => html`<h3>${withEmoji(block.text.text)}</h3>`,
  markdown: (/** @type {{ block: { text: string } }} */ { block }) =>
    html`<${Mrkdwn} text=${mrkdwnFrom(block.text)} />`,
  file: (/** @type {BlockProps} */ { block }) => html`<span class="far-image">📎 ${block.external_id}</span>`,
  video: (/** @type {BlockProps} */ { block }) =>
    html`<a href=${block.title_url ?? '#'} target="_blank" rel="noopener noreferrer">▶ ${block.title?.text}</a>`,
};
