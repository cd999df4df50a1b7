import { RICH_TEXT } from './rich-text.ts';
import {
  anyText,
  boolean,
  integer,
  list,
  number,
  object,
  one,
  oneOf,
  plain,
  type Shape,
  type Spec,
  shape,
  string,
  words,
} from './spec.ts';

/** Elements and composition objects of Block Kit, with every limit. `required` comes first, then the fields, then the rules. */

const MANY = 10_000;

const confirm = object(
  shape(['text'], {
    title: plain(100),
    text: anyText(300),
    confirm: plain(30),
    deny: plain(30),
    style: oneOf('primary', 'danger'),
  }),
);

/** Sources disagree whether a value may have 75 or 150 characters. */
const OPTION_VALUE = 150;
const option = (text: Spec, more: Record<string, Spec> = {}) =>
  object(shape(['text', 'value'], { text, value: string(OPTION_VALUE), description: plain(75), ...more }));
const selectOption = option(plain(75));
const boxOption = option(anyText(75), { description: anyText(75) });
const overflowOption = option(plain(75), { url: string(3000, 'url') });

const optionGroup = object(shape(['label', 'options'], { label: plain(75), options: list(selectOption, 1, 100) }));
const choices = { options: list(selectOption, 1, 100), option_groups: list(optionGroup, 1, 100) };

const action = { action_id: string(255) };
const base = { ...action, confirm, focus_on_load: boolean };
const select = { ...base, placeholder: plain(150) };
const multi = { ...select, max_selected_items: integer(1, MANY) };
const ids = list(string(255), 1, 100);

const filter = object(
  shape(
    [],
    {
      include: list(oneOf('im', 'mpim', 'private', 'public'), 1, 4),
      exclude_external_shared_channels: boolean,
      exclude_bot_users: boolean,
    },
    { atLeastOne: ['include', 'exclude_external_shared_channels', 'exclude_bot_users'] },
  ),
);

const typed = {
  ...action,
  placeholder: plain(150),
  focus_on_load: boolean,
  dispatch_action_config: object(
    shape([], { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2) }),
  ),
};

const slackFile = object(shape([], { id: string(255), url: string(3000, 'url') }, { exactlyOne: ['id', 'url'] }));
export const image = { image_url: string(3000, 'http url'), slack_file: slackFile, alt_text: string(2000) };

const feedbackButton = object(
  shape(['text', 'value'], { text: plain(75), value: string(2000), accessibility_label: string(75) }),
);

const SELECTS: Readonly<Record<string, Shape>> = {
  static_select: shape(
    [],
    { ...select, ...choices, initial_option: selectOption },
    { exactlyOne: ['options', 'option_groups'] },
    { amongOptions: 'initial_option' },
  ),
  external_select: shape([], { ...select, initial_option: selectOption, min_query_length: integer(0, MANY) }),
  users_select: shape([], { ...select, initial_user: string(255) }),
  conversations_select: shape([], {
    ...select,
    initial_conversation: string(255),
    default_to_current_conversation: boolean,
    response_url_enabled: boolean,
    filter,
  }),
  channels_select: shape([], { ...select, initial_channel: string(255), response_url_enabled: boolean }),
};

const MULTI_SELECTS: Readonly<Record<string, Shape>> = {
  multi_static_select: shape(
    [],
    { ...multi, ...choices, initial_options: list(selectOption, 1, 100) },
    { exactlyOne: ['options', 'option_groups'] },
    { amongOptions: 'initial_options' },
  ),
  multi_external_select: shape([], {
    ...multi,
    initial_options: list(selectOption, 1, 100),
    min_query_length: integer(0, MANY),
  }),
  multi_users_select: shape([], { ...multi, initial_users: ids }),
  multi_conversations_select: shape([], {
    ...multi,
    initial_conversations: ids,
    default_to_current_conversation: boolean,
    filter,
  }),
  multi_channels_select: shape([], { ...multi, initial_channels: ids }),
};

const PICKERS: Readonly<Record<string, Shape>> = {
  datepicker: shape([], { ...select, initial_date: string(10, 'date') }),
  timepicker: shape([], { ...select, initial_time: string(5, 'time'), timezone: string(255) }),
  datetimepicker: shape([], { ...base, initial_date_time: integer(1_000_000_000, 9_999_999_999) }),
};

