import { useEffect, useRef, useState } from 'preact/hooks';
import { inspect } from './actions.js';
import { cls, html, useElement } from './html.js';
import { meaningOf } from './meanings.js';
import { channelOf, nameOf, titleOf } from './names.js';
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
    ['delivery', 'Events and clicks'],
    ['refused', 'Refused'],
  ];
  return html`
    <aside class="inspector" aria-label="Inspector">
      <header class="pane-head">
        <h2>Inspector <small>${traffic.length} exchanges, ${traffic.filter(({ outcome }) => outcome !== 'ok').length} refused</small></h2>
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
  const { at, kind, name, outcome, detail, answer } = entry;
  return html`
    <details class=${cls('entry', kind, outcome !== 'ok' && 'refused')} open=${open} onToggle=${(/** @type {{ currentTarget: HTMLDetailsElement }} */ { currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <time>${time.format(at)}</time><span class="entry-kind">${KINDS[kind]}</span>
        <span class="entry-what"><b>${name}</b> <span class="entry-gist">${meaningOf(outcome) || gistOf(entry)}</span></span>
        <span class="entry-outcome">${outcome === 'ok' ? '' : outcome}</span><span class="entry-ms">${took(entry)}</span>
      </summary>
      ${open && html`<div class="entry-detail"><${Json} name="sent" value=${detail} /><${Json} name=${kind === 'delivery' ? 'acknowledged with' : 'answered'} value=${answer} /></div>`}
    </details>`;
}

function took(/** @type {TrafficEntry} */ { kind, outcome, ms }) {
  const time = `${Math.round(ms)} ms`;
  if (kind !== 'delivery') return time;
  return outcome === 'ok' ? `acked in ${time}` : `no ack in ${time}`;
}

/** Where, by whom, in which words: enough to find an exchange again. */
function gistOf(/** @type {TrafficEntry} */ { detail }) {
  const event = fieldsOf(detail.event) ?? detail;
  const place = channelOf(idOf(event.channel) || idOf(event.channel_id));
  const person = idOf(event.user) || idOf(event.user_id);
  const text = typeof event.text === 'string' ? event.text : '';
  return [place && titleOf(place), nameOf(person), text].filter(Boolean).join(' · ');
}

const fieldsOf = (/** @type {unknown} */ value) =>
  typeof value === 'object' && value !== null ? /** @type {Readonly<Record<string, unknown>>} */ (value) : undefined;

/** An id, or that of something that has one. */
function idOf(/** @type {unknown} */ value) {
  const id = fieldsOf(value)?.id ?? value;
  return typeof id === 'string' ? id : '';
}

function Json(/** @type {{ name: string, value?: unknown }} */ { name, value }) {
  if (value === undefined) return null;
  return html`<figure><figcaption>${name}</figcaption><pre>${JSON.stringify(value, undefined, 2)}</pre></figure>`;
}
