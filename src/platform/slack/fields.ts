import type { InputBlock } from '@slack/types';
import { plain } from './blocks.ts';

export type Field = InputBlock;

const LONGEST_TEXT = 2000;

/** A field of a form. Its `block_id` and `action_id` are its name, as docs/slack-surface.md promises. */
export function text(
  name: string,
  label: string,
  options: { hint?: string; optional?: boolean; initial?: string | undefined; lines?: boolean } = {},
): Field {
  const { hint, optional = false, initial, lines = false } = options;
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    optional,
    ...(hint !== undefined && { hint: plain(hint) }),
    element: {
      type: 'plain_text_input',
      action_id: name,
      multiline: lines,
      max_length: LONGEST_TEXT,
      ...(initial !== undefined && { initial_value: initial.slice(0, LONGEST_TEXT) }),
    },
  };
}

export const day = (name: string, label: string, initial: string | undefined, optional = false): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  ...(optional && { optional }),
  element: { type: 'datepicker', action_id: name, ...(initial !== undefined && { initial_date: initial }) },
});

type Option = readonly [value: string, words: string];

const optionOf = ([value, words]: Option) => ({ text: plain(words.slice(0, 75)), value });

export function choice(
  name: string,
  label: string,
  options: readonly Option[],
  optional = false,
  initial?: string,
): Field {
  const chosen = options.find(([value]) => value === initial);
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    optional,
    element: {
      type: 'static_select',
      action_id: name,
      options: options.map(optionOf),
      ...(chosen && { initial_option: optionOf(chosen) }),
    },
  };
}

/** One of more than a list can show: the bot is asked, by the field's name, while somebody types. */
export const searched = (name: string, label: string, initial: Option | undefined): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element: {
    type: 'external_select',
    action_id: name,
    min_query_length: 1,
    ...(initial && { initial_option: optionOf(initial) }),
  },
});

/** Any number of them, looked for in the same way. */
export const several = (name: string, label: string, initial: readonly Option[], hint?: string): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  optional: true,
  ...(hint !== undefined && { hint: plain(hint) }),
  element: {
    type: 'multi_external_select',
    action_id: name,
    min_query_length: 1,
    ...(initial.length > 0 && { initial_options: initial.map(optionOf) }),
  },
});

export const time = (name: string, label: string, initial: string): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element: { type: 'timepicker', action_id: name, initial_time: initial },
});

/** A channel of this company's own, public or private. */
export const channel = (name: string, label: string, optional = false, initial?: string): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  ...(optional && { optional }),
  element: {
    type: 'conversations_select',
    action_id: name,
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true, exclude_bot_users: true },
    ...(initial !== undefined && { initial_conversation: initial }),
  },
});

export const person = (name: string, label: string, optional = false, initial?: string): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  ...(optional && { optional }),
  element: { type: 'users_select', action_id: name, ...(initial !== undefined && { initial_user: initial }) },
});
