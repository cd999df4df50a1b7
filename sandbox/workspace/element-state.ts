import { isObject } from '../block-kit/check.ts';
import { elementsOf } from '../block-kit/payload.ts';
import type { Block, Json, StateValues } from './model.ts';

/** How Slack reports what stands in an element: the key, and the field from which it begins. */
const KEYS: Readonly<Record<string, readonly [key: string, initial: string]>> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  channels_select: ['selected_channel', 'initial_channel'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  file_input: ['files', 'initial_files'],
};

/** Absent for buttons and overflows, which keep nothing. */
export const stateKey = (element: Json): string | undefined => KEYS[String(element.type)]?.[0];

const holdsList = (key: string) => key.endsWith('s');

export function initialState(element: Json): Json | undefined {
  const keys = KEYS[String(element.type)];
  if (!keys) return undefined;
  const [key, initial] = keys;
  return { type: element.type, [key]: element[initial] ?? (holdsList(key) ? [] : null) };
}

/** Of all elements of a view or message: what was there before in the same place stays, the rest begins anew. */
export function stateOf(blocks: readonly Block[], before: StateValues = {}): StateValues {
  const values: Record<string, Record<string, Json>> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const state = kept(before, block, element) ?? initialState(element);
      if (!state) continue;
      const blockId = String(block.block_id);
      values[blockId] = { ...values[blockId], [String(element.action_id)]: state };
    }
  }
  return values;
}

function kept(before: StateValues, block: Block, element: Json): Json | undefined {
  const state = before[String(block.block_id)]?.[String(element.action_id)];
  return isObject(state) && state.type === element.type ? state : undefined;
}
