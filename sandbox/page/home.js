import { Blocks } from './blocks.js';
import { html } from './html.js';
import { current } from './store.js';
import { Surface, useTyped } from './surface.js';
/** @import { PageView } from './types.ts' */

/** The app's Home tab, as published for whom one acts as. */
export function Home(/** @type {{ view?: PageView }} */ { view }) {
  const { app } = current();
  if (!view)
    return html`<div class="home"><p class="home-empty">${app.name} has not published anything here for you yet.</p></div>`;
  return html`<${HomeView} key=${view.id} view=${view} />`;
}

function HomeView(/** @type {{ view: PageView }} */ { view }) {
  const [typed, setTyped] = useTyped(view.blocks, view.values, view.hash);
  return html`
    <div class="home" tabindex="0">
      <${Surface} place=${{ view: view.id }} typed=${typed} setTyped=${setTyped}><${Blocks} blocks=${view.blocks} /></${Surface}>
    </div>`;
}

export function About() {
  const { app } = current();
  return html`
    <div class="home">
      <h2>${app.name}</h2>
      <p>${app.description}</p>
      <p><small>App ${app.app_id} · bot user ${app.bot_user} · ${app.connected ? 'connected' : 'not connected'}</small></p>
    </div>`;
}
