import { emojiSign } from './emoji.js';
/** @import { Node } from './types.ts' */

/** Slack's mrkdwn as a tree of plain values, so that nothing in it can become markup by accident. */
export function mrkdwnTree(/** @type {string} */ source) {
  /** @type {Node[]} */
  const tree = [];
  source.split('```').forEach((part, index, parts) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    if (fenced) tree.push({ type: 'pre', text: plainText(part.replace(/^\n/, '')) });
    else if (part) tree.push(...lines(index % 2 === 1 ? `\`\`\`${part}` : trimAround(part, index, parts.length)));
  });
  return tree;
}

/** What Slack escapes, unescaped: done last, when text can no longer be taken for markup. */
export function plainText(/** @type {string} */ source) {
  return source.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What a person typed, as Slack would send it on. */
export function escapeText(/** @type {string} */ typed) {
  return typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function trimAround(/** @type {string} */ part, /** @type {number} */ index, /** @type {number} */ count) {
  const start = index > 0 ? part.replace(/^\n/, '') : part;
  return index < count - 1 ? start.replace(/\n$/, '') : start;
}

const QUOTED = /^(?:&gt;|>) ?/;

function lines(/** @type {string} */ part) {
  /** @type {Node[]} */
  const tree = [];
  /** @type {Node[] | undefined} */
  let quoted;
  part.split('\n').forEach((line, index) => {
    if (QUOTED.test(line)) {
      if (quoted) quoted.push({ type: 'break' });
      else {
        quoted = [];
        tree.push({ type: 'quote', children: quoted });
      }
      quoted.push(...inlineTree(line.replace(QUOTED, '')));
      return;
    }
    if (index > 0 && !quoted) tree.push({ type: 'break' });
    quoted = undefined;
    tree.push(...inlineTree(line));
  });
  return tree;
}

/** @type {Record<string, 'bold' | 'italic' | 'strike'>} */
const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' };
/** @type {readonly { at: RegExp, opens?: boolean, make: (match: readonly string[]) => Node | undefined }[]} */
const PATTERNS = [
  { at: /<([^<>\n]+)>/y, make: ([, inside = '']) => angle(inside) },
  { at: /`([^`\n]+)`/y, make: ([, code = '']) => ({ type: 'code', text: plainText(code) }) },
  { at: /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/y, make: ([, name = '']) => emoji(name) },
  { at: /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/y, opens: true, make: ([url = '']) => link(url, plainText(url)) },
  {
    at: /([*_~])(?=\S)((?:<[^<>\n]*>|`[^`\n]*`|(?!\1).)*?[^\s*_~]|[^\n]*?\S)\1(?![\p{L}\p{N}])/uy,
    opens: true,
    make: ([, sign = '', inside = '']) => ({ type: STYLES[sign] ?? 'bold', children: inlineTree(inside) }),
  },
];

/** One line of text. */
export function inlineTree(/** @type {string} */ source) {
  /** @type {Node[]} */
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

function tokenAt(/** @type {string} */ source, /** @type {number} */ position) {
  for (const { at, opens, make } of PATTERNS) {
    // `snake_case_name` and `a*b*c` are words, not emphasis.
    if (opens && /[\p{L}\p{N}]/u.test(source[position - 1] ?? '')) continue;
    at.lastIndex = position;
    const match = at.exec(source);
    const node = match && make(match);
    if (match && node) return { node, length: match[0].length };
  }
  return undefined;
}

/** @returns {Node | undefined} */
function emoji(/** @type {string} */ name) {
  const sign = emojiSign(name);
  return sign ? { type: 'emoji', name, sign } : undefined;
}

/** @returns {Node} */
function angle(/** @type {string} */ inside) {
  const [target, label] = splitOnce(inside, '|');
  if (target.startsWith('@')) return { type: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { type: 'channel', id: target.slice(1), label };
  if (target.startsWith('!')) return command(target.slice(1), label);
  return link(target, plainText(label ?? target));
}

/** @returns {Node} */
function command(/** @type {string} */ target, /** @type {string | undefined} */ label) {
  const [name = '', ...rest] = target.split('^');
  if (name === 'subteam') return { type: 'group', id: rest[0] ?? '', label };
  if (name === 'date')
    return { type: 'date', at: Number(rest[0]) * 1000, format: rest[1] ?? '', url: rest[2], fallback: label };
  return { type: 'broadcast', range: name };
}

const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

/**
 * Only addresses that cannot run a script become links.
 * @returns {Node}
 */
export function link(/** @type {string} */ url, /** @type {string} */ label) {
  const href = plainText(url);
  if (!SAFE.test(href)) return { type: 'text', text: label };
  return { type: 'link', url: href, children: [{ type: 'text', text: label }] };
}

/** @returns {[string, string?]} */
function splitOnce(/** @type {string} */ text, /** @type {string} */ sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
