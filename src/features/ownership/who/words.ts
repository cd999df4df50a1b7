import { distance } from 'fastest-levenshtein';
import { SYNONYMS } from './synonyms.ts';

/** Small letters without accents: what people leave out when they are in a hurry. */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');

const FILLER = new Set(
  `a an and are about about as at be by can do does for from have i in is it me my of on or our s t that the their them this to us was we what when where which who whom whose why will with you your
   answers answer handles handle owns own owner responsible charge takes take care ask talk someone somebody anyone person customer customers says say said complains complaint complaining complained problem problems issue issues question questions wrong bad terrible awful never always too very get gets got want wants need needs not there they he she has had
   how many much any no yes you us out off over up again still come comes coming send sent did done make makes made go goes going see one some more every each than then but if so just only also our ours your yours been being were into after before since while ours im its hi hello please thing things stuff date dates version
   wer ist fur der die das den dem und mit zustandig verantwortlich ich wir nicht ein eine kunde kunden problem frage
   quien es el la los las de del para con por un una cliente clientes problema responsable se me no lleva
   kuka on ja vastaa asiakas asiakkaan asiakkaat asia ongelma kenen kenelle
   qui est le les des du pour avec une client probleme`.split(/\s+/),
);

/** The words of a text that say something, each without its plural. */
export function termsOf(text: string): string[] {
  const all = folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return all.filter((term) => !FILLER.has(term)).map(singular);
}

/** Without what makes it a plural in English; other languages' endings are found as the beginning of a longer word. */
function singular(term: string): string {
  if (term.length > 4 && term.endsWith('ies')) return `${term.slice(0, -3)}y`;
  if (term.length > 4 && /(?:s|x|ch|sh)es$/.test(term)) return term.slice(0, -2);
  return term.length > 3 && term.endsWith('s') && !/(?:ss|us|is)$/.test(term) ? term.slice(0, -1) : term;
}

/** How the number of a meaning begins, so that it is no word. */
export const CONCEPT = '§';

const BESIDE = '~';

/** The phrases of each line of the table. */
const LINES = SYNONYMS.map((line) => ({
  beside: line.startsWith(BESIDE),
  phrases: line
    .replace(BESIDE, '')
    .split(',')
    .map((phrase) => plainly(phrase)),
}));

/** The numbered meanings of every phrase of the table. */
const MEANINGS: ReadonlyMap<string, string> = new Map(
  LINES.flatMap(({ phrases }, n) => phrases.map((phrase): [string, string] => [phrase.join(' '), `${CONCEPT}${n}`])),
);
const LONGEST_PHRASE = Math.max(...LINES.flatMap(({ phrases }) => phrases.map(({ length }) => length)));

/** Its words in small letters, each without accents and plural. */
export function plainly(phrase: string): string[] {
  const all = folded(phrase).match(/[\p{L}\p{N}]+/gu) ?? [];
  return all.map(singular);
}

/** Words that so many sentences have that they say little of what is meant, where another word says more. */
const WEAK = new Set(
  `app application software mobile site web page product machine device item order week day month year hour minute time first new old open free box email mail code account
   system team service customer company link form card list name number thing down broken error bug slow missing late reset work update data today yesterday twice double duplicate doppelt zweimal kahdesti agent salesperson salesman rep technician driver sell sells selling sold verkauft vende venden myy employee
   aplicacion anwendung sovellus kaputt fehler vika fallo error seite woche semana semaine viikko correo pagina sposti sahkoposti tilaus bestellung pedido commande`.split(
    /\s+/,
  ),
);
const [LITTLE, HALF, MENDED] = [0.1, 0.3, 0.8];

/** What is said beside many things, as words and as meanings. */
const ASIDE = new Set(LINES.flatMap(({ beside, phrases }, n) => (beside ? [...phrases.flat(), `${CONCEPT}${n}`] : [])));

/** What to look for in the words somebody typed: these, what they are made of or were meant to be, and what they mean; of each how much it says, up to 1. */
export function wantedIn(typed: string, vocabulary: Vocabulary): ReadonlyMap<string, number> {
  const words = plainly(typed);
  const meant = words.map((word) => (FILLER.has(word) ? word : spelled(word, vocabulary)));
  const { concepts, phrased } = meaningsIn(meant);
  // A word of a phrase that means something is not taken apart: "no funciona" is of no function.
  const parts = meant
    .filter((word) => !FILLER.has(word) && !phrased.has(word))
    .flatMap((word) => partsOf(word, vocabulary));
  const said = words.map((word, n): [string, number] => [word, meant[n] === word ? weightOf(word) : MENDED]);
  const wanted = new Map<string, number>();
  for (const [term, weight] of [...said, ...[...meant, ...parts].map(weighed), ...concepts]) {
    if (FILLER.has(term)) continue;
    // What a phrase means goes before what its words mean by themselves.
    const counts = phrased.has(term) ? Math.min(weight, LITTLE) : weight;
    wanted.set(term, Math.max(counts, wanted.get(term) ?? 0));
  }
  return wanted;
}

const weighed = (term: string): [string, number] => [term, weightOf(term)];

const weightOf = (term: string): number => (WEAK.has(term) ? LITTLE : ASIDE.has(term) ? HALF : 1);

