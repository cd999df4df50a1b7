import { useLayoutEffect, useState } from 'preact/hooks';

/** @import { PageMessage, State } from './types.ts' */

/** Changed only by `update`; each change draws the page once. */
const state = /** @type {State} */ (
  /** @type {Partial<State>} */ ({
    phase: 'choose',
    people: new Map(),
    channels: new Map(),
    usergroups: [],
    commands: [],
    shortcuts: [],
    ephemerals: [],
    modals: [],
    home: undefined,
    open: { channel: undefined, tab: 'messages', thread: undefined },
    conversations: new Map(),
    thread: { list: [], loading: false },
    toasts: [],
    traffic: [],
    inspecting: false,
    spoken: '',
    confirming: undefined,
  })
);

/** @type {Set<() => void>} */
const watchers = new Set();
let drawing = false;

export const current = () => state;

/** Merges and draws soon. */
export function update(/** @type {Partial<State>} */ change) {
  Object.assign(state, change);
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    for (const watch of watchers) watch();
  });
}

/** The state, for the component at the top; it draws again after every update. */
export function useStore() {
  const [, draw] = useState(0);
  // Before anything else is done: what an answer brings before the page is painted would be drawn by nobody.
  useLayoutEffect(() => {
    const watch = () => draw((count) => count + 1);
    watchers.add(watch);
    return () => {
      watchers.delete(watch);
    };
  }, []);
  return state;
}

/**
 * A copy of a Map with one entry set or, without a value, removed.
 * @template Value
 * @param {ReadonlyMap<string, Value>} map
 * @param {string} key
 * @param {Value | undefined} value
 */
export function withEntry(map, key, value) {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

const byTs = (/** @type {PageMessage} */ one, /** @type {PageMessage} */ other) => (one.ts < other.ts ? -1 : 1);

/** A list in order of ts in which each ts is once; the later argument wins. */
export function merged(/** @type {readonly PageMessage[]} */ list, /** @type {readonly PageMessage[]} */ more) {
  const all = new Map([...list, ...more].map((message) => [message.ts, message]));
  return [...all.values()].sort(byTs);
}

let lastToast = 0;

export function toast(/** @type {string} */ text, kind = 'error') {
  if (state.toasts.some((shown) => shown.text === text)) return;
  lastToast += 1;
  const id = lastToast;
  update({ toasts: [...state.toasts, { id, text, kind }] });
  setTimeout(() => dropToast(id), 8000);
}

export function dropToast(/** @type {number} */ id) {
  update({ toasts: state.toasts.filter((shown) => shown.id !== id) });
}
