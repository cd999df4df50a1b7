/** Slack's state of an element, and its initial_… fields, as the one value that page-api.ts calls Chosen. */
const LISTS = ['users', 'channels', 'conversations'];
const FIELDS = ['date', 'time', 'date_time', 'user', 'channel', 'conversation'];

export const chosenIn = (state) => chosenBy(state, 'selected_', state.value);
export const initialOf = (element) => chosenBy(element, 'initial_', element.initial_value);

function chosenBy(source, prefix, text) {
  const option = source[`${prefix}option`];
  if (option) return option.value;
  const list = source[`${prefix}options`]?.map(({ value }) => value);
  const ids = LISTS.map((name) => source[`${prefix}${name}`]).find(Boolean);
  const single = FIELDS.map((name) => source[`${prefix}${name}`]).find(
    (found) => found !== undefined && found !== null,
  );
  return list ?? ids ?? asText(single ?? text);
}

const asText = (value) => (value === undefined || value === null || typeof value === 'object' ? null : String(value));
