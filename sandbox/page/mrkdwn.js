import { emojiSign } from './emoji.js';

/**
 * Slack's mrkdwn as a tree of plain values, so that nothing in it can become markup by accident:
 * {type: 'text'|'code', text} · {type: 'bold'|'italic'|'strike', children} · {type: 'link', url, children} ·
 * {type: 'user'|'channel'|'group', id, label?} · {type: 'broadcast', range} · {type: 'date', …} · {type: 'emoji', name, sign} · {type: 'break'}
 * and, at the top level only, {type: 'pre', text} · {type: 'quote', children}.
 */
export function mrkdwnTree(source) {
  const tree = [];
  source.split('```').forEach((part, index, parts) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    if (fenced) tree.push({ type: 'pre', text: plainText(part.replace(/^\n/, '')) });
    else if (part) tree.push(...lines(index % 2 === 1 ? `\`\`\`${part}` : trimAround(part, index, parts.length)));
  });
  return tree;
}

/** What Slack escapes, unescaped: done last, when text can no longer be taken for markup. */
export function plainText(source) {
  return source.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What a person typed, as Slack would send it on. */
export function escapeText(typed) {
  return typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function trimAround(part, index, count) {
  const start = index > 0 ? part.replace(/^\n/, '') : part;
  return index < count - 1 ? start.replace(/\n$/, '') : start;
}

const QUOTED = /^(?:&gt;|>) ?/;

function lines(part) {
  const tree = [];
  let quote;
  part.split('\n').forEach((line, index) => {
    if (QUOTED.test(line)) {
      if (quote) quote.children.push({ type: 'break' });
      else {
        quote = { type: 'quote', children: [] };
        tree.push(quote);
      }
      quote.children.push(...inlineTree(line.replace(QUOTED, '')));
      return;
    }
    if (index > 0 && !quote) tree.push({ type: 'break' });
    quote = undefined;
    tree.push(...inlineTree(line));
  });
  return tree;
}

const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' };
const PATTERNS = [
  { at: /<([^<>\n]+)>/y, make: ([, inside]) => angle(inside) },
  { at: /`([^`\n]+)`/y, make: ([, code]) => ({ type: 'code', text: plainText(code) }) },
  { at: /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/y, make: ([, name]) => emoji(name) },
  { at: /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/y, opens: true, make: ([url]) => link(url, plainText(url)) },
  {
    at: /([*_~])(?=\S)((?:<[^<>\n]*>|`[^`\n]*`|(?!\1).)*?[^\s*_~]|[^\n]*?\S)\1(?![\p{L}\p{N}])/uy,
    opens: true,
    make: ([, sign, inside]) => ({ type: STYLES[sign], children: inlineTree(inside) }),
  },
];

/** One line of text. */
export function inlineTree(source) {
  const tree = [];
  let plain = '';
  let position = 0;
  const flush = () => {
    if (plain) tree.push({ type: 'text', text: plainText(plain) });
    plain = '';
  };
  while (position < source.length) {
    const found = tokenAt(source, position);
    if (found) {
      flush();
      tree.push(found.node);
      position += found.length;
    } else {
      plain += source[position];
      position += 1;
    }
  }
  flush();
  return tree;
}

function tokenAt(source, position) {
  for (const { at, opens, make } of PATTERNS) {
    // `snake_case_name` and `a*b*c` are words, not emphasis.
    if (opens && /[\p{L}\p{N}]/u.test(source[position - 1] ?? '')) continue;
    at.lastIndex = position;
    const match = at.exec(source);
    const node = match && make(match);
    if (node) return { node, length: match[0].length };
  }
  return undefined;
}

function emoji(name) {
  const sign = emojiSign(name);
  return sign && { type: 'emoji', name, sign };
}

function angle(inside) {
  const [target, label] = splitOnce(inside, '|');
  if (target.startsWith('@')) return { type: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { type: 'channel', id: target.slice(1), label };
  if (target.startsWith('!')) return command(target.slice(1), label);
  return link(target, plainText(label ?? target));
}

function command(target, label) {
  const [name, ...rest] = target.split('^');
  if (name === 'subteam') return { type: 'group', id: rest[0], label };
  if (name === 'date')
    return { type: 'date', at: Number(rest[0]) * 1000, format: rest[1] ?? '', url: rest[2], fallback: label };
  return { type: 'broadcast', range: name };
}

const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

/** Only addresses that cannot run a script become links. */
export function link(url, label) {
  const href = plainText(url);
  if (!SAFE.test(href)) return { type: 'text', text: label };
  return { type: 'link', url: href, children: [{ type: 'text', text: label }] };
}

function splitOnce(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
