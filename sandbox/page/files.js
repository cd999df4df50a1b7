import { html } from './html.js';

/** @import { PageFile } from '../page-things.ts' */

const contentOf = (/** @type {string} */ id) => `/sandbox/file/${encodeURIComponent(id)}`;

/**
 * Where the picture of an image block or element is: at its address, or a file that it names by id or address.
 * @param {{ image_url?: string, slack_file?: { id?: string, url?: string } }} picture
 */
export function pictureUrl({ image_url = '', slack_file }) {
  if (!slack_file) return image_url;
  const id = slack_file.id ?? /F[A-Z0-9]+(?=\/[^/]*$)/.exec(slack_file.url ?? '')?.[0];
  return contentOf(id ?? '');
}

const SHOWN = ['image/png', 'image/jpeg', 'image/gif'];

const sizeOf = (/** @type {number} */ bytes) => (bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`);

/** The files of a message: pictures are shown, others can be saved. */
export function Files(/** @type {{ files: readonly PageFile[] }} */ { files }) {
  return html`<div class="files">${files.map((file) => html`<${File} key=${file.id} file=${file} />`)}</div>`;
}

function File(/** @type {{ file: PageFile }} */ { file }) {
  const { id, title, mimetype, pretty_type, size } = file;
  const shown = SHOWN.includes(mimetype);
  return html`
    <figure data-file=${id}>
      <figcaption><a href=${contentOf(id)} download=${file.name}>📎 ${title}</a> <small>${pretty_type}, ${sizeOf(size)}</small></figcaption>
      ${shown && html`<img class="picture" src=${contentOf(id)} alt=${title} />`}
    </figure>`;
}
