import { useEffect, useRef, useState } from 'preact/hooks';
import { inspect } from './actions.js';
import { cls, html, useElement } from './html.js';
import { current } from './store.js';

/** @import { TrafficEntry } from './types.ts' */

const KINDS = { call: 'app → Slack', delivery: 'Slack → app', answer: 'response_url' };

/** What went between the app and Slack; refusals in red. */
export function Inspector() {
  const [only, setOnly] = useState('all');
  const { traffic } = current();
  const shown = traffic.filter(
    (entry) => only === 'all' || (only === 'refused' ? entry.outcome !== 'ok' : entry.kind === only),
  );
  /** @type {[string, string][]} */
  const tabs = [
    ['all', 'All'],
    ['call', 'Calls'],
    ['delivery', 'Deliveries'],
    ['refused', 'Refused'],
  ];
  return html`
    <aside class="inspector" aria-label="Inspector">
      <header class="pane-head">
        <h2>Inspector <small>${traffic.length} exchanges</small></h2>
        <div class="tabs" role="tablist">
          ${tabs.map(([kind, name]) => html`<button type="button" role="tab" key=${kind} aria-selected=${only === kind} class=${cls('tab', only === kind && 'on')} onClick=${() => setOnly(kind)}>${name}</button>`)}
        </div>
        <button type="button" class="quiet" aria-label="Close the inspector" title="Close" onClick=${() => inspect(false)}>✕</button>
      </header>
      <${Entries} entries=${shown} />
    </aside>`;
}

function Entries(/** @type {{ entries: readonly TrafficEntry[] }} */ { entries }) {
  const box = useElement();
  const atEnd = useRef(true);
  useEffect(() => {
    if (atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [entries.length]);
  const scrolled = (
    /** @type {{ currentTarget: HTMLElement }} */ { currentTarget: { scrollHeight, scrollTop, clientHeight } },
  ) => {
    atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
  };
  return html`
    <div class="entries" ref=${box} onScroll=${scrolled} tabindex="0">
      ${entries.map((entry) => html`<${Entry} key=${entry.n} entry=${entry} />`)}
      ${entries.length === 0 && html`<p class="older">Nothing yet.</p>`}
    </div>`;
}

const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

function Entry(/** @type {{ entry: TrafficEntry }} */ { entry }) {
  const [open, setOpen] = useState(false);
  const { at, kind, name, outcome, ms, detail, answer } = entry;
  return html`
    <details class=${cls('entry', kind, outcome !== 'ok' && 'refused')} open=${open} onToggle=${(/** @type {{ currentTarget: HTMLDetailsElement }} */ { currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <time>${time.format(at)}</time><span class="entry-kind">${KINDS[kind]}</span><b>${name}</b>
        <span class="entry-outcome">${outcome}</span><span class="entry-ms">${Math.round(ms)} ms</span>
      </summary>
      ${open && html`<div class="entry-detail"><${Json} name="sent" value=${detail} /><${Json} name="answered" value=${answer} /></div>`}
    </details>`;
}

function Json(/** @type {{ name: string, value?: unknown }} */ { name, value }) {
  if (value === undefined) return null;
  return html`<figure><figcaption>${name}</figcaption><pre>${JSON.stringify(value, undefined, 2)}</pre></figure>`;
}