/** The meanings that a text has a phrase for. */
export const conceptsIn = (text: string): string[] => [...meaningsIn(plainly(text)).concepts.keys()];

/** The meanings that words have, the longest phrase at each place, with how much each says; and the words that are part of one of several words. */
function meaningsIn(words: readonly string[]) {
  const [concepts, phrased] = [new Map<string, number>(), new Set<string>()];
  for (let at = 0; at < words.length; at++) {
    const length = phraseAt(words, at);
    if (length === 0) continue;
    const phrase = words.slice(at, at + length);
    const concept = MEANINGS.get(phrase.join(' ')) ?? '';
    const weight = Math.min(weightOf(phrase.join(' ')), weightOf(concept));
    concepts.set(concept, Math.max(weight, concepts.get(concept) ?? 0));
    if (length > 1) for (const word of phrase) phrased.add(word);
    at += length - 1;
  }
  return { concepts, phrased };
}

/** Of how many words the longest known phrase is that begins here; 0 for none. */
function phraseAt(words: readonly string[], at: number): number {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--)
    if (MEANINGS.has(words.slice(at, at + length).join(' '))) return length;
  return 0;
}

/** The words of topics and of the table. */
export interface Vocabulary {
  /** Those that mean something by themselves. */
  readonly known: ReadonlySet<string>;
  /** They, by their first three letters and by their last: they may be a part of a longer one. */
  readonly beginning: ReadonlyMap<string, readonly string[]>;
  readonly ending: ReadonlyMap<string, readonly string[]>;
  /** They and those of phrases: what a mistyped one may have been meant to be. */
  readonly spelled: ReadonlySet<string>;
  /** These, by their first letter and length. */
  readonly alike: ReadonlyMap<string, readonly string[]>;
}

const [SHORTEST_PART, EDGE] = [4, 3];

export function vocabularyOf(terms: readonly string[]): Vocabulary {
  const [beginning, ending, alike] = [
    new Map<string, string[]>(),
    new Map<string, string[]>(),
    new Map<string, string[]>(),
  ];
  const known = new Set([...terms, ...MEANINGS.keys()].filter((term) => !term.includes(' ')));
  for (const term of known) {
    if (term.length < SHORTEST_PART) continue;
    append(beginning, term.slice(0, EDGE), term);
    append(ending, term.slice(-EDGE), term);
  }
  const spelled = new Set([...known, ...LINES.flatMap(({ phrases }) => phrases.flat())]);
  for (const term of spelled) append(alike, likeness(term, term.length), term);
  return { known, beginning, ending, spelled, alike };
}

const likeness = (term: string, length: number): string => `${term[0]}${length}`;

/** Adds it to the list of that key. */
export function append(map: Map<string, string[]>, key: string, term: string): void {
  const known = map.get(key);
  if (known) known.push(term);
  else map.set(key, [term]);
}

/** The known words that a longer one begins or ends with, and what they mean: Rechnungsfehler, laskussa, Druckerpapier. */
function partsOf(term: string, vocabulary: Vocabulary): string[] {
  return withinIt(term, vocabulary).flatMap((part) => [
    part,
    ...(MEANINGS.get(part) ? [MEANINGS.get(part) ?? ''] : []),
  ]);
}

function withinIt(term: string, { known, beginning, ending }: Vocabulary): string[] {
  if (known.has(term)) return [];
  const first = longest(
    beginning.get(term.slice(0, EDGE)),
    (part) => term.length > part.length && term.startsWith(part),
  );
  const last = longest(ending.get(term.slice(-EDGE)), (part) => term.length > part.length + 2 && term.endsWith(part));
  return [first, last].filter((part) => part !== undefined);
}

function longest(parts: readonly string[] = [], fits: (part: string) => boolean): string | undefined {
  let found: string | undefined;
  for (const part of parts) if (part.length > (found?.length ?? 0) && fits(part)) found = part;
  return found;
}

const SHORTEST_MENDED = 4;

/** The known word that a mistyped one was meant to be; itself where it is known, or nothing is near. Its first letter is taken to be right. */
function spelled(term: string, { spelled: right, alike }: Vocabulary): string {
  if (term.length < SHORTEST_MENDED || right.has(term)) return term;
  const [best] = [-2, -1, 0, 1, 2]
    .flatMap((more) => alike.get(likeness(term, term.length + more)) ?? [])
    .filter((word) => isNear(term, word))
    .map((word) => ({ word, by: sameLetters(term, word) ? 0 : distance(term, word) }))
    .toSorted((a, b) => a.by - b.by || a.word.localeCompare(b.word));
  return best?.word ?? term;
}

/** One letter that is missing, too many or another, of long words two; or the same letters in another order. Of short words only what is missing or in another order. */
function isNear(term: string, word: string): boolean {
  // Rechnungen, laskun: what another language puts behind a word is no mistake.
  if (term.startsWith(word)) return false;
  const by = distance(term, word);
  if (by === 2 && sameLetters(term, word)) return true;
  if (term.length < 6) return by === 1 && word.length >= Math.max(term.length, 5);
  return by <= (term.length < 8 ? 1 : 2);
}

const sameLetters = (a: string, b: string) => [...a].sort().join() === [...b].sort().join();
