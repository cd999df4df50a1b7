/** A word of a text: folded for comparing, and where it stands. */
export interface Word {
  readonly word: string;
  readonly from: number;
  readonly to: number;
  /** What separates it from the word before: nothing much, a comma's worth, or the end of a sentence. */
  readonly gap: 'none' | 'comma' | 'stop';
}

const WORDS = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)?|[:;]-?[()]|\p{Extended_Pictographic}/gu;
const LONGEST = 40;

/** The words, numbers, emoji and smileys of a text, in one pass. `don't` is `do` and `not`, `l'appli` is `l` and `appli`. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(WORDS)) {
    const from = match.index;
    const to = from + match[0].length;
    const gap = gapOf(text.slice(end, from));
    piecesOf(match[0]).forEach((word, i) => {
      words.push({ word, from, to, gap: i === 0 ? gap : 'none' });
    });
    end = to;
  }
  return words;
}

/** The same word however it is written: small letters, without accents, ß as ss. */
export function folded(text: string): string {
  return text
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('œ', 'oe')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('’', "'");
}

function piecesOf(raw: string): string[] {
  const word = folded(raw);
  const contraction = CONTRACTIONS.get(word.replace("'", ''));
  if (contraction) return contraction;
  return word.includes("'") ? word.split("'") : [word];
}

const VERBS = 'do does did is are was were has have had could would should must need might';

const CONTRACTIONS: ReadonlyMap<string, string[]> = new Map([
  ...VERBS.split(' ').map((verb): [string, string[]] => [`${verb}nt`, [verb, 'not']]),
  ['cant', ['can', 'not']],
  ['cannot', ['can', 'not']],
  ['wont', ['will', 'not']],
  ['aint', ['is', 'not']],
]);

function gapOf(between: string): Word['gap'] {
  if (/[.!?…;\n|•](?:\s|$)|[!?;\n|•]/.test(between)) return 'stop';
  return /[,:()–—"“”/]|\s-\s/.test(between) ? 'comma' : 'none';
}
