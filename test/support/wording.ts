import type { KnownBlock } from '@slack/types';

/** What no message of ours says to anybody: threats, scarcity, blame. Customers may; their words are quotes. */
const REFUSED: readonly (readonly [kind: string, words: RegExp])[] = [
  ['blame', /\bfail(?:s|ed|ing|ure)?\b|\bfault\b|\bblame\b|\bignor(?:e|ed|ing)\b|\bneglect\w*|\bcareless\w*|\blazy\b/i],
  ['blame', /\byou (?:forgot|missed|should have|did ?n[o'’]t|have ?n[o'’]t|still have|were supposed)\b/i],
  ['blame', /\b(?:poor|bad|slow|unacceptable) (?:performance|response|work)\b|\bunacceptabl[ey]\b|\bdisappoint\w*/i],
  ['threat', /\bmust\b|\bor else\b|\bconsequences?\b|\bpenalt\w+|\bviolat\w+|\bnon-?complian\w+|\bescalat\w+/i],
  ['threat', /\bwill be (?:reported|recorded|noted against)\b|\bfinal (?:notice|reminder|warning)\b|\bwarning\b/i],
  ['scarcity', /\blast chance\b|\bnow or never\b|\brunning out\b|\bonly \d+ (?:hours?|minutes?|days?) left\b/i],
  ['pressure', /\bimmediately\b|\basap\b|\bhurry\b|\bright away\b|\bdeadline\b|\bat the latest\b|!!/i],
];

/** Phrases of a message that its reader would take amiss, each with what is wrong with it. */
export function roughWords(text: string): string[] {
  return REFUSED.flatMap(([kind, words]) => {
    const [found] = words.exec(text) ?? [];
    return found === undefined ? [] : [`${kind}: “${found}”`];
  });
}

/** The texts that a message says itself, a block each: no customer's words, no button, a date as a reader sees it. */
export function ownTexts(blocks: readonly KnownBlock[]): string[] {
  return blocks
    .flatMap((block) => {
      if (block.type === 'context') return block.elements.map((each) => ('text' in each ? String(each.text) : ''));
      if (block.type === 'section') return [block.text?.text ?? ''];
      return block.type === 'header' ? [block.text.text] : [];
    })
    .map(unquoted)
    .filter((text) => text !== '');
}

const unquoted = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .replaceAll(/“[^”]*”/g, '“…”')
    .replaceAll(/<!date\^\d+\^(\w+)[^>]*>/g, '$1 today 13:30')
    .trim();

/** Labels of buttons and of the fields of a form. */
export const labelsIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"type":"plain_text","text":"([^"]*)"/g)].map(([, label = '']) => label);

export const wordsIn = (texts: readonly string[]): number =>
  texts.flatMap((text) => text.split(/\s+/)).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
