/** A text that may be like another, by the number of what it belongs to. */
export interface Candidate {
  readonly id: number;
  readonly text: string;
}

const WORD = /[\p{L}\p{N}]{3,}/gu;
/** Whoever goes on longer has said by then what it is about. */
const READ = 1000;

/** In a storm each complaint is held against the same hundreds before it: their words are found once. The oldest go first. */
const found = new Map<string, ReadonlySet<string>>();
const MOST_KEPT = 1000;

function wordsIn(text: string): ReadonlySet<string> {
  const beginning = text.slice(0, READ);
  const known = found.get(beginning);
  if (known) return known;
  const words = wordsOf(beginning);
  for (const oldest of found.keys()) {
    if (found.size < MOST_KEPT) break;
    found.delete(oldest);
  }
  found.set(beginning, words);
  return words;
}

function wordsOf(text: string): ReadonlySet<string> {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
  return new Set(plain.match(WORD));
}

/** Jaccard's index of the words of three letters and more: 0 with none in common, 1 with the same words. */
export function likeness(one: string, other: string): number {
  return jaccard(wordsIn(one), wordsIn(other));
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** Those that share at least so much, the nearest first; of equally near ones the newest. */
export function nearestTo(
  text: string,
  candidates: readonly Candidate[],
  { least, most }: { readonly least: number; readonly most: number },
): number[] {
  const words = wordsIn(text);
  return candidates
    .map(({ id, text: other }) => ({ id, near: jaccard(words, wordsIn(other)) }))
    .filter(({ near }) => near > 0 && near >= least)
    .sort((a, b) => b.near - a.near || b.id - a.id)
    .slice(0, most)
    .map(({ id }) => id);
}
