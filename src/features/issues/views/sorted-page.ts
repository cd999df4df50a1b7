import type { PageStanding, SortedAnswer } from '../life/sorted.ts';

/** What a customer is shown: a page for each standing of the question, and for what goes wrong. */
export type Shows = PageStanding | { readonly kind: 'gone' | 'unknown' | 'too often' | 'unreadable' | 'our fault' };

export const LONGEST_WORDS = 1000;

export const STYLE = `body{margin:0;font:1.125rem/1.5 system-ui,sans-serif;color:#1d1c1d;background:#f7f5f2}
main{max-width:32rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0 1rem}
.from{margin:0;color:#595959}
label{display:block;margin:0 0 .5rem}
textarea{box-sizing:border-box;width:100%;min-height:5.5rem;padding:.75rem;font:inherit;color:inherit;background:#fff;border:1px solid #767676;border-radius:.5rem}
.answers{margin-top:1rem;display:flex;gap:.75rem;flex-wrap:wrap}
button{flex:1 1 9rem;min-height:3.25rem;font:inherit;font-weight:600;border:2px solid #14532d;border-radius:.5rem;background:#14532d;color:#fff;cursor:pointer}
button.no{background:#fff;color:#14532d}
:focus-visible{outline:3px solid #1264a3;outline-offset:2px}
@media (prefers-color-scheme:dark){body{color:#f2f2f2;background:#1a1a1a}.from{color:#b5b5b5}textarea{background:#262626}
button{background:#86efac;border-color:#86efac;color:#052e16}button.no{background:#1a1a1a;color:#86efac}}`;

/** One question on one page: nothing of the customer's stands on it, and nothing is fetched from anywhere. */
export function sortedPage(company: string, shows: Shows): string {
  const name = escaped(company);
  const { title, body } = contentOf(shows);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${title} – ${name}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="from">${name}</p>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

interface Content {
  readonly title: string;
  readonly body: string;
}

const TEXTS = {
  'at it again': ["We're at it again", 'We are looking into this once more and will get back to you.'],
  newer: ['There is a newer link', 'Please use the one in our latest message, or simply reply to it.'],
  gone: ['This link has run out', 'Please simply reply to our message: we would like to hear from you.'],
  unknown: ['This link does not work', 'Perhaps a part of it was lost. Please simply reply to our message.'],
  'too often': ['One moment, please', 'That was quick. Please try again in a little while.'],
  unreadable: ['We could not read that', 'Please go back and choose Yes or Not yet; a few words are enough.'],
  'our fault': ['Sorry, that did not work', 'It is our fault, not yours. Please try again in a moment.'],
} as const;

function contentOf(shows: Shows): Content {
  if (shows.kind === 'answered') return { title: 'Thank you', body: paragraph(SAID[shows.answer.says]) };
  if (shows.kind === 'asks') return shows.answer === undefined ? QUESTION : changeable(shows.answer);
  const [title, text] = TEXTS[shows.kind];
  return { title, body: paragraph(text) };
}

const paragraph = (text: string) => `<p>${text}</p>`;

const SAID = {
  yes: "You said that it is sorted. That's good to hear.",
  no: 'You said that it is not sorted yet. Thank you for saying so: we are on it.',
} as const;

/** Without a script: each button sends its own answer, and the words with it. */
const form = (yes: string, no: string): string => `<form method="post">
<label for="words">A word to us, if you like <span class="from">(optional)</span></label>
<textarea id="words" name="words" maxlength="${LONGEST_WORDS}"></textarea>
<div class="answers">
<button type="submit" name="says" value="yes">${yes}</button>
<button type="submit" name="says" value="no" class="no">${no}</button>
</div>
</form>`;

const QUESTION: Content = { title: 'Is it sorted?', body: form('Yes', 'Not yet') };

const changeable = ({ says }: SortedAnswer): Content => ({
  title: 'Thank you',
  body: `${paragraph(SAID[says])}\n${paragraph('Something to add, or another answer? For a day you can answer again.')}\n${form('It is sorted', 'It is not sorted')}`,
});

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
