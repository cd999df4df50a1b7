/** A piece of SVG in which nothing that somebody typed is markup. */
export interface Drawing {
  readonly svg: string;
}

type Value = Drawing | readonly Drawing[] | string | number;

/** SVG as a template: what is interpolated is text, but for other drawings, which are kept as they are. */
export function svg(parts: TemplateStringsArray, ...values: readonly Value[]): Drawing {
  return { svg: String.raw({ raw: parts }, ...values.map(toMarkup)) };
}

function toMarkup(value: Value): string {
  if (typeof value === 'object') return 'svg' in value ? value.svg : value.map((each) => each.svg).join('\n');
  return String(value)
    .replace(UNWRITABLE, '\ufffd')
    .replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** What XML does not know, and what would turn the order of letters around. */
const UNWRITABLE = /[\p{Cc}\p{Cs}\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu;

/** As much of a text as has room in so many pixels; an ellipsis says that something is missing. */
export function fitted(text: string, room: number, size: number, weight: 'normal' | 'bold' = 'normal'): string {
  const em = size * (weight === 'bold' ? 1.12 : 1);
  const letters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  if (widthOf(letters) * em <= room) return text;
  let kept = '';
  let left = room / em - 1;
  for (const letter of letters) {
    left -= widthOf([letter]);
    if (left < 0) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

const graphemes = new Intl.Segmenter();

const widthOf = (letters: readonly string[]): number => letters.reduce((sum, letter) => sum + emOf(letter), 0);

/** A little more than what a letter takes in DejaVu Sans, in ems. */
function emOf(letter: string): number {
  if (/^[ijlI.,:;'|! ]/.test(letter)) return 0.4;
  if (/^[frt()-]/.test(letter)) return 0.46;
  if (/^[mwжшщюыфMWÆŒЖШЩЮФЫ@%]/u.test(letter)) return 1.05;
  if (/^[\p{Ll}\p{Nd}/\u0590-\u06ff]/u.test(letter)) return 0.64;
  return /^\p{Lu}/u.test(letter) ? 0.8 : 1.1;
}
