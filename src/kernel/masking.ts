/** What must not stand in a channel: addresses, numbers that reach or charge somebody, and secrets. */
const MASKS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/-----BEGIN [A-Z ]{1,40}-----[^-]{0,8000}(?:-----END [A-Z ]{1,40}-----)?/g, () => '[key]'],
  [/\b(?:xox[abeprs]-|xapp-|gh[pousr]_|sk-|AKIA|ASIA)[\w-]{8,200}/g, () => '[token]'],
  [/\beyJ[\w-]{8,2000}\.[\w-]{4,4000}\.[\w-]{4,2000}/g, () => '[token]'],
  [
    /\b(password|passwort|passwd|pwd|pin|salasana|contraseña|mot de passe)(\s{0,3}[:=]\s{0,3})\S{1,200}/gi,
    (found) => `${found.split(/[:=]/)[0]}= [secret]`,
  ],
  [/[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu, (found) => `${found[0]}…@…`],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, (found) => `[IBAN …${found.slice(-4)}]`],
  [
    /(?<![\w.])\d(?:[ .\u00a0\u2011-]?\d){12,18}(?![\w])/g,
    (found) => (isCardNumber(found) ? `[card …${found.slice(-4)}]` : found),
  ],
  [/(?<![\w.,€$£#-])(?:\+|00|\(?0)\d(?:[ ()./-]{0,2}\d){6,13}(?!\w)/g, (found) => `[phone …${found.slice(-2)}]`],
  // As written in America (415-555-2671) and in Spain (612 345 678); thousands have points or commas.
  [
    /(?<![\w.,€$£#-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}(?:[ .-]\d{4}|[ -]\d{3})(?![\w-]|[.,]\d)/g,
    (found) => `[phone …${found.slice(-2)}]`,
  ],
];

/** The text with personal numbers, addresses and secrets masked, so that colleagues see that one was there. Time grows with the length alone. */
export function masked(text: string): string {
  return MASKS.reduce((left, [pattern, mask]) => left.replace(pattern, mask), text);
}

/** Luhn's check digit, which tells a card number from an order number. */
function isCardNumber(found: string): boolean {
  const digits = [...found.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const counted = place % 2 === 1 ? digit * 2 : digit;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}
