import type { Word } from './words.ts';

const listed = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** What people write into a field that they would rather leave empty. */
const NOTHING = listed(`
  nothing none no na n a nil nope nowt not nah applicable did answer answered comment comments unsure unknown unreadable
  nichts keine kein nein nada ninguno ninguna rien aucun aucune non ei mitaan mikaan test`);

const FILLER = listed(`
  really at all in particular to add say i think of can just else that for me now know do don t comes mind further other
  as the it is my this was so much very moment present sure have any with you
  angabe angaben antwort kommentar comentario comentarios sin commentaire especial special de particulier tout en du
  sanottavaa lisattavaa kommentoitavaa kommenttia`);

const LONGEST = 8;

/** Whether an answer is one in form only: "Nothing", "N/A", "Did not answer", "No comment", or no words at all. */
export function saysNothing(words: readonly Word[]): boolean {
  if (words.length > LONGEST) return false;
  const rest = words.filter(({ word }) => !FILLER.has(word));
  return rest.every(({ word }) => NOTHING.has(word));
}

const ANSWERS = listed('nothing none nope no nah nichts nein nada rien non');
const AFTER_NO = listed('everything it they i you all the we he she this very was just');
const AFTER_NOTHING =
  listed(`was is were are works work worked has had have can could ever gets get happens happened to but
  about better else more too further in that been seems ist war hat funktioniert klappt zu funciona que ne a`);

/** "Nothing, excellent service": a sentence that begins by answering "What could be better?". 0 if this one does not. */
export function answerLength(words: readonly Word[], at: number, to: number, language: string): number {
  const [word, next] = [words[at], words[at + 1]];
  if (!word || !next || at + 1 >= to || !ANSWERS.has(word.word) || (at > 0 && word.gap !== 'stop')) return 0;
  if (next.gap !== 'none') return 1;
  // "No he recibido" is Spanish for "I have not received".
  const answers = word.word === 'no' ? language !== 'es' && AFTER_NO.has(next.word) : !AFTER_NOTHING.has(next.word);
  return answers ? 1 : 0;
}
