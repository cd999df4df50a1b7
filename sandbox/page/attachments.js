import { Blocks } from './blocks.js';
import { SafeImage } from './elements.js';
import { html } from './html.js';
import { Mrkdwn } from './text.js';

/** @import { Attachment } from './types.ts' */

/** @type {Record<string, string>} */
const COLORS = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' };

/** Attachments, the older way of showing things: a coloured bar beside text, fields or blocks. */
export function Attachments(/** @type {{ attachments: readonly Attachment[] }} */ { attachments }) {
  return attachments.map((one, index) => html`<${Attachment} key=${index} attachment=${one} />`);
}

function Attachment(/** @type {{ attachment: Attachment }} */ { attachment }) {
  const {
    color = '#dddddd',
    pretext,
    title,
    title_link,
    text,
    fallback,
    blocks,
    fields = [],
    image_url,
    footer,
  } = attachment;
  const bar = COLORS[color] ?? (color.startsWith('#') ? color : `#${color}`);
  return html`
    ${pretext && html`<p><${Mrkdwn} text=${pretext} /></p>`}
    <div class="attachment" style=${{ borderColor: bar }}>
      ${title && html`<p><b><${Mrkdwn} text=${title_link ? `<${title_link}|${title}>` : title} /></b></p>`}
      ${blocks ? html`<${Blocks} blocks=${blocks} />` : html`<${Mrkdwn} text=${text ?? fallback} />`}
      <${Fields} fields=${fields} />
      ${image_url && html`<${SafeImage} url=${image_url} alt=${title} kind="picture" />`}
      ${footer && html`<small>${footer}</small>`}
    </div>`;
}

function Fields(/** @type {{ fields: NonNullable<Attachment['fields']> }} */ { fields }) {
  if (fields.length === 0) return null;
  return html`
    <dl class="section-fields">
      ${fields.map(({ title, value }) => html`<div><dt><b>${title}</b></dt><dd><${Mrkdwn} text=${value} /></dd></div>`)}
    </dl>`;
}
