import { rememberedOfText } from './remembered.ts';

/** What says that a number counts money, or names an order and not a telephone. */
const CURRENCY = String.raw`[€$£¥]|(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|INR|Rs|kr|zł)\b`;
const NAMED = String.raw`\b(?:order|invoice|ticket|case|booking|ref|reference|tracking|parcel|bestellung|rechnung|auftrag|commande|facture|pedido|factura|tilaus|lasku)`;
const NUMBER_WORD = '(?:[ -]?(?:no|nr|number|id|nummer|numéro|número|nº|n°))?';
const NO_PHONE = String.raw`(?<![\w#-]|\d[.,\u00a0 ]|(?:${CURRENCY})[. ]?|${NAMED}${NUMBER_WORD}[.:]?[ ]?[#(]?)`;

/** +358 40 123 4567, 0041 …, 01.02.03.04.05; but not the day 02.03.2026. */
const PREFIXED_PHONE =
  /(?<![\w€$£#-]|\d[.,/])(?!\d\d?([./-])\d\d?\1(?:\d\d){1,2}(?!\d|[./-]\d))(?:\+|00|\(?0)\d(?:[ \u00a0()./-]{0,2}\d){6,13}(?!\w)/g;

/** 415-555-2671, (415) 555-2671, 1 415 555 2671. */
const AMERICAN_PHONE = new RegExp(
  String.raw`${NO_PHONE}(?:1[ .-])?(?:\(\d{3}\)[\u00a0 ]?|\d{3}[ .\u00a0-])\d{3}[ .\u00a0-]\d{4}(?![\w-]|[.,]\d)`,
  'gi',
);

/** 612 345 678, as in Spain and Poland. Round numbers and sums of money are written in threes too. */
const NINE_DIGIT_PHONE = new RegExp(
  String.raw`${NO_PHONE}[2-9]\d\d([ -])\d{3}\1(?!000)\d{3}(?![\w-]|[.,]\d|[\u00a0 ]\d{3}\b|[\u00a0 ]?(?:${CURRENCY}))`,
  'gi',
);

const phoneMask = (found: string) => `[phone …${found.slice(-2)}]`;

/** What must not stand in a channel: addresses, numbers that reach or charge somebody, and secrets. */
const MASKS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/-----BEGIN [A-Z ]{1,40}-----[^-]{0,8000}(?:-----END [A-Z ]{1,40}-----)?/g, () => '[key]'],
  [/\b(?:xox[abeprs]-|xapp-|gh[pousr]_|sk-|AKIA|ASIA)[\w-]{8,200}/g, () => '[token]'],
  [/\beyJ[\w-]{8,2000}\.[\w-]{4,4000}\.[\w-]{4,2000}/g, () => '[token]'],
  [
    /\b(password|passwort|passwd|pwd|pin|salasana|contraseña|mot de passe)(\s{0,3}[:=]\s{0,3})\S{1,200}/gi,
    (found) => `${found.split(/[:=]/)[0]}= [secret]`,
  ],
  [
    /[\p{L}\p{M}\p{N}_.+-]{1,64}@[\p{L}\p{M}\p{N}-]{1,63}(?:\.[\p{L}\p{M}\p{N}-]{1,63}){1,5}/gu,
    (found) => `${found[0]}…@…`,
  ],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, (found) => `[IBAN …${found.slice(-4)}]`],
  [
    /(?<![\w.])\d(?:[ .\u00a0\u2011-]?\d){12,18}(?![\w])/g,
    (found) => (isCardNumber(found) ? `[card …${found.slice(-4)}]` : found),
  ],
  [PREFIXED_PHONE, phoneMask],
  [AMERICAN_PHONE, phoneMask],
  [NINE_DIGIT_PHONE, phoneMask],
];

/** The text with personal numbers, addresses and secrets masked, so that colleagues see that one was there. Time grows with the length alone. */
export const masked: (text: string) => string = rememberedOfText((text) =>
  MASKS.reduce((left, [pattern, mask]) => left.replace(pattern, mask), text),
);

/** Luhn's check digit, which tells a card number from an order number. */
function isCardNumber(found: string): boolean {
  const digits = [...found.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const counted = place % 2 === 1 ? digit * 2 : digit;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}
