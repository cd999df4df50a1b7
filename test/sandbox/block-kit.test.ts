import { describe, expect, test } from 'vitest';
import { isTooLargeView, isTooMuchText, messageProblems, said, viewProblems } from '../../sandbox/block-kit/payload.ts';

const p = (text: string, more: object = {}) => ({ type: 'plain_text', text, ...more });
const m = (text: string, more: object = {}) => ({ type: 'mrkdwn', text, ...more });
const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const section = (more: object = { text: m('hi') }) => ({ type: 'section', ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, more: object = {}) => ({ type: 'input', label: p('Label'), element, ...more });
const context = (...elements: object[]) => ({ type: 'context', elements });
const image = (more: object = { image_url: 'https://x.test/a.png' }) => ({ type: 'image', alt_text: 'a', ...more });
const button = (more: object = {}) => ({ type: 'button', text: p('Go'), ...more });
const option = (value = 'a', more: object = {}) => ({ text: p(value), value, ...more });
const select = (more: object = { options: [option()] }) => ({ type: 'static_select', ...more });
const table = (rows: number, cells: number) => ({
  type: 'table',
  rows: many(rows, () => many(cells, () => ({ type: 'raw_text', text: 'x' }))),
});
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });

const video = (more: object = {}) => ({
  type: 'video',
  title: p('How to change a bulb'),
  alt_text: 'a bulb',
  video_url: 'https://x.test/embed',
  thumbnail_url: 'https://x.test/a.png',
  ...more,
});
const feedback = (more: object = {}) => ({
  type: 'feedback_buttons',
  positive_button: { text: p('Y'), value: 'y' },
  negative_button: { text: p('N'), value: 'n' },
  ...more,
});
const contextActions = (...elements: object[]) => ({ type: 'context_actions', elements });
const workflow = (trigger: object) => ({ type: 'workflow_button', text: p('Run'), workflow: { trigger } });
const textSection = (...elements: object[]) => rich({ type: 'rich_text_section', elements });

type Row = readonly [rule: string, blocks: unknown];

/** Of all tables below, surface and payload: none is there twice. */
const payloads: string[] = [];

function listed<T extends Row | readonly [...Row, expected: string]>(
  surface: string,
  rows: readonly T[],
): readonly T[] {
  payloads.push(...rows.map(([, payload]) => `${surface} ${JSON.stringify(payload)}`));
  return rows;
}

