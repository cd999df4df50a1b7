import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { act, loadMessages } from './actions.js';
import { workspaceNow } from './changes.js';
import { Composer } from './composer.js';
import { html, useElement } from './html.js';
import { Message } from './message.js';
import { walkMessages } from './message-keys.js';
import { isRoom, titleOf } from './names.js';
import { current, merged } from './store.js';
import { dayKey, dayName, momentOf } from './time.js';
/** @import { Anchor, Conversation, PageChannel, PageMessage, Ref, Ts } from './types.ts' */

/** The messages of a conversation, the newest at the bottom, and the place to write. */
export function Conversation(/** @type {{ channel: PageChannel }} */ { channel }) {
  const conversation = current().conversations.get(channel.id);
  if (!conversation) return html`<div class="conversation" aria-busy="true"></div>`;
  return html`
    <section class="conversation" aria-label=${`Messages in ${titleOf(channel)}`}>
      <${MessageList} channel=${channel} conversation=${conversation} />
      ${channel.member ? html`<${Composer} key=${channel.id} channel=${channel} placeholder=${`Message ${titleOf(channel)}`} />` : html`<${JoinBar} channel=${channel} />`}
    </section>`;
}

function JoinBar(/** @type {{ channel: PageChannel }} */ { channel }) {
  if (channel.archived) return html`<div class="join-bar">#${channel.name} is archived.</div>`;
  return html`
    <div class="join-bar">
      <span>You are looking at <b>#${channel.name}</b></span>
      <button type="button" class="button primary" onClick=${() => act({ act: 'join', channel: channel.id })}>Join channel</button>
    </div>`;
}

const TOP = 300;

function MessageList(/** @type {{ channel: PageChannel, conversation: Conversation }} */ { channel, conversation }) {
  const { ephemerals } = current();
  const list = useMemo(() => withEphemerals(channel, conversation, ephemerals), [channel.id, conversation, ephemerals]);
  const box = useElement();
  const scrolled = useAnchoredScroll(box, list);
  useReading(channel, list);
  const loadOlder = () => {
    // The last word of a list that has just gone.
    if (!box.current) return;
    scrolled();
    if (conversation.hasMore && !conversation.loading && box.current.scrollTop < TOP) loadMessages(channel.id, true);
  };
  return html`
    <div class="messages" ref=${box} onScroll=${loadOlder} onKeyDown=${walkMessages} tabindex="0" role="log" aria-live="off" aria-label="Messages">
      ${conversation.hasMore ? html`<p class="older">${conversation.loading ? 'Loading older messages…' : 'Older messages above'}</p>` : html`<${Beginning} channel=${channel} />`}
      <${Lines} list=${list} newAfter=${conversation.newAfter} />
    </div>`;
}

/** @type {(channel: PageChannel, conversation: Conversation, ephemerals: readonly PageMessage[]) => PageMessage[]} */
function withEphemerals(channel, { list, hasMore }, ephemerals) {
  const oldest = hasMore ? (list[0]?.ts ?? '') : '';
  const mine = ephemerals.filter((one) => one.channel === channel.id && !one.thread_ts && one.ts >= oldest);
  return merged(list, mine);
}

function Beginning(/** @type {{ channel: PageChannel }} */ { channel }) {
  if (!isRoom(channel)) {
    return html`<div class="beginning"><h2>${titleOf(channel)}</h2><p>This is the beginning of your direct messages with <b>${titleOf(channel)}</b>.</p></div>`;
  }
  return html`<div class="beginning"><h2># ${channel.name}</h2><p>This is the very beginning of <b>#${channel.name}</b>. ${channel.purpose}</p></div>`;
}

const TOGETHER = 5 * 60_000;

/**
 * Messages with the lines between them: a new day, what is new. Drawn anew only when something in them changed.
 * @param {{ list: readonly PageMessage[], newAfter?: Ts, inThread?: boolean }} props
 */
