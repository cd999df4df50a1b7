import { act, openThread } from './actions.js';
import { Attachments } from './attachments.js';
import { Avatar, PersonName } from './avatar.js';
import { Blocks } from './blocks.js';
import { workspaceNow } from './changes.js';
import { emojiSign, QUICK_REACTIONS } from './emoji.js';
import { EmojiPicker } from './emoji-picker.js';
import { Files } from './files.js';
import { cls, html } from './html.js';
import { MessageMenu } from './message-menu.js';
import { namesOf } from './names.js';
import { current } from './store.js';
import { Surface, useTyped } from './surface.js';
import { Mrkdwn } from './text.js';
import { ago, clockTime, fullTime, momentOf } from './time.js';
/** @import { PageMessage } from './types.ts' */

/** One message. `follows`: the same author said the one before, so name and picture are left out. */
export function Message(
  /** @type {{ message: PageMessage, follows?: boolean, inThread?: boolean }} */ { message, follows, inThread },
) {
  const { me } = current();
  const at = momentOf(message.ts);
  const time = html`<time title=${fullTime(at, me.tz)}>${clockTime(at, me.tz)}</time>`;
  return html`
    <article class=${cls('message', follows && 'follows', message.ephemeral && 'ephemeral')} data-ts=${message.ts} tabindex="-1" aria-label=${`Message at ${clockTime(at, me.tz)}`}>
      <div class="message-side">${follows ? time : html`<${Avatar} id=${message.user} icon=${message.icon_emoji} />`}</div>
      <div class="message-main">
        ${message.ephemeral && html`<p class="only-you">👁 Only visible to you</p>`}
        ${!follows && html`<header><${PersonName} id=${message.user} name=${message.username} />${time}</header>`}
        ${message.broadcast && html`<p class="only-you">${inThread ? 'also sent to the channel' : 'replied to a thread'}</p>`}
        <${Content} message=${message} />
        <${Reactions} message=${message} />
        ${!inThread && (message.reply_count ?? 0) > 0 && html`<${Replies} message=${message} />`}
      </div>
      <${Toolbar} message=${message} inThread=${inThread} />
    </article>`;
}

function Content(/** @type {{ message: PageMessage }} */ { message }) {
  const { blocks, attachments } = message;
  const [typed, setTyped] = useTyped(blocks ?? [], undefined, message.edited?.ts);
  const place = { message: { channel: message.channel, ts: message.ts } };
  const edited = message.edited && html`<small class="edited" title="edited">(edited)</small>`;
  return html`
    <${Surface} place=${place} typed=${typed} setTyped=${setTyped}>
      ${
        blocks && blocks.length > 0
          ? html`<${Blocks} blocks=${blocks} />${edited}`
          : html`<div class="text"><${Mrkdwn} text=${message.text} /> ${edited}</div>`
      }
      ${attachments && html`<${Attachments} attachments=${attachments} />`}
      ${message.files && html`<${Files} files=${message.files} />`}
    </${Surface}>`;
}

const reactTo = (/** @type {PageMessage} */ message, /** @type {string} */ name) => {
  const mine = message.reactions?.find((reaction) => reaction.name === name)?.users.includes(current().me.id);
  return act({ act: mine ? 'unreact' : 'react', channel: message.channel, ts: message.ts, name });
};

function Reactions(/** @type {{ message: PageMessage }} */ { message }) {
  if (!message.reactions?.length) return null;
  return html`
    <div class="reactions">
      ${message.reactions.map(
        ({ name, users }) => html`
        <button type="button" key=${name} class=${cls('reaction', users.includes(current().me.id) && 'mine')}
          title=${`${namesOf(users)} reacted with :${name}:`} aria-label=${`${name}, ${users.length}`} data-reaction=${name}
          onClick=${() => reactTo(message, name)}>${emojiSign(name) ?? `:${name}:`} <span>${users.length}</span></button>`,
      )}
      <${EmojiPicker} kind="reaction add" title="Add a reaction" label="☺" onPick=${(/** @type {string} */ name) => reactTo(message, name)} />
    </div>`;
}

function Replies(/** @type {{ message: PageMessage }} */ { message }) {
  const { clock } = current();
  const last = message.latest_reply ? `Last reply ${ago(momentOf(message.latest_reply), workspaceNow(clock))}` : '';
  return html`
    <button type="button" class="replies" onClick=${() => openThread(message.ts)}>
      ${(message.reply_users ?? []).slice(0, 4).map((id) => html`<${Avatar} key=${id} id=${id} size="small" />`)}
      <b>${message.reply_count} ${message.reply_count === 1 ? 'reply' : 'replies'}</b><span>${last}</span>
    </button>`;
}

function Toolbar(/** @type {{ message: PageMessage, inThread?: boolean }} */ { message, inThread }) {
  if (message.ephemeral) {
    const dismiss = () => act({ act: 'dismiss', channel: message.channel, ts: message.ts });
    return html`<div class="toolbar"><button type="button" title="Dismiss" aria-label="Dismiss" onClick=${dismiss}>✕</button></div>`;
  }
  return html`
    <div class="toolbar" role="toolbar" aria-label="Message actions">
      ${QUICK_REACTIONS.slice(0, 3).map(
        (/** @type {string} */ name) => html`
        <button type="button" key=${name} title=${`React with :${name}:`} aria-label=${`React with ${name}`} onClick=${() => reactTo(message, name)}>${emojiSign(name)}</button>`,
      )}
      <${EmojiPicker} title="Find another reaction" label="☺" align="right" onPick=${(/** @type {string} */ name) => reactTo(message, name)} />
      ${!inThread && html`<button type="button" title="Reply in thread" aria-label="Reply in thread" onClick=${() => openThread(message.thread_ts ?? message.ts)}>💬</button>`}
      <${MessageMenu} message=${message} />
    </div>`;
}
