import { useEffect } from 'preact/hooks';
import { openThread } from './actions.js';
import { Composer } from './composer.js';
import { Lines } from './conversation.js';
import { html, useElement } from './html.js';
import { Message } from './message.js';
import { walkMessages } from './message-keys.js';
import { focusOn } from './modal.js';
import { titleOf } from './names.js';
import { current, merged } from './store.js';
/** @import { Key, PageChannel, Ref, Ts } from './types.ts' */

/** The side pane: a message and what was said below it. */
export function Thread(/** @type {{ channel: PageChannel }} */ { channel }) {
  const { thread, ephemerals, open } = current();
  const mine = ephemerals.filter((message) => message.channel === channel.id && message.thread_ts === open.thread);
  const [parent, ...replies] = merged(thread.list, mine);
  const end = useElement();
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [replies.length, thread.loading]);
  const close = () => openThread(undefined);
  const box = useElement();
  useWriting(box, open.thread);
  return html`
    <aside class="thread" ref=${box} aria-label="Thread" onKeyDown=${(/** @type {Key} */ event) => event.key === 'Escape' && close()}>
      <header class="pane-head">
        <h2>Thread <small>${titleOf(channel)}</small></h2>
        <button type="button" class="quiet" aria-label="Close thread" title="Close" onClick=${close}>✕</button>
      </header>
      <div class="messages" onKeyDown=${walkMessages} tabindex="0" role="log" aria-live="off" aria-label="Thread messages">
        ${parent && html`<${Message} message=${parent} inThread />`}
        ${replies.length > 0 && html`<div class="day"><span>${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}</span></div>`}
        <${Lines} list=${replies} inThread />
        ${!thread.loading && !parent && html`<p class="older">This thread is gone.</p>`}
        <div ref=${end}></div>
      </div>
      ${channel.member && html`<${Composer} key=${open.thread} channel=${channel} thread=${open.thread} placeholder="Reply…" />`}
    </aside>`;
}

/** Whoever opens a thread may answer at once, and is back where they were when it is closed. */
function useWriting(/** @type {Ref<HTMLElement>} */ box, /** @type {Ts | undefined} */ thread) {
  useEffect(() => {
    const before = document.activeElement;
    focusOn(box.current, 'textarea');
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [thread]);
}
