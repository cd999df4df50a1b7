/** @import { Chosen, Element, Json, Option } from './types.ts' */

/** Slack's state of an element, and its initial_… fields, as the one value that page-api.ts calls Chosen. */
const LISTS = ['users', 'channels', 'conversations'];
const FIELDS = ['date', 'time', 'date_time', 'user', 'channel', 'conversation'];

export const chosenIn = (/** @type {Json} */ state) => chosenBy(state, 'selected_', state.value);
export const initialOf = (/** @type {Element} */ element) =>
  chosenBy({ ...element }, 'initial_', element.initial_value);

/** @type {(source: Json, prefix: string, text: unknown) => Chosen} */
function chosenBy(source, prefix, text) {
  const option = /** @type {Option | undefined} */ (source[`${prefix}option`]);
  if (option) return option.value;
  const options = /** @type {readonly Option[] | undefined} */ (source[`${prefix}options`]);
  const lists = LISTS.map((name) => /** @type {readonly string[] | undefined} */ (source[prefix + name]));
  const single = FIELDS.map((name) => source[prefix + name]).find((found) => found !== undefined && found !== null);
  return options?.map(({ value }) => value) ?? lists.find(Boolean) ?? asText(single ?? text);
}

const asText = (/** @type {unknown} */ value) =>
  value === undefined || value === null || typeof value === 'object' ? null : String(value);
