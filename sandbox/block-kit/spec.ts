/** The words in which the table of Block Kit is written. `check.ts` reads them. */

export type Spec =
  /** A text object: `plain` takes plain_text only, `any` mrkdwn too. */
  | { readonly is: 'text'; readonly kinds: 'plain' | 'any'; readonly max: number }
  | { readonly is: 'string'; readonly min: number; readonly max: number; readonly like?: Form }
  | { readonly is: 'integer'; readonly min: number; readonly max: number }
  | { readonly is: 'boolean' }
  | { readonly is: 'number' }
  | { readonly is: 'enum'; readonly of: readonly (string | number)[] }
  | { readonly is: 'list'; readonly of: Spec; readonly min: number; readonly max: number }
  /** An object without `type`. */
  | { readonly is: 'object'; readonly shape: Shape }
  /** An object told apart by its `type`. */
  | { readonly is: 'one'; readonly of: () => Readonly<Record<string, Shape>> };

/** What a string has to look like, in Slack's words for saying so. */
export type Form = keyof typeof FORMS;

export const FORMS = {
  'http url': /^https?:\/\/[^\s]+$/i,
  url: /^[a-z][a-z0-9+.-]*:[^\s]+$/i,
  'https url': /^https:\/\/[^\s]+$/i,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  time: /^([01]\d|2[0-3]):[0-5]\d$/,
  number: /^-?\d+(\.\d+)?$/,
  'hex color': /^#[0-9a-f]{6}$/i,
} as const;

export interface Shape {
  readonly required: readonly string[];
  readonly fields: Readonly<Record<string, Spec>>;
  readonly rules: readonly Rule[];
}

export type Rule =
  | { readonly exactlyOne: readonly string[] }
  | { readonly atLeastOne: readonly string[] }
  /** `field`, where given, must be (or hold only) options of the element. */
  | { readonly amongOptions: string }
  /** The first, where both are given, is not above the second. */
  | { readonly ordered: readonly [string, string] };

export const plain = (max: number): Spec => ({ is: 'text', kinds: 'plain', max });
export const anyText = (max: number): Spec => ({ is: 'text', kinds: 'any', max });
export const string = (max: number, like?: Form): Spec => ({ is: 'string', min: 1, max, ...(like ? { like } : {}) });
/** May be empty. */
export const words = (max: number): Spec => ({ is: 'string', min: 0, max });
export const integer = (min: number, max: number): Spec => ({ is: 'integer', min, max });
export const boolean: Spec = { is: 'boolean' };
export const number: Spec = { is: 'number' };
export const oneOf = (...of: (string | number)[]): Spec => ({ is: 'enum', of });
export const list = (of: Spec, min: number, max: number): Spec => ({ is: 'list', of, min, max });
export const object = (shape: Shape): Spec => ({ is: 'object', shape });
export const one = (of: () => Readonly<Record<string, Shape>>): Spec => ({ is: 'one', of });

export const shape = (
  required: readonly string[],
  fields: Readonly<Record<string, Spec>>,
  ...rules: Rule[]
): Shape => ({
  required,
  fields,
  rules,
});
