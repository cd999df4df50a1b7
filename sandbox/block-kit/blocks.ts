import { IN_ACTIONS, IN_CONTEXT, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION, image, RAW_NUMBER } from './elements.ts';
import { RICH_TEXT } from './rich-text.ts';
import { anyText, boolean, list, object, one, oneOf, plain, type Shape, shape, string } from './spec.ts';

/** The blocks of Block Kit, with every limit. */

export type Surface = 'message' | 'modal' | 'home';

const block = { block_id: string(255) };

const cell = one(() => ({
  raw_text: shape(['text'], { text: string(3000) }),
  raw_number: RAW_NUMBER,
  rich_text: RICH_TEXT,
}));

const COMMON: Readonly<Record<string, Shape>> = {
  section: shape(
    [],
    {
      ...block,
      text: anyText(3000),
      fields: list(anyText(2000), 1, 10),
      accessory: one(() => IN_SECTION),
      expand: boolean,
    },
    { atLeastOne: ['text', 'fields'] },
  ),
  header: shape(['text'], { ...block, text: plain(150) }),
  divider: shape([], block),
  context: shape(['elements'], {
    ...block,
    elements: list(
      one(() => IN_CONTEXT),
      1,
      10,
    ),
  }),
  actions: shape(['elements'], {
    ...block,
    elements: list(
      one(() => IN_ACTIONS),
      1,
      25,
    ),
  }),
  image: shape(['alt_text'], { ...block, ...image, title: plain(2000) }, { exactlyOne: ['image_url', 'slack_file'] }),
  input: shape(['label', 'element'], {
    ...block,
    label: plain(2000),
    hint: plain(2000),
    optional: boolean,
    dispatch_action: boolean,
    element: one(() => IN_INPUT),
  }),
  rich_text: RICH_TEXT,
  video: shape(['video_url', 'thumbnail_url', 'alt_text', 'title'], {
    ...block,
    video_url: string(3000, 'https url'),
    thumbnail_url: string(3000, 'http url'),
    alt_text: string(2000),
    title: plain(200),
    title_url: string(3000, 'https url'),
    author_name: string(50),
    provider_name: string(50),
    provider_icon_url: string(3000, 'http url'),
    description: plain(200),
  }),
};

const ONLY_IN_MESSAGES: Readonly<Record<string, Shape>> = {
  markdown: shape(['text'], { ...block, text: string(12_000) }),
  file: shape(['external_id', 'source'], { ...block, external_id: string(255), source: oneOf('remote') }),
  table: shape(['rows'], {
    ...block,
    rows: list(list(cell, 1, 20), 1, 100),
    column_settings: list(object(shape([], { align: oneOf('left', 'center', 'right'), is_wrapped: boolean })), 0, 20),
  }),
  context_actions: shape(['elements'], {
    ...block,
    elements: list(
      one(() => IN_CONTEXT_ACTIONS),
      1,
      5,
    ),
  }),
};

export const BLOCKS: Readonly<Record<Surface, Readonly<Record<string, Shape>>>> = {
  message: { ...COMMON, ...ONLY_IN_MESSAGES },
  modal: COMMON,
  home: COMMON,
};

export const BLOCKS_MOST: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/** All `markdown` blocks of a message together. */
export const MARKDOWN_MOST = 12_000;

/** All text in the blocks of a message; not documented, from people's reports of msg_blocks_too_long. */
export const BLOCKS_TEXT_MOST = 13_200;

export const VIEW_BYTES_MOST = 250_000;

const id = string(255);
export const VIEWS: Readonly<Record<'modal' | 'home', Shape>> = {
  modal: shape(['title', 'blocks'], {
    title: plain(24),
    submit: plain(24),
    close: plain(24),
    blocks: list(
      one(() => BLOCKS.modal),
      0,
      BLOCKS_MOST.modal,
    ),
    private_metadata: { is: 'string', min: 0, max: 3000 },
    callback_id: { is: 'string', min: 0, max: 255 },
    external_id: { is: 'string', min: 0, max: 255 },
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  }),
  home: shape(['blocks'], {
    blocks: list(
      one(() => BLOCKS.home),
      0,
      BLOCKS_MOST.home,
    ),
    private_metadata: { is: 'string', min: 0, max: 3000 },
    callback_id: { is: 'string', min: 0, max: 255 },
    external_id: id,
  }),
};
