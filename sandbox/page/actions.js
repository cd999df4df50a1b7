import {
  fetchMessages,
  fetchPeople,
  fetchState,
  fetchThread,
  fetchTraffic,
  listen,
  postAct,
  postClock,
} from './api.js';
import { apply, clockSeen, storeTraffic } from './changes.js';
import { current, merged, toast, update, withEntry } from './store.js';

/** @import { Act, Change, Confirmation, PageChannel, TabName, Ts } from './types.ts' */

/**
 * @template {{ id: string }} One
 * @param {readonly One[]} list
 */
const byId = (list) => new Map(list.map((one) => [one.id, one]));
let stopListening = () => {};

/** Opens what the address names: #U…/C…/ts, so that a reload stays where it was and two tabs can be two people. */
export async function start() {
  const { people } = await fetchPeople();
  update({ people: byId(people) });
  await follow();
  addEventListener('hashchange', follow);
}

async function follow() {
  const [person, channel, thread] = decodeURIComponent(location.hash.slice(1)).split('/');
  if (!person || !current().people.has(person)) return;
  if (current().me?.id !== person) await actAs(person, channel);
  else if (channel && channel !== current().open.channel && current().channels.has(channel)) await openChannel(channel);
  if (current().open.channel === channel && thread !== current().open.thread) await openThread(thread);
}

/** What a permalink names: /archives/C…/p1795412345000100?thread_ts=… */
export function linked(/** @type {string} */ url) {
  const { origin, pathname, searchParams } = new URL(url, location.href);
  const [, channel, seconds, rest] = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(pathname) ?? [];
  if (origin !== location.origin || !channel || !current().channels.has(channel)) return undefined;
  return { channel, ts: `${seconds}.${rest}`, thread: searchParams.get('thread_ts') ?? undefined };
}

/** Opens the place of a permalink and shows which message is meant, however old it is. */
export async function goTo(/** @type {NonNullable<ReturnType<typeof linked>>} */ { channel, ts, thread }) {
  await openChannel(channel);
  const conversation = () => current().conversations.get(channel);
  while (conversation()?.hasMore && (conversation()?.list[0]?.ts ?? ts) > (thread ?? ts))
    await loadMessages(channel, true);
  if (thread) await openThread(thread);
  requestAnimationFrame(() => {
    const messages = document.querySelectorAll(`[data-ts="${ts}"]`);
    const message = messages[messages.length - 1];
    message?.scrollIntoView({ block: 'center' });
    if (message instanceof HTMLElement) message.focus({ preventScroll: true });
  });
}

function firstChannel() {
  const list = [...current().channels.values()].filter(({ member, archived }) => member && !archived);
  return (list.find(({ mentions }) => mentions > 0) ?? list.find(({ kind }) => kind === 'channel') ?? list[0])?.id;
}

function remember() {
  const { me, open } = current();
  const address = `#${[me.id, open.channel, open.thread].filter(Boolean).join('/')}`;
  if (address !== location.hash) history.pushState(undefined, '', address);
}

/** Becomes another person: everything is read anew, since each sees a workspace of their own. */
export async function actAs(/** @type {string} */ person, wanted = current().open.channel) {
  stopListening();
  update({ conversations: new Map(), thread: { list: [], loading: false }, modals: [], home: undefined, toasts: [] });
  update({ open: { channel: undefined, tab: 'messages', thread: undefined } });
  /** @type {PromiseWithResolvers<boolean>} */
  const greeted = Promise.withResolvers();
  stopListening = listen(
    person,
    (/** @type {Change} */ change) => heard(change, person, greeted),
    () => update({ phase: 'lost' }),
  );
  if (!(await greeted.promise)) return;
  const link = linked(location.href);
  if (link && !wanted) return goTo(link);
  await openChannel(wanted && current().channels.has(wanted) ? wanted : firstChannel());
}

/** Changes that come while the state is being read are newer than it. */
let waiting = /** @type {Change[] | undefined} */ (undefined);

async function heard(
  /** @type {Change} */ change,
  /** @type {string} */ person,
  /** @type {PromiseWithResolvers<boolean>} */ greeted,
) {
  if (waiting) waiting.push(change);
  else if (change.type === 'hello') await readAnew(person).then(greeted.resolve);
  else apply(change);
}

/** At the beginning, and after the stream broke and was opened again: then everything may have changed. */
async function readAnew(/** @type {string} */ person) {
  /** @type {Change[]} */
  const since = [];
  waiting = since;
  const known = await readState(person);
  waiting = undefined;
  for (const change of since) apply(change);
  const { open } = current();
  update({ conversations: new Map() });
  if (open.channel) await loadMessages(open.channel);
  if (open.thread) await loadThread();
  return known;
}