export function Lines({ list, newAfter, inThread }) {
  const { people, channels, me, clock } = current();
  const today = dayKey(workspaceNow(clock), me.tz);
  return useMemo(() => list.flatMap(lineOf), [list, newAfter, inThread, today, people, channels, me]);

  function lineOf(/** @type {PageMessage} */ message, /** @type {number} */ index) {
    const before = list[index - 1];
    const at = momentOf(message.ts);
    const newDay = !before || dayKey(momentOf(before.ts), me.tz) !== dayKey(at, me.tz);
    const firstNew = newAfter !== undefined && message.ts > newAfter && !(before && before.ts > newAfter);
    const follows = !newDay && !firstNew && saidTogether(before, message);
    return html`
      ${newDay && !inThread && html`<div class="day" key=${`day ${message.ts}`}><span>${dayName(at, workspaceNow(clock), me.tz)}</span></div>`}
      ${firstNew && html`<div class="new" key="new"><span>New</span></div>`}
      <${Line} key=${message.ts} message=${message} follows=${follows} inThread=${inThread} />`;
  }
}

/** Drawn anew only when something in it changed: a long conversation has hundreds. */
function Line(
  /** @type {{ message: PageMessage, follows: boolean, inThread?: boolean }} */ { message, follows, inThread },
) {
  const { people, channels, me } = current();
  const drawn = () => html`<${Message} message=${message} follows=${follows} inThread=${inThread} />`;
  return useMemo(drawn, [message, follows, inThread, people, channels, me]);
}

function saidTogether(/** @type {PageMessage} */ before, /** @type {PageMessage} */ message) {
  const same =
    before.user === message.user && before.username === message.username && before.ephemeral === message.ephemeral;
  return same && !message.broadcast && momentOf(message.ts) - momentOf(before.ts) < TOGETHER;
}

/** More than fit on a screen. */
const WATCHED = 40;

/** Stays at the bottom when one is there, and stays put when older messages come in above. */
function useAnchoredScroll(/** @type {Ref<HTMLElement>} */ box, /** @type {readonly PageMessage[]} */ list) {
  const place = useRef(/** @type {Anchor} */ ({ atBottom: true, height: 0, top: 0 }));
  const watch = useRef(/** @type {ResizeObserver | undefined} */ (undefined));
  /** Asked before anything moves, as the browser tells of scrolling only with its next frame. */
  const isAtBottom = ({ scrollTop, scrollHeight, clientHeight } = box.current) => {
    // What grew meanwhile (a picture came) has not led anybody away from the bottom: only who scrolls up leaves it.
    const stayed = place.current.atBottom && scrollTop >= place.current.top;
    place.current.atBottom = stayed || scrollHeight - scrollTop - clientHeight < 40;
    place.current.top = scrollTop;
    return place.current.atBottom;
  };
  useLayoutEffect(() => {
    const area = box.current;
    const atBottom = isAtBottom();
    const { height, first, last } = place.current;
    const newest = list.at(-1);
    // What one just said, and what only oneself is told, one wants to see.
    const own = newest?.ts !== last && (newest?.user === current().me.id || newest?.ephemeral);
    const grewAbove = first !== undefined && list[0] !== undefined && list[0].ts < first;
    if (atBottom || own) area.scrollTop = area.scrollHeight;
    else if (grewAbove) area.scrollTop += area.scrollHeight - height;
    place.current = { ...place.current, height: area.scrollHeight, first: list[0]?.ts, last: newest?.ts };
  });
  // A message is as high as the style sheet guesses until it has been on the screen.
  useLayoutEffect(() => {
    const area = box.current;
    watch.current ??= new ResizeObserver(() => {
      if (isAtBottom(area)) area.scrollTop = area.scrollHeight;
    });
    watch.current.disconnect();
    for (const part of [area, ...[...area.children].slice(-WATCHED)]) watch.current.observe(part);
  }, [list.at(-1)?.ts]);
  useEffect(() => () => watch.current?.disconnect(), []);
  return isAtBottom;
}

/** What is shown on a page one looks at has been read. */
function useReading(/** @type {PageChannel} */ channel, /** @type {readonly PageMessage[]} */ list) {
  const newest = list.findLast(({ ephemeral }) => !ephemeral)?.ts;
  useEffect(() => {
    const read = () => {
      if (channel.unread > 0 && document.visibilityState === 'visible')
        act({ act: 'read', channel: channel.id }, { quiet: true });
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [channel.id, channel.unread, newest]);
}
