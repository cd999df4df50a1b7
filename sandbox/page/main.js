import { render } from 'preact';
import { start } from './actions.js';
import { ChannelHead } from './channel-head.js';
import { Confirm } from './confirm.js';
import { Conversation } from './conversation.js';
import { About, Home } from './home.js';
import { cls, html } from './html.js';
import { Inspector } from './inspector.js';
import { Modal } from './modal.js';
import { Sidebar } from './sidebar.js';
import { dropToast, useStore } from './store.js';
import { Thread } from './thread.js';
import { Chooser, TopBar } from './top-bar.js';

/** @import { PageChannel, PageView, TabName, Toast } from './types.ts' */

function Page() {
  const state = useStore();
  if (state.phase === 'choose') return html`<${Chooser} /><${Toasts} toasts=${state.toasts} />`;
  const { open, channels, inspecting, modals, confirming, me } = state;
  const channel = channels.get(open.channel ?? '');
  const view = modals.at(-1);
  return html`
    <div class=${cls('frame', open.thread && 'with-thread', inspecting && 'with-inspector')} key=${me.id}>
      <${TopBar} />
      <${Sidebar} />
      <main class="channel">${channel && html`<${ChannelHead} channel=${channel} /><${Tab} tab=${open.tab} channel=${channel} home=${state.home} />`}</main>
      ${channel && open.thread && html`<${Thread} key=${open.thread} channel=${channel} />`}
      ${inspecting && html`<${Inspector} />`}
    </div>
    ${view && html`<${Modal} key=${view.id} view=${view} depth=${modals.length} />`}
    ${confirming && html`<${Confirm} ...${confirming} />`}
    <p class="unseen" aria-live="polite">${state.spoken}</p>
    <${Toasts} toasts=${state.toasts} />`;
}

function Tab(/** @type {{ tab: TabName, channel: PageChannel, home?: PageView }} */ { tab, channel, home }) {
  if (tab === 'home') return html`<${Home} view=${home} />`;
  if (tab === 'about') return html`<${About} />`;
  return html`<${Conversation} key=${channel.id} channel=${channel} />`;
}

function Toasts(/** @type {{ toasts: readonly Toast[] }} */ { toasts }) {
  return html`
    <div class="toasts" role="status" aria-live="polite">
      ${toasts.map(
        ({ id, text, kind }) => html`
        <div class=${cls('toast', kind)} key=${id}><span>${text}</span><button type="button" aria-label="Dismiss" onClick=${() => dropToast(id)}>✕</button></div>`,
      )}
    </div>`;
}

const root = document.getElementById('page');
if (root) render(html`<${Page} />`, root);
await start();