async function readState(/** @type {string} */ person) {
  const answer = await fetchState(person);
  if (!answer.ok) {
    toast(`This person cannot be played: ${answer.error}`);
    return false;
  }
  const { me, team, app, people, channels, usergroups, ephemerals, modals, home, commands, shortcuts, clock } = answer;
  update({ me, team, app, usergroups, ephemerals, modals, home, commands, shortcuts, phase: 'ready' });
  update({ people: byId(people), channels: byId(channels), clock: clockSeen(clock) });
  document.title = `${team.name} – ${me.real_name}`;
  return true;
}

export async function openChannel(
  /** @type {string | undefined} */ channel,
  tab = /** @type {TabName} */ ('messages'),
) {
  if (!channel) return;
  const known = current().conversations.get(channel);
  if (known) {
    const marked = { ...known, newAfter: newMark(current().channels.get(channel)) };
    update({ conversations: withEntry(current().conversations, channel, marked) });
  }
  update({ open: { channel, tab, thread: undefined } });
  remember();
  if (tab === 'home') await act({ act: 'open-home', tab: 'home' });
  else if (!known) await loadMessages(channel);
}

/** The app's DM has tabs. */
export async function openTab(/** @type {TabName} */ tab) {
  const { open, app, channels } = current();
  update({ open: { ...open, tab, thread: undefined } });
  if (channels.get(open.channel ?? '')?.with === app.bot_user && tab !== 'about') await act({ act: 'open-home', tab });
}

export async function openThread(/** @type {Ts | undefined} */ ts) {
  update({ open: { ...current().open, thread: ts }, thread: { list: [], loading: Boolean(ts) } });
  remember();
  if (ts) await loadThread();
}

async function loadThread() {
  const { me, open } = current();
  if (!open.channel || !open.thread) return;
  const answer = await fetchThread(me.id, open.channel, open.thread);
  if (current().open.thread !== open.thread) return;
  if (!answer.ok) toast(`This thread cannot be read: ${answer.error}`);
  update({ thread: { list: merged(answer.ok ? answer.messages : [], current().thread.list), loading: false } });
}

/** The newest page, or with `older` the one before what is there. */
export async function loadMessages(/** @type {string} */ channel, older = false) {
  const { me, conversations, channels } = current();
  const before = conversations.get(channel) ?? { list: [], hasMore: false, newAfter: newMark(channels.get(channel)) };
  if (before.loading) return;
  update({ conversations: withEntry(conversations, channel, { ...before, loading: true }) });
  const answer = await fetchMessages(me.id, channel, older ? before.list[0]?.ts : undefined);
  if (current().me.id !== me.id) return;
  if (!answer.ok) toast(`#${channel} cannot be read: ${answer.error}`);
  const now = current().conversations.get(channel) ?? before;
  const list = merged(answer.ok ? answer.messages : [], now.list);
  const after = { ...now, list, hasMore: answer.ok && answer.has_more, loading: false };
  update({ conversations: withEntry(current().conversations, channel, after) });
}

/** Where the red line "New" is drawn: it stays while the conversation is open, though all is read by then. */
const newMark = (/** @type {PageChannel | undefined} */ channel) =>
  channel && channel.unread > 0 ? channel.last_read : undefined;

/** Does something as the person acted as. A refusal is shown, unless the caller shows it in its place. */
export async function act(/** @type {Act} */ what, { quiet = false } = {}) {
  const answer = await postAct(current().me.id, what);
  // With `ms` the app was asked: what it did not answer comes as a notice.
  if (!answer.ok && !quiet && answer.ms === undefined) toast(refusal(what, answer.error));
  return answer;
}

function refusal(/** @type {Act} */ what, /** @type {string} */ error) {
  if (what.act !== 'command') return `This was refused: ${error}`;
  if (error === 'unknown_command') return `${what.command} is not a valid command`;
  return `${what.command} was refused: ${error}`;
}

export async function turnClock(/** @type {{ advanceMs: number } | { nextWorkingDay: true }} */ turn) {
  const answer = await postClock({ ...turn, ...('nextWorkingDay' in turn && { as: current().me.id }) });
  if (answer.ok) update({ clock: clockSeen(answer.clock) });
  else toast(`The clock was not turned: ${answer.error}`);
}

export async function inspect(/** @type {boolean} */ open) {
  update({ inspecting: open });
  if (!open) return;
  const answer = await fetchTraffic();
  if (answer.ok) storeTraffic(answer.entries);
}

export async function openDm(/** @type {string[]} */ ...users) {
  const answer = await act({ act: 'open-dm', users });
  if (answer.ok) await openChannel(answer.channel);
}

/** Asks "are you sure?" the way a block's `confirm` words it; resolves to whether it was confirmed. */
export function confirmed(/** @type {Confirmation | undefined} */ dialog) {
  if (!dialog) return Promise.resolve(true);
  return new Promise((resolve) => {
    const answer = (/** @type {boolean} */ yes) => {
      update({ confirming: undefined });
      resolve(yes);
    };
    update({ confirming: { dialog, answer } });
  });
}