describe('a message is taken', () => {
  const good: Row[] = [
    ['with no blocks', []],
    ['with 50 blocks', many(50, () => ({ type: 'divider' }))],
    ['with a section of mrkdwn', [section()]],
    ['with a section of plain text and emoji', [section({ text: p('hi', { emoji: true }) })]],
    ['with verbatim mrkdwn', [section({ text: m('hi', { verbatim: true }) })]],
    ['with a section of 3,000 characters', [section({ text: m(long(3000)) })]],
    ['with fields and no text', [section({ fields: many(10, () => m(long(2000))) })]],
    ['with a header of 150 characters', [{ type: 'header', text: p(long(150)) }]],
    ['with ten things in a context', [context(...many(10, () => m('x')))]],
    ['with an image in a context', [context(image())]],
    ['with 25 buttons', [actions(...many(25, () => button()))]],
    [
      'with a button of 75 characters and a value of 2,000',
      [actions(button({ text: p(long(75)), value: long(2000) }))],
    ],
    ['with a link button', [actions(button({ url: 'https://x.test' }))]],
    ['with a primary and a danger button', [actions(button({ style: 'primary' }), button({ style: 'danger' }))]],
    [
      'with a button that asks for confirmation',
      [
        actions(
          button({ confirm: { title: p('Sure?'), text: m('Yes?'), confirm: p('Do'), deny: p('No'), style: 'danger' } }),
        ),
      ],
    ],
    ['with a select of 100 options', [actions(select({ options: many(100, (n) => option(`o${n}`)) }))]],
    ['with option groups', [actions(select({ option_groups: [{ label: p('G'), options: [option()] }] }))]],
    ['with an initial option of its options', [actions(select({ options: [option()], initial_option: option() }))]],
    [
      'with every other select',
      [
        actions(
          { type: 'users_select', action_id: '1' },
          { type: 'channels_select', action_id: '2' },
          { type: 'conversations_select', action_id: '3', filter: { include: ['im'] } },
          { type: 'external_select', action_id: '4', min_query_length: 2 },
          { type: 'multi_users_select', action_id: '5', max_selected_items: 2 },
        ),
      ],
    ],
    [
      'with pickers',
      [actions({ type: 'datepicker', initial_date: '2026-01-31' }, { type: 'timepicker', initial_time: '09:30' })],
    ],
    ['with a moment', [actions({ type: 'datetimepicker', initial_date_time: 1_795_413_007 })]],
    [
      'with five overflow options, one a link',
      [
        section({
          text: m('x'),
          accessory: {
            type: 'overflow',
            options: [option('a', { url: 'https://x.test' }), ...many(4, (n) => option(`o${n}`))],
          },
        }),
      ],
    ],
    [
      'with ten checkboxes of mrkdwn',
      [actions({ type: 'checkboxes', options: many(10, (n) => ({ text: m(`*${n}*`), value: `${n}` })) })],
    ],
    ['with an image by address', [image()]],
    ['with an image by file', [image({ slack_file: { id: 'F123' }, title: p('t') })]],
    ['with an input block', [input({ type: 'plain_text_input' })]],
    ['with markdown', [{ type: 'markdown', text: long(12_000) }]],
    ['with a table of 100 by 20', [table(100, 20)]],
    ['with column settings', [{ ...table(1, 1), column_settings: [{ align: 'right', is_wrapped: true }] }]],
    [
      'with rich text',
      [
        rich({
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'a', style: { bold: true } },
            { type: 'user', user_id: 'U1' },
            { type: 'emoji', name: 'wave' },
            { type: 'link', url: 'https://x.test' },
          ],
        }),
      ],
    ],
    [
      'with a list in rich text',
      [rich({ type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements: [] }] })],
    ],
    [
      'with feedback buttons',
      [
        {
          type: 'context_actions',
          elements: [
            {
              type: 'feedback_buttons',
              positive_button: { text: p('Y'), value: 'y' },
              negative_button: { text: p('N'), value: 'n' },
            },
          ],
        },
      ],
    ],
    [
      'with the same action_id in two blocks',
      [actions(button({ action_id: 'x' })), actions(button({ action_id: 'x' }))],
    ],
    ['with an image by the address of a file', [image({ slack_file: { url: 'https://x.test/files/U1/F1/a.png' } })]],
    ['with a file as an image in a context', [context(image({ slack_file: { id: 'F123' } }))]],
    [
      'with a file as an image beside a section',
      [section({ text: m('x'), accessory: image({ slack_file: { id: 'F123' } }) })],
    ],
    [
      'with an image with an alternative and a title of 2,000',
      [image({ image_url: 'https://x.test', alt_text: long(2000), title: p(long(2000)) })],
    ],
    ['with a video', [video({ title_url: 'https://x.test', author_name: long(50), description: p(long(200)) })]],
    ['with a remote file', [{ type: 'file', external_id: 'x', source: 'remote' }]],
    ['with a button that starts a workflow', [actions(workflow({ url: 'https://slack.com/shortcuts/Ft1/x' }))]],
    ['with an icon button', [contextActions({ type: 'icon_button', icon: 'trash', text: p('Remove') })]],
    [
      'with options of 75 characters, value, text and description',
      [actions(select({ options: [option(long(75), { description: p(long(75)) })] }))],
    ],
    ['with a section that may be folded out', [section({ text: m('x'), expand: true })]],
    [
      'with a quote and a preformatted part',
      [rich({ type: 'rich_text_quote', elements: [] }, { type: 'rich_text_preformatted', elements: [], border: 1 })],
    ],
    [
      'with a date in rich text',
      [textSection({ type: 'date', timestamp: 1_795_413_007, format: '{date}', fallback: 'soon' })],
    ],
    ['with block_ids of 255 characters', [{ type: 'divider', block_id: long(255) }]],
  ];
  test.each(listed('message', good))('%s', (_rule, blocks) => {
    expect(said(messageProblems(blocks))).toEqual([]);
  });
});

