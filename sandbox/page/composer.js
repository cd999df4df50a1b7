import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { act } from './actions.js';
import { Avatar } from './avatar.js';
import { EmojiPicker } from './emoji-picker.js';
import { cls, html, useElement } from './html.js';
import { current } from './store.js';
import { asMrkdwn, asTyped, completions } from './typing.js';

/** @import { Act, Completion, Drafted, Key, PageChannel, PageMessage, Ref, Ts, Writing, WritingKeys, WritingProps } from './types.ts' */

/** Where one writes: messages, replies and slash commands. What was typed stays with its conversation. */
/** @type {Map<string, string>} */
const drafts = new Map();

export function Composer(
  /** @type {{ channel: PageChannel, thread?: Ts, placeholder: string }} */ { channel, thread, placeholder },
) {
  const key = `${current().me.id} ${channel.id} ${thread ?? ''}`;
  const [text, setText] = useState(drafts.get(key) ?? '');
  const [editing, setEditing] = useState(/** @type {PageMessage | undefined} */ (undefined));
  const [broadcast, setBroadcast] = useState(false);
  /** @type {Ref<HTMLTextAreaElement>} */
  const input = useElement();
  const write = (/** @type {string} */ next) => {
    drafts.set(key, next);
    setText(next);
  };
  useEditing(input, channel.id, thread, (message) => {
    setEditing(message);
    write(asTyped(message.text));
  });
  const send = async () => {
    if (!text.trim()) return;
    write('');
    setEditing(undefined);
    const answer = await act(whatToSend({ channel: channel.id, thread, text: text.trim(), editing, broadcast }));
    if (!answer.ok) write(text);
  };
  const pick = (/** @type {string} */ name) => {
    write(`${text}:${name}: `);
    input.current.focus();
  };
  const stopEditing = () => {
    setEditing(undefined);
    write('');
  };
  return html`
    <form class=${cls('composer', editing && 'editing')} onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <${Writing} input=${input} text=${text} onWrite=${write} onSend=${send} onEscape=${editing && stopEditing} placeholder=${placeholder} />
      <div class="composer-foot">
        <${EmojiPicker} title="Emoji" label="☺" kind="quiet" onPick=${pick} />
        <${Hint} text=${text} editing=${editing} />
        ${thread && html`<label class="also"><input type="checkbox" checked=${broadcast} onChange=${() => setBroadcast(!broadcast)} /> Also send to the channel</label>`}
        ${editing && html`<button type="button" class="quiet" onClick=${stopEditing}>Cancel</button>`}
        <button type="button" class="send" aria-label="Send" title="Send (Enter)" disabled=${!text.trim()} onClick=${send}>➤</button>
      </div>
    </form>`;
}

/** @returns {Act} */
function whatToSend(/** @type {Drafted} */ { channel, thread, text, editing, broadcast }) {
  const place = { channel, ...(thread && { thread_ts: thread }) };
  if (editing) return { act: 'edit', channel, ts: editing.ts, text: asMrkdwn(text) };
  const [, command, rest] = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(text) ?? [];
  if (command) return { act: 'command', ...place, command, text: rest ?? '' };
  return { act: 'say', ...place, text: asMrkdwn(text), ...(thread && broadcast && { broadcast }) };
}

const threadOf = (/** @type {PageMessage} */ { thread_ts, ts }) => (thread_ts === ts ? undefined : thread_ts);

/**
 * Only the composer beside the message takes it for editing.
 * @param {Ref<HTMLTextAreaElement>} input
 * @param {string} channel
 * @param {Ts | undefined} thread
 * @param {(message: PageMessage) => void} edit
 */
function useEditing(input, channel, thread, edit) {
  useEffect(() => {
    const heard = (/** @type {Event} */ event) => {
      const message = /** @type {CustomEvent<PageMessage>} */ (event).detail;
      if (message.channel !== channel || threadOf(message) !== thread) return;
      edit(message);
      input.current?.focus();
    };
    document.addEventListener('edit-message', heard);
    return () => document.removeEventListener('edit-message', heard);
  }, [channel, thread]);
}

