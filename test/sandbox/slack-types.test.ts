import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { describe, expect, test } from 'vitest';
import { messageProblems, viewProblems } from '../../sandbox/block-kit/payload.ts';

/** Slack's own types of blocks, as a JSON schema. */
const path = createRequire(import.meta.url)
  .resolve('@slack/types')
  .replace(/index\.js$/, 'index.d.ts');
const takes = (type: string) => {
  const schema = createGenerator({ path, type, skipTypeCheck: true, additionalProperties: true }).createSchema(type);
  return new Ajv({ strict: false, allowUnionTypes: true }).compile(schema as object);
};
const isBlock = takes('KnownBlock');
const isView = takes('View');

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (value: string) => ({ text: plain(value), value });
const confirm = { title: plain('Sure?'), text: plain('Really?'), confirm: plain('Do'), deny: plain('No') };

const BLOCKS: Readonly<Record<string, object>> = {
  section: { type: 'section', text: mrkdwn('hi'), fields: [mrkdwn('a'), plain('b')] },
  'section with a button': {
    type: 'section',
    text: mrkdwn('hi'),
    accessory: { type: 'button', text: plain('Go'), confirm },
  },
  header: { type: 'header', text: plain('Head') },
  divider: { type: 'divider' },
  context: {
    type: 'context',
    elements: [mrkdwn('a'), { type: 'image', image_url: 'https://x.test/a.png', alt_text: 'a' }],
  },
  image: { type: 'image', image_url: 'https://x.test/a.png', alt_text: 'a', title: plain('t') },
  buttons: {
    type: 'actions',
    elements: [{ type: 'button', text: plain('Go'), value: 'v', style: 'primary', url: 'https://x.test' }],
  },
  selects: {
    type: 'actions',
    elements: [
      { type: 'static_select', placeholder: plain('p'), options: [option('a')], initial_option: option('a') },
      { type: 'users_select', placeholder: plain('p') },
      { type: 'conversations_select', placeholder: plain('p') },
      { type: 'channels_select', placeholder: plain('p') },
      { type: 'external_select', placeholder: plain('p'), min_query_length: 1 },
    ],
  },
  choices: {
    type: 'actions',
    elements: [
      { type: 'overflow', options: [option('a'), option('b')] },
      { type: 'checkboxes', options: [option('c')] },
      { type: 'radio_buttons', options: [option('d')] },
      { type: 'datepicker', initial_date: '2026-03-02' },
      { type: 'timepicker', initial_time: '10:00' },
    ],
  },
  'text input': {
    type: 'input',
    label: plain('Label'),
    hint: plain('Hint'),
    optional: true,
    element: { type: 'plain_text_input', multiline: true, min_length: 1, max_length: 10, placeholder: plain('p') },
  },
  'select input': { type: 'input', label: plain('Label'), element: { type: 'static_select', options: [option('a')] } },
  'date input': { type: 'input', label: plain('Label'), element: { type: 'datepicker' } },
  'rich text': {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [{ type: 'text', text: 'a', style: { bold: true } }] },
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'b' }] }],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'c' }] },
    ],
  },
  markdown: { type: 'markdown', text: '**a**' },
  'multi-selects': {
    type: 'actions',
    elements: [
      { type: 'multi_static_select', options: [option('a')], max_selected_items: 2 },
      { type: 'multi_users_select', placeholder: plain('p') },
      { type: 'multi_conversations_select', filter: { include: ['im'] } },
      { type: 'multi_channels_select' },
      { type: 'multi_external_select', min_query_length: 1 },
      { type: 'datetimepicker', initial_date_time: 1795413007 },
    ],
  },
  'number input': {
    type: 'input',
    label: plain('Label'),
    element: { type: 'number_input', is_decimal_allowed: true, min_value: '1', max_value: '2' },
  },
  'mail input': { type: 'input', label: plain('Label'), element: { type: 'email_text_input' } },
  'address input': { type: 'input', label: plain('Label'), element: { type: 'url_text_input' } },
  video: {
    type: 'video',
    title: plain('t'),
    alt_text: 'a',
    video_url: 'https://x.test/v',
    thumbnail_url: 'https://x.test/t.png',
  },
  table: { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]], column_settings: [{ align: 'left' }] },
  'feedback buttons': {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        positive_button: { text: plain('Good'), value: 'g' },
        negative_button: { text: plain('Bad'), value: 'b' },
      },
    ],
  },
};

const MODAL = {
  type: 'modal',
  title: plain('Title'),
  submit: plain('Send'),
  close: plain('Cancel'),
  private_metadata: 'x',
  callback_id: 'y',
  external_id: 'z',
  clear_on_close: true,
  notify_on_close: true,
  blocks: [BLOCKS['text input']],
};
const HOME = { type: 'home', private_metadata: 'x', callback_id: 'y', external_id: 'z', blocks: [BLOCKS.section] };
const VIEWS = { modal: MODAL, home: HOME } as const;

type Case = [name: string, payload: object, isTaken: (it: unknown) => boolean, problems: (it: unknown) => unknown[]];

/** Each payload with who speaks for Slack on it, and our own word. */
const CASES: Case[] = [
  ...Object.entries(BLOCKS).map(([name, block]): Case => [name, block, isBlock, (it) => messageProblems([it])]),
  ...Object.entries(VIEWS).map(
    ([name, view]): Case => [name, view, isView, (it) => viewProblems(it, ['modal', 'home'])],
  ),
];

type Path = readonly (string | number)[];

/** Every place in a payload. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key])),
  ];
}

/** The payload with another value there, or none. */
function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const copy: Record<string, unknown> = { ...(value as object) };
  const next = changed(copy[key], rest, to);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return Array.isArray(value) ? Object.values(copy) : copy;
}

const WRONG = [undefined, 42, 'x', {}, [], true, { type: 'nonsense' }] as const;

describe('what the types of Slack take is taken:', () => {
  test.each(CASES)('%s', (_name, payload, isTaken, problems) => {
    expect([isTaken(payload), problems(payload)]).toEqual([true, []]);
  });
});

describe('what the types of Slack refuse is refused, whatever is wrong in it:', () => {
  test.each(CASES)('%s', (_name, whole, isTaken, problems) => {
    const spoilt = placesIn(whole).flatMap((place) =>
      WRONG.map((wrong) => ({ place, wrong, payload: changed(whole, place, wrong) })),
    );
    const refused = spoilt.filter(({ payload }) => !isTaken(payload));
    expect(refused.length).toBeGreaterThan(0);
    const slipped = refused.filter(({ payload }) => problems(payload).length === 0);
    expect(slipped.map(({ place, wrong }) => `${place.join('.')} = ${JSON.stringify(wrong)}`)).toEqual([]);
  });
});
