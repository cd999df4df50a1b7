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

export function choice(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  optional = false,
): Field {
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    optional,
    element: {
      type: 'static_select',
      action_id: name,
      options: options.map(([value, words]) => ({ text: plain(words.slice(0, 75)), value })),
    },
  };
}

export const time = (name: string, label: string, initial: string): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element: { type: 'timepicker', action_id: name, initial_time: initial },
});

/** A channel of this company's own, public or private. */
export const channel = (name: string, label: string): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element: {
    type: 'conversations_select',
    action_id: name,
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true, exclude_bot_users: true },
  },
});

export const person = (name: string, label: string, optional = false): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  ...(optional && { optional }),
  element: { type: 'users_select', action_id: name },
});
