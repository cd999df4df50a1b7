import { nameOf } from './names.js';
import { current, merged, toast, update, withEntry } from './store.js';

/** @import { Change, PageClock, PageMessage, SeenClock, TrafficEntry, Ts } from './types.ts' */

const TRAFFIC_KEPT = 500;

/**
 * What the event stream tells, one function a kind.
 * @type {{ [Type in Change['type']]: (change: Extract<Change, { type: Type }>) => void }}
 */
const HEARD = {
  hello() {},
  message: ({ message }) => storeMessage(message),
  'message-deleted': ({ channel, ts }) => dropMessage(channel, ts),
  ephemeral: ({ message }) => update({ ...spoken(message), ephemerals: merged(current().ephemerals, [message]) }),
  'ephemeral-gone': ({ channel, ts }) =>
    update({ ephemerals: current().ephemerals.filter((one) => one.ts !== ts || one.channel !== channel) }),
  channel: ({ channel }) => update({ channels: withEntry(current().channels, channel.id, channel) }),
  'channel-gone': ({ channel }) => update({ channels: withEntry(current().channels, channel, undefined) }),
  person: ({ person }) => update({ people: withEntry(current().people, person.id, person) }),
  usergroup: ({ usergroup }) =>
    update({ usergroups: [...current().usergroups.filter(({ id }) => id !== usergroup.id), usergroup] }),
  modals: ({ modals }) => update({ modals }),
  home: ({ home }) => update({ home }),
  notice: ({ text }) => toast(text),
  clock: ({ clock }) => update({ clock: clockSeen(clock) }),
  connected: ({ connected }) => update({ app: { ...current().app, connected } }),
  traffic: ({ entry }) => storeTraffic([entry]),
};

export function apply(/** @type {Change} */ change) {
  const hear = /** @type {(change: Change) => void} */ (HEARD[change.type]);
  hear?.(change);
}

/** Remembers when, by the page's own clock, the workspace's time was read: it runs on with real time. */
export const clockSeen = (/** @type {PageClock} */ clock) => ({ ...clock, seen: pageTime() });
export const workspaceNow = (/** @type {SeenClock} */ clock) => clock.now + pageTime() - clock.seen;
const pageTime = () => Number(document.timeline.currentTime);

export function storeTraffic(/** @type {readonly TrafficEntry[]} */ entries) {
  const known = new Map([...current().traffic, ...entries].map((entry) => [entry.n, entry]));
  update({ traffic: [...known.values()].sort((one, other) => one.n - other.n).slice(-TRAFFIC_KEPT) });
}

function storeMessage(/** @type {PageMessage} */ message) {
  const { conversations, open, thread } = current();
  const conversation = conversations.get(message.channel);
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  if (conversation && (!reply || message.broadcast)) {
    const isNew = message.ts > (conversation.list.at(-1)?.ts ?? '');
    const list = merged(conversation.list, [message]);
    update({
      ...(isNew && spoken(message)),
      conversations: withEntry(conversations, message.channel, { ...conversation, list }),
    });
  }
  if (open.channel === message.channel && open.thread === (message.thread_ts ?? message.ts)) {
    update({ thread: { ...thread, list: merged(thread.list, [message]) } });
  }
}

function spoken(/** @type {PageMessage} */ { channel, user, username, text }) {
  const { me, open } = current();
  return channel === open.channel && user !== me.id ? { spoken: `${username ?? nameOf(user)}: ${text}` } : {};
}

function dropMessage(/** @type {string} */ channel, /** @type {Ts} */ ts) {
  const { conversations, open, thread } = current();
  const without = (/** @type {readonly PageMessage[]} */ list) => list.filter((message) => message.ts !== ts);
  const conversation = conversations.get(channel);
  if (conversation) {
    const kept = { ...conversation, list: without(conversation.list) };
    update({ conversations: withEntry(conversations, channel, kept) });
  }
  if (open.channel === channel) update({ thread: { ...thread, list: without(thread.list) } });
}