const BOXES: Readonly<Record<string, Shape>> = {
  checkboxes: shape(
    ['options'],
    { ...base, options: list(boxOption, 1, 10), initial_options: list(boxOption, 1, 10) },
    { amongOptions: 'initial_options' },
  ),
  radio_buttons: shape(
    ['options'],
    { ...base, options: list(boxOption, 1, 10), initial_option: boxOption },
    { amongOptions: 'initial_option' },
  ),
};

const BUTTONS: Readonly<Record<string, Shape>> = {
  button: shape(['text'], {
    ...action,
    text: plain(75),
    url: string(3000, 'url'),
    value: string(2000),
    style: oneOf('primary', 'danger'),
    confirm,
    accessibility_label: string(75),
  }),
  workflow_button: shape(['text', 'workflow'], {
    ...action,
    text: plain(75),
    workflow: object(
      shape(['trigger'], {
        trigger: object(
          shape(['url'], {
            url: string(3000, 'url'),
            customizable_input_parameters: list(
              object(shape(['name', 'value'], { name: string(255), value: words(2000) })),
              0,
              100,
            ),
          }),
        ),
      }),
    ),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(75),
    confirm,
  }),
  overflow: shape(['options'], { ...action, options: list(overflowOption, 1, 5), confirm }),
};

const RICH_TEXT_INPUT = shape([], {
  ...typed,
  initial_value: one(() => ({ rich_text: RICH_TEXT })),
  min_lines: integer(1, MANY),
  max_lines: integer(1, MANY),
});

const TYPED: Readonly<Record<string, Shape>> = {
  plain_text_input: shape(
    [],
    {
      ...typed,
      initial_value: words(3000),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
    { ordered: ['min_length', 'max_length'] },
  ),
  email_text_input: shape([], { ...typed, initial_value: words(3000) }),
  url_text_input: shape([], { ...typed, initial_value: words(3000) }),
  number_input: shape(
    ['is_decimal_allowed'],
    {
      ...typed,
      is_decimal_allowed: boolean,
      initial_value: string(255, 'number'),
      min_value: string(255, 'number'),
      max_value: string(255, 'number'),
    },
    { ordered: ['min_value', 'max_value'] },
  ),
  rich_text_input: RICH_TEXT_INPUT,
  file_input: shape([], { ...action, filetypes: list(string(255), 1, 100), max_files: integer(1, 10) }),
};

const IMAGE = { image: shape(['alt_text'], image, { exactlyOne: ['image_url', 'slack_file'] }) };

/** A datetimepicker has no place in a section. */
const { datetimepicker: _datetime, ...pickersOfSections } = PICKERS;

export const IN_ACTIONS: Readonly<Record<string, Shape>> = {
  ...BUTTONS,
  ...SELECTS,
  ...MULTI_SELECTS,
  ...PICKERS,
  ...BOXES,
  rich_text_input: RICH_TEXT_INPUT,
};
export const IN_SECTION = { ...BUTTONS, ...SELECTS, ...MULTI_SELECTS, ...pickersOfSections, ...BOXES, ...IMAGE };
export const IN_INPUT = { ...SELECTS, ...MULTI_SELECTS, ...PICKERS, ...BOXES, ...TYPED };
export const IN_CONTEXT: Readonly<Record<string, Shape>> = {
  ...IMAGE,
  plain_text: shape(['text'], { text: string(3000), emoji: boolean }),
  mrkdwn: shape(['text'], { text: string(3000), verbatim: boolean }),
};
export const IN_CONTEXT_ACTIONS: Readonly<Record<string, Shape>> = {
  feedback_buttons: shape(['positive_button', 'negative_button'], {
    ...action,
    positive_button: feedbackButton,
    negative_button: feedbackButton,
  }),
  icon_button: shape(['icon', 'text'], {
    ...action,
    icon: oneOf('trash'),
    text: plain(75),
    accessibility_label: string(75),
    value: string(2000),
    visible_to_user_ids: list(string(255), 1, 100),
    confirm,
  }),
};
export const RAW_NUMBER = shape(['value', 'text'], { value: number, text: string(3000) });
