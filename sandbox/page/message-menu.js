import { act, confirmed } from './actions.js';
import { html } from './html.js';
import { MenuItem, Popover } from './popover.js';
import { current, toast } from './store.js';
/** @import { Close, PageMessage } from './types.ts' */

/** The three dots of a message: the app's message shortcuts, and what one may do with one's own. */
export function MessageMenu(/** @type {{ message: PageMessage }} */ { message }) {
  return html`
    <${Popover} title="More actions" label="⋮" align="right">
      ${(/** @type {Close} */ close) => html`
        <div role="menu" class="menu" onClick=${close}>
          <${Shortcuts} message=${message} />
          <${MenuItem} onPick=${() => copyLink(message)}>Copy link</${MenuItem}>
          ${message.user === current().me.id && html`<${OwnActions} message=${message} />`}
        </div>`}
    </${Popover}>`;
}

function Shortcuts(/** @type {{ message: PageMessage }} */ { message }) {
  const { shortcuts, app } = current();
  const where = { channel: message.channel, ts: message.ts };
  return shortcuts
    .filter(({ type }) => type === 'message')
    .map(
      ({ callback_id, name }) => html`
      <${MenuItem} key=${callback_id} hint=${app.name} onPick=${() => act({ act: 'shortcut', callback_id, message: where })}>${name}</${MenuItem}>`,
    );
}

function OwnActions(/** @type {{ message: PageMessage }} */ { message }) {
  const where = { channel: message.channel, ts: message.ts };
  const edit = () => document.dispatchEvent(new CustomEvent('edit-message', { detail: message }));
  const remove = async () => {
    const text = { type: 'plain_text', text: 'Are you sure you want to delete this message? This cannot be undone.' };
    const dialog = {
      title: { text: 'Delete message' },
      text,
      confirm: { text: 'Delete' },
      deny: { text: 'Cancel' },
      style: 'danger',
    };
    if (await confirmed(dialog)) await act({ act: 'delete', ...where });
  };
  return html`
    <${MenuItem} onPick=${edit}>Edit message</${MenuItem}>
    <${MenuItem} danger onPick=${remove}>Delete message…</${MenuItem}>`;
}

async function copyLink(/** @type {PageMessage} */ message) {
  await navigator.clipboard?.writeText(message.permalink).catch(() => {});
  toast('Link copied', 'info');
}
