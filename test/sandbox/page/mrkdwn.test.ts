import fc from 'fast-check';
import { expect, test } from 'vitest';

interface Node {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

// The page is plain JavaScript for the browser; these modules of it touch no DOM.
const page = '../../../sandbox/page';
const { mrkdwnTree, escapeText }: { mrkdwnTree(text: string): Node[]; escapeText(text: string): string } = await import(
  `${page}/mrkdwn.js`
);
const { mrkdwnFrom }: { mrkdwnFrom(markdown: string): string } = await import(`${page}/markdown.js`);

/** The tree written short: bold(a) and so on. */
const short = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'text') return node.text;
      if (node.type === 'break') return '⏎';
      const inside = node.children ? short(node.children) : (node.text ?? '');
      return `${node.type}(${inside})`;
    })
    .join('');

test.each([
  ['plain', 'plain'],
  ['*bold* and _italic_ and ~gone~', 'bold(bold) and italic(italic) and strike(gone)'],
  ['*a _b_ c*', 'bold(a italic(b) c)'],
  ['`*code*`', 'code(*code*)'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['snake_case_name', 'snake_case_name'],
  ['(*bold*), "_it_"!', '(bold(bold)), "italic(it)"!'],
  ['a\nb', 'a⏎b'],
  ['&gt; said\n&gt; so\nme', 'quote(said⏎so)me'],
  ['x ```a *b*\nc``` y', 'x pre(a *b*\nc) y'],
  ['```open', '```open'],
  ['&lt;b&gt; &amp;amp;', '<b> &amp;'],
  ['<https://a.test/?x=1&amp;y=2|see>', 'link(see)'],
  ['https://a.test/x.', 'link(https://a.test/x).'],
  ['<mailto:a@b.test|mail>', 'link(mail)'],
  ['<javascript:alert(1)|click>', 'click'],
  ['<@U1> in <#C1|general> <!here> <!subteam^S1>', 'user() in channel() broadcast() group()'],
  ['<!date^1770021000^{date} {time}|then>', 'date()'],
  [':tada: :no_such_thing: 10:30:', 'emoji() :no_such_thing: 10:30:'],
])('%j is drawn as %j', (source, expected) => {
  expect(short(mrkdwnTree(source))).toBe(expected);
});

const flat = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...flat(node.children ?? [])]);

test('no text makes a link that runs a script', () => {
  const word = fc.constantFrom(
    '<',
    '>',
    '|',
    'javascript:',
    'data:',
    'https://a.test',
    '@U1',
    '#C1',
    '!',
    '*',
    '_',
    '`',
    '\n',
    ' ',
    'a',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), (words) => {
      for (const { url } of flat(mrkdwnTree(words.join('')))) if (url) expect(url).toMatch(/^(https?:|mailto:|tel:)/);
    }),
  );
});

test('what a person types, escaped, mentions nobody and is shown letter by letter', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '&', '@', 'U', '!', 'a', ' ', ';', 'l', 't') }),
      (typed) => {
        const tree = mrkdwnTree(escapeText(typed));
        const shown = flat(tree).map(({ text }) => text ?? '');
        expect(tree.every(({ type }) => ['text', 'quote', 'break'].includes(type))).toBe(true);
        if (!typed.startsWith('>')) expect(shown.join('')).toBe(typed);
      },
    ),
  );
});

test('a markdown block is drawn with what mrkdwn has for it', () => {
  const markdown = '# Title\n**bold** and *it*\n- one\n[a](https://a.test)\n> said <b>';
  expect(short(mrkdwnTree(mrkdwnFrom(markdown)))).toBe(
    'bold(Title)⏎bold(bold) and italic(it)⏎• one⏎link(a)quote(said <b>)',
  );
});