describe('a message is refused', () => {
  const bad: [...Row, expected: string][] = [
    [
      'that has 51 blocks',
      many(51, () => ({ type: 'divider' })),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    ['whose blocks are no list', { type: 'divider' }, 'must be an array [json-pointer:/blocks]'],
    ['with a block that is no object', ['x'], 'must provide an object [json-pointer:/blocks/0]'],
    ['with a block without type', [{ text: m('x') }], 'missing required field: type [json-pointer:/blocks/0]'],
    ['with an unknown block', [{ type: 'sektion' }], 'unsupported type: sektion [json-pointer:/blocks/0/type]'],
    [
      'with a block named like a method of objects',
      [{ type: 'constructor' }],
      'unsupported type: constructor [json-pointer:/blocks/0/type]',
    ],
    [
      'with an unknown key on a block',
      [section({ text: m('x'), colour: 'red' })],
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    [
      'with a section without text and fields',
      [section({})],
      'must have at least one of: text, fields [json-pointer:/blocks/0]',
    ],
    [
      'with a section text of 3,001',
      [section({ text: m(long(3001)) })],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'with an empty text',
      [section({ text: m('') })],
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['with a text that is a string', [section({ text: 'hi' })], 'must provide an object [json-pointer:/blocks/0/text]'],
    [
      'with emoji on mrkdwn',
      [section({ text: m('x', { emoji: true }) })],
      'invalid additional property: emoji [json-pointer:/blocks/0/text]',
    ],
    [
      'with verbatim on plain text',
      [section({ text: p('x', { verbatim: true }) })],
      'invalid additional property: verbatim [json-pointer:/blocks/0/text]',
    ],
    [
      'with 11 fields',
      [section({ fields: many(11, () => m('x')) })],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'with a field of 2,001',
      [section({ fields: [m(long(2001))] })],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'with a header of 151',
      [{ type: 'header', text: p(long(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'with a header of mrkdwn',
      [{ type: 'header', text: m('x') }],
      'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
    ],
    ['with no elements in a context', [context()], 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
    [
      'with 11 elements in a context',
      [context(...many(11, () => m('x')))],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'with a button in a context',
      [context(button())],
      'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'with 26 buttons',
      [actions(...many(26, () => button()))],
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'with an image in actions',
      [actions(image())],
      'unsupported type: image [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'with a text input in actions',
      [actions({ type: 'plain_text_input' })],
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'with a button of 76',
      [actions(button({ text: p(long(76)) }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'with a button of mrkdwn',
      [actions(button({ text: m('x') }))],
      'must be one of: plain_text [json-pointer:/blocks/0/elements/0/text/type]',
    ],
    [
      'with a button value of 2,001',
      [actions(button({ value: long(2001) }))],
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'with a button value that is a number',
      [actions(button({ value: 7 }))],
      'must be a string [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'with a button address of 3,001',
      [actions(button({ url: `https://x.test/${long(2987)}` }))],
      'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'with a button address that is none',
      [actions(button({ url: 'x.test' }))],
      'must be a valid url [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'with a button in another style',
      [actions(button({ style: 'default' }))],
      'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'with an action_id of 256',
      [actions(button({ action_id: long(256) }))],
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'with a block_id of 256',
      [{ type: 'divider', block_id: long(256) }],
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
    [
      'with one action_id twice in a block',
      [actions(button({ action_id: 'x' }), button({ action_id: 'x' }))],
      '`action_id` already exists: x [json-pointer:/blocks/0]',
    ],
    [
      'with one block_id twice',
      [
        { type: 'divider', block_id: 'x' },
        { type: 'divider', block_id: 'x' },
      ],
      '`block_id` already exists: x [json-pointer:/blocks/1/block_id]',
    ],
    [
      'with a confirmation title of 101',
      [actions(button({ confirm: { title: p(long(101)), text: p('x') } }))],
      'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
    ],
    [
      'with a confirmation of 301',
      [actions(button({ confirm: { text: p(long(301)) } }))],
      'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
    ],
    [
      'with a confirmation button of 31',
      [actions(button({ confirm: { text: p('x'), deny: p(long(31)) } }))],
      'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]',
    ],
    [
      'with a select of no options',
      [actions(select({ options: [] }))],
      'no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'with a select of 101 options',
      [actions(select({ options: many(101, (n) => option(`o${n}`)) }))],
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'with a select without options',
      [actions(select({}))],
      'must have exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'with options and groups',
      [actions(select({ options: [option()], option_groups: [{ label: p('G'), options: [option()] }] }))],
      'must have exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'with 101 groups',
      [actions(select({ option_groups: many(101, () => ({ label: p('G'), options: [option()] })) }))],
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/option_groups]',
    ],
    [
      'with an option text of 76',
      [actions(select({ options: [option('a', { text: p(long(76)) })] }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      'with an option value of 151',
      [actions(select({ options: [option('a', { value: long(151) })] }))],
      'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
    ],
    [
      'with an option description of 76',
      [actions(select({ options: [option('a', { description: p(long(76)) })] }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/description/text]',
    ],
    [
      'with mrkdwn in an option of a select',
      [actions(select({ options: [option('a', { text: m('x') })] }))],
      'must be one of: plain_text [json-pointer:/blocks/0/elements/0/options/0/text/type]',
    ],
    [
      'with an address in an option of a select',
      [actions(select({ options: [option('a', { url: 'https://x.test' })] }))],
      'invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]',
    ],
    [
      'with an initial option from elsewhere',
      [actions(select({ options: [option('a')], initial_option: option('b') }))],
      'must be one of the options [json-pointer:/blocks/0/elements/0/initial_option]',
    ],
    [
      'with a placeholder of 151',
      [actions(select({ options: [option()], placeholder: p(long(151)) }))],
      'must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]',
    ],
    [
      'with six overflow options',
      [actions({ type: 'overflow', options: many(6, (n) => option(`${n}`)) })],
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'with 11 checkboxes',
      [actions({ type: 'checkboxes', options: many(11, (n) => option(`${n}`)) })],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'with 11 radio buttons',
      [actions({ type: 'radio_buttons', options: many(11, (n) => option(`${n}`)) })],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'with a date that is none',
      [actions({ type: 'datepicker', initial_date: '31.1.2026' })],
      'must be a valid date [json-pointer:/blocks/0/elements/0/initial_date]',
    ],
    [
      'with a time that is none',
      [actions({ type: 'timepicker', initial_time: '24:00' })],
      'must be a valid time [json-pointer:/blocks/0/elements/0/initial_time]',
    ],
    [
      'with a moment in milliseconds',
      [actions({ type: 'datetimepicker', initial_date_time: 1_795_413_007_000 })],
      'must be less than 10000000000 [json-pointer:/blocks/0/elements/0/initial_date_time]',
    ],
    [
      'with a datetimepicker in a section',
      [section({ text: m('x'), accessory: { type: 'datetimepicker' } })],
      'unsupported type: datetimepicker [json-pointer:/blocks/0/accessory/type]',
    ],
    [
      'with an empty filter of conversations',
      [actions({ type: 'conversations_select', filter: {} })],
      'must have at least one of: include, exclude_external_shared_channels, exclude_bot_users [json-pointer:/blocks/0/elements/0/filter]',
    ],
    [
      'with an image without alternative',
      [{ type: 'image', image_url: 'https://x.test/a.png' }],
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    [
      'with an image from nowhere',
      [image({})],
      'must have exactly one of: image_url, slack_file [json-pointer:/blocks/0]',
    ],
    [
      'with an image from two places',
      [image({ image_url: 'https://x.test', slack_file: { id: 'F1' } })],
      'must have exactly one of: image_url, slack_file [json-pointer:/blocks/0]',
    ],
    [
      'with an image by data address',
      [image({ image_url: 'data:image/png;base64,AA' })],
      'must be a valid http url [json-pointer:/blocks/0/image_url]',
    ],
    [
      'with an image address of 3,001',
      [image({ image_url: `https://x.test/${long(2986)}` })],
      'must be less than 3001 characters [json-pointer:/blocks/0/image_url]',
    ],
    [
      'with an alternative of 2,001',
      [image({ image_url: 'https://x.test', alt_text: long(2001) })],
      'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
    ],
    [
      'with markdown of 12,001',
      [{ type: 'markdown', text: long(12_001) }],
      'must be less than 12001 characters [json-pointer:/blocks/0/text]',
    ],
    [
      'with markdown of 12,001 in two blocks',
      [
        { type: 'markdown', text: long(12_000) },
        { type: 'markdown', text: 'x' },
      ],
      'markdown blocks must be less than 12001 characters in total [json-pointer:/blocks]',
    ],
    ['with 101 rows', [table(101, 1)], 'no more than 100 items allowed [json-pointer:/blocks/0/rows]'],
    ['with 21 cells in a row', [table(1, 21)], 'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]'],
    ['with two tables', [table(1, 1), table(1, 1)], 'only one table block is allowed [json-pointer:/blocks]'],
    [
      'with an unknown part of rich text',
      [rich({ type: 'rich_text_poem', elements: [] })],
      'unsupported type: rich_text_poem [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'with an input without label',
      [{ type: 'input', element: { type: 'plain_text_input' } }],
      'missing required field: label [json-pointer:/blocks/0]',
    ],
    [
      'with an input without element',
      [{ type: 'input', label: p('x') }],
      'missing required field: element [json-pointer:/blocks/0]',
    ],
    [
      'with a file named by id and by address',
      [image({ slack_file: { id: 'F1', url: 'https://x.test/a.png' } })],
      'must have exactly one of: id, url [json-pointer:/blocks/0/slack_file]',
    ],
    [
      'with a file without a name',
      [context(image({ slack_file: {} }))],
      'must have exactly one of: id, url [json-pointer:/blocks/0/elements/0/slack_file]',
    ],
    [
      'with a file named by a text',
      [image({ slack_file: 'F1' })],
      'must provide an object [json-pointer:/blocks/0/slack_file]',
    ],
    [
      'with a file with a key that files do not have',
      [section({ text: m('x'), accessory: image({ slack_file: { id: 'F1', size: 1 } }) })],
      'invalid additional property: size [json-pointer:/blocks/0/accessory/slack_file]',
    ],
    [
      'with an image title of 2,001',
      [image({ image_url: 'https://x.test', title: p(long(2001)) })],
      'must be less than 2001 characters [json-pointer:/blocks/0/title/text]',
    ],
    [
      'with a title on an image in a context',
      [context(image({ image_url: 'https://x.test', title: p('t') }))],
      'invalid additional property: title [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'with a video that is not fetched safely',
      [video({ video_url: 'http://x.test/embed' })],
      'must be a valid https url [json-pointer:/blocks/0/video_url]',
    ],
    [
      'with a video of an author of 51',
      [video({ author_name: long(51) })],
      'must be less than 51 characters [json-pointer:/blocks/0/author_name]',
    ],
    [
      'with a file that is not remote',
      [{ type: 'file', external_id: 'x', source: 'local' }],
      'must be one of: remote [json-pointer:/blocks/0/source]',
    ],
    [
      'with a workflow without an address',
      [actions(workflow({}))],
      'missing required field: url [json-pointer:/blocks/0/elements/0/workflow/trigger]',
    ],
    [
      'with feedback of one kind only',
      [contextActions(feedback({ negative_button: undefined }))],
      'missing required field: negative_button [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'with six things to do in a context',
      [contextActions(...many(6, (n) => feedback({ action_id: `${n}` })))],
      'no more than 5 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'with an icon that there is not',
      [contextActions({ type: 'icon_button', icon: 'bin', text: p('x') })],
      'must be one of: trash [json-pointer:/blocks/0/elements/0/icon]',
    ],
    ['with no fields', [section({ fields: [] })], 'no fewer than 1 items allowed [json-pointer:/blocks/0/fields]'],
    [
      'with a group of 101 options',
      [actions(select({ option_groups: [{ label: p('G'), options: many(101, (n) => option(`o${n}`)) }] }))],
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/option_groups/0/options]',
    ],
    [
      'with a group named by 76 characters',
      [actions(select({ option_groups: [{ label: p(long(76)), options: [option()] }] }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/option_groups/0/label/text]',
    ],
    [
      'with a confirmation without text',
      [actions(button({ confirm: { title: p('Sure?') } }))],
      'missing required field: text [json-pointer:/blocks/0/elements/0/confirm]',
    ],
    [
      'with a choice of no person',
      [actions({ type: 'multi_users_select', max_selected_items: 0 })],
      'must be greater than 0 [json-pointer:/blocks/0/elements/0/max_selected_items]',
    ],
    [
      'with conversations of a kind that there is not',
      [actions({ type: 'conversations_select', filter: { include: ['dm'] } })],
      'must be one of: im, mpim, private, public [json-pointer:/blocks/0/elements/0/filter/include/0]',
    ],
    [
      'with a list in rich text without style',
      [rich({ type: 'rich_text_list', elements: [{ type: 'rich_text_section', elements: [] }] })],
      'missing required field: style [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'with rich text for everybody in the universe',
      [textSection({ type: 'broadcast', range: 'universe' })],
      'must be one of: here, channel, everyone [json-pointer:/blocks/0/elements/0/elements/0/range]',
    ],
    [
      'with a colour that is none',
      [textSection({ type: 'color', value: 'red' })],
      'must be a valid hex color [json-pointer:/blocks/0/elements/0/elements/0/value]',
    ],
    [
      'with a table without rows',
      [{ type: 'table', rows: [] }],
      'no fewer than 1 items allowed [json-pointer:/blocks/0/rows]',
    ],
    ['with a button in an input', [input(button())], 'unsupported type: button [json-pointer:/blocks/0/element/type]'],
  ];
  test.each(listed('message', bad))('%s', (_rule, blocks, expected) => {
    expect(said(messageProblems(blocks))).toEqual([expected]);
  });

  test('with all its mistakes at once', () => {
    const problems = said(messageProblems([section({}), { type: 'header', text: p(long(151)) }, { type: 'x' }]));
    expect(problems).toHaveLength(3);
  });

  test('whose blocks together say too much', () => {
    expect(isTooMuchText(many(5, () => section({ text: m(long(3000)) })))).toBe(true);
    expect(isTooMuchText(many(4, () => section({ text: m(long(3000)) })))).toBe(false);
  });
});

const modal = (blocks: unknown[], more: object = {}) => ({ type: 'modal', title: p('Title'), blocks, ...more });
const form = (...blocks: unknown[]) => modal(blocks, { submit: p('Send') });
const typed = (element: object) => form(input(element));

describe('a modal is taken', () => {
  const good: [string, unknown][] = [
    ['with nothing but a title', modal([])],
    ['with 100 blocks', modal(many(100, () => ({ type: 'divider' })))],
    [
      'with an input and a submit button',
      typed({ type: 'plain_text_input', multiline: true, min_length: 1, max_length: 3000 }),
    ],
    [
      'with every kind of input',
      form(
        ...[
          'email_text_input',
          'url_text_input',
          'datepicker',
          'timepicker',
          'users_select',
          'multi_channels_select',
          'file_input',
          'rich_text_input',
        ].map((type) => input({ type })),
      ),
    ],
    ['with a number', typed({ type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '10' })],
    ['with private metadata of 3,000', modal([], { private_metadata: long(3000), callback_id: long(255) })],
    ['with a file as an image', modal([image({ slack_file: { id: 'F123' } })])],
    ['with titles and buttons of 24', modal([], { title: p(long(24)), submit: p(long(24)), close: p(long(24)) })],
    [
      'with an input that tells while one types',
      typed({ type: 'plain_text_input', dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } }),
    ],
    ['with one focused input', form(input({ type: 'plain_text_input', focus_on_load: true }))],
  ];
  test.each(listed('modal', good))('%s', (_rule, view) => {
    expect(said(viewProblems(view, ['modal']))).toEqual([]);
  });
});

describe('a modal is refused', () => {
  const bad: [string, unknown, string][] = [
    ['that is no object', 'x', 'must provide an object [json-pointer:/view]'],
    ['of type home', { type: 'home', blocks: [] }, 'must be one of: modal [json-pointer:/view/type]'],
    ['without title', { type: 'modal', blocks: [] }, 'missing required field: title [json-pointer:/view]'],
    ['without blocks', { type: 'modal', title: p('x') }, 'missing required field: blocks [json-pointer:/view]'],
    [
      'with a title of 25',
      modal([], { title: p(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'with a submit button of 25',
      modal([], { submit: p(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'with a close button of 25',
      modal([], { close: p(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/close/text]',
    ],
    [
      'with a title of mrkdwn',
      modal([], { title: m('x') }),
      'must be one of: plain_text [json-pointer:/view/title/type]',
    ],
    [
      'with inputs and no submit button',
      modal([input({ type: 'plain_text_input' })]),
      'missing required field: submit [json-pointer:/view]',
    ],
    [
      'with 101 blocks',
      modal(many(101, () => ({ type: 'divider' }))),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'with private metadata of 3,001',
      modal([], { private_metadata: long(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'with a callback_id of 256',
      modal([], { callback_id: long(256) }),
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      'with a key that views do not have',
      modal([], { text: p('x') }),
      'invalid additional property: text [json-pointer:/view]',
    ],
    [
      'with a label of 2,001',
      form(input({ type: 'plain_text_input' }, { label: p(long(2001)) })),
      'must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]',
    ],
    [
      'with a hint of 2,001',
      form(input({ type: 'plain_text_input' }, { hint: p(long(2001)) })),
      'must be less than 2001 characters [json-pointer:/view/blocks/0/hint/text]',
    ],
    [
      'with a length above 3,000',
      typed({ type: 'plain_text_input', max_length: 3001 }),
      'must be less than 3001 [json-pointer:/view/blocks/0/element/max_length]',
    ],
    [
      'with a least length above the most',
      typed({ type: 'plain_text_input', min_length: 9, max_length: 8 }),
      'min_length must not be above max_length [json-pointer:/view/blocks/0/element]',
    ],
    [
      'with a number that may or may not be whole',
      typed({ type: 'number_input' }),
      'missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]',
    ],
    [
      'with things to do in a context',
      modal([contextActions(feedback())]),
      'unsupported type: context_actions [json-pointer:/view/blocks/0/type]',
    ],
    [
      'with a file as an image named twice',
      modal([image({ slack_file: { id: 'F1', url: 'https://x.test/a.png' } })]),
      'must have exactly one of: id, url [json-pointer:/view/blocks/0/slack_file]',
    ],
    [
      'with an external_id of 256',
      modal([], { external_id: long(256) }),
      'must be less than 256 characters [json-pointer:/view/external_id]',
    ],
    [
      'with a least number above the most',
      typed({ type: 'number_input', is_decimal_allowed: false, min_value: '9', max_value: '8' }),
      'min_value must not be above max_value [json-pointer:/view/blocks/0/element]',
    ],
    [
      'with a number that is none',
      typed({ type: 'number_input', is_decimal_allowed: true, initial_value: 'many' }),
      'must be a valid number [json-pointer:/view/blocks/0/element/initial_value]',
    ],
    ['with a table', modal([table(1, 1)]), 'unsupported type: table [json-pointer:/view/blocks/0/type]'],
    [
      'with markdown',
      modal([{ type: 'markdown', text: 'x' }]),
      'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ],
    [
      'with two focused inputs',
      form(input({ type: 'datepicker', focus_on_load: true }), input({ type: 'timepicker', focus_on_load: true })),
      'only one element can have focus_on_load [json-pointer:/view/blocks]',
    ],
    [
      'with more than ten files',
      typed({ type: 'file_input', max_files: 11 }),
      'must be less than 11 [json-pointer:/view/blocks/0/element/max_files]',
    ],
    [
      'that sends on something unknown',
      typed({ type: 'plain_text_input', dispatch_action_config: { trigger_actions_on: ['on_blur'] } }),
      'must be one of: on_enter_pressed, on_character_entered [json-pointer:/view/blocks/0/element/dispatch_action_config/trigger_actions_on/0]',
    ],
  ];
  test.each(listed('modal', bad))('%s', (_rule, view, expected) => {
    expect(said(viewProblems(view, ['modal']))).toEqual([expected]);
  });

  test('above 250 kB', () => {
    const blocks = (count: number) => many(count, () => section({ text: m(long(3000)) }));
    expect(isTooLargeView(modal(blocks(90)))).toBe(true);
    expect(isTooLargeView(modal(blocks(70)))).toBe(false);
  });
});

const home = (blocks: unknown[], more: object = {}) => ({ type: 'home', blocks, ...more });

describe('a home is taken', () => {
  const good: Row[] = [
    ['with a section', home([section()])],
    ['with 100 blocks', home(many(100, () => ({ type: 'divider' })))],
    ['with an input, and without a button to send it', home([input({ type: 'plain_text_input' })])],
    ['with private metadata', home([], { private_metadata: long(3000), external_id: 'x' })],
  ];
  test.each(listed('home', good))('%s', (_rule, view) => {
    expect(said(viewProblems(view, ['home']))).toEqual([]);
  });
});

describe('a home is refused', () => {
  const bad: [...Row, expected: string][] = [
    ['with a title', home([], { title: p('x') }), 'invalid additional property: title [json-pointer:/view]'],
    ['with a submit button', home([], { submit: p('x') }), 'invalid additional property: submit [json-pointer:/view]'],
    ['without blocks', { type: 'home' }, 'missing required field: blocks [json-pointer:/view]'],
    ['of type modal', modal([]), 'must be one of: home [json-pointer:/view/type]'],
    [
      'with 101 blocks',
      home(many(101, () => ({ type: 'divider' }))),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    ['with a table', home([table(2, 2)]), 'unsupported type: table [json-pointer:/view/blocks/0/type]'],
    [
      'with private metadata of 3,001',
      home([], { private_metadata: long(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
  ];
  test.each(listed('home', bad))('%s', (_rule, view, expected) => {
    expect(said(viewProblems(view, ['home']))).toEqual([expected]);
  });
});

test('no payload of these tables is there twice, and there are enough of them', () => {
  expect(payloads.filter((each, index) => payloads.indexOf(each) < index)).toEqual([]);
  expect(payloads.length).toBeGreaterThanOrEqual(160);
});
