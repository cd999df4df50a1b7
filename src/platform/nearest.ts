import { closest, distance } from 'fastest-levenshtein';

/** The known word a mistyped one was probably meant to be: at most a third of its letters differ, or two stand the wrong way round. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(word, known);
  const differing = distance(word, found);
  const near = differing <= Math.max(1, Math.floor(found.length / 3)) || (differing === 2 && sameLetters(word, found));
  return near ? found : undefined;
}

const sameLetters = (a: string, b: string) => [...a].sort().join() === [...b].sort().join();

/** "did you mean …?" or, where nothing is near, what there is. */
export function suggestion(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant ? `did you mean "${meant}"?` : `known: ${known.join(', ')}`;
}