function Hint(/** @type {{ text: string, editing?: PageMessage }} */ { text, editing }) {
  const command = current().commands.find((one) => text.startsWith(`${one.command} `) || text === one.command);
  if (editing) return html`<span class="hint">Editing: Enter saves, Escape leaves it as it was</span>`;
  if (!command) return html`<span class="hint"></span>`;
  return html`<span class="hint"><b>${command.command}</b> ${command.usage_hint} – ${command.description}</span>`;
}

function Writing(/** @type {WritingProps} */ { input, text, onWrite, onSend, onEscape, placeholder }) {
  const [caret, setCaret] = useState(0);
  const [marked, setMarked] = useState(0);
  const [dismissed, setDismissed] = useState(false);
  const offered = dismissed ? [] : completions(text, caret);
  const take = (/** @type {Completion} */ choice) => {
    const next = text.slice(0, choice.start) + choice.insert + text.slice(choice.end);
    onWrite(next);
    setCaret(choice.start + choice.insert.length);
    input.current.focus();
  };
  const changed = (/** @type {Writing} */ event) => {
    setCaret(event.currentTarget.selectionStart);
    setMarked(0);
    setDismissed(false);
    onWrite(event.currentTarget.value);
  };
  useLayoutEffect(() => grow(input.current), [text]);
  const keys = keysOf({
    offered,
    marked,
    setMarked,
    take,
    text,
    onSend,
    leave: () => (offered.length > 0 ? setDismissed(true) : onEscape?.()),
  });
  return html`
    <div class="writing">
      ${offered.length > 0 && html`<${Offers} offered=${offered} marked=${marked} onTake=${take} />`}
      <textarea ref=${input} rows="1" placeholder=${placeholder} aria-label=${placeholder} value=${text} onInput=${changed} onKeyDown=${keys}
        onClick=${(/** @type {Writing} */ event) => setCaret(event.currentTarget.selectionStart)}></textarea>
    </div>`;
}

function grow(/** @type {HTMLTextAreaElement} */ area) {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight, 220)}px`;
}

/** Enter takes the marked offer or sends; Shift+Enter is a new line; arrows move the mark; Tab takes. */
function keysOf(/** @type {WritingKeys} */ { offered, marked, setMarked, take, text, onSend, leave }) {
  const move = (/** @type {number} */ step) => setMarked((marked + step + offered.length) % offered.length);
  const choice = offered[marked];
  const complete = () => choice && take(choice);
  const whole = choice?.insert.trim() === text.trim();
  /** @type {Record<string, () => void>} */
  const withOffers = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Tab: complete,
    Enter: whole ? onSend : complete,
  };
  /** @type {Record<string, () => void>} */
  const always = { Enter: onSend, Escape: leave };
  return (/** @type {Key} */ event) => {
    if (event.shiftKey || event.isComposing) return;
    const react = (offered.length > 0 && withOffers[event.key]) || always[event.key];
    if (!react) return;
    event.preventDefault();
    react();
  };
}

/** @param {{ offered: readonly Completion[], marked: number, onTake: (choice: Completion) => void }} props */
function Offers({ offered, marked, onTake }) {
  return html`
    <div class="offers" role="listbox" aria-label="Completions">
      ${offered.map(
        (choice, index) => html`
        <button type="button" role="option" key=${choice.key} tabindex="-1" aria-selected=${index === marked} class=${cls('offer', index === marked && 'on')}
          onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()} onClick=${() => onTake(choice)}>
          ${choice.person && html`<${Avatar} id=${choice.person} size="small" />`}
          <b>${choice.title}</b> ${choice.usage && html`<code>${choice.usage}</code>`} <small>${choice.about}</small>
        </button>`,
      )}
    </div>`;
}
