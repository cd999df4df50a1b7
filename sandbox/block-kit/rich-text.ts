import { boolean, integer, list, object, one, oneOf, type Shape, shape, string, words } from './spec.ts';

/** Rich text, as people's own messages have it and apps may send it. */

const MANY = 1000;
const style = object(
  shape([], {
    bold: boolean,
    code: boolean,
    italic: boolean,
    strike: boolean,
    underline: boolean,
    client_highlight: boolean,
  }),
);

const INLINE: Readonly<Record<string, Shape>> = {
  text: shape(['text'], { text: words(40_000), style }),
  link: shape(['url'], { url: string(3000, 'url'), text: words(3000), unsafe: boolean, style }),
  user: shape(['user_id'], { user_id: string(255), style }),
  usergroup: shape(['usergroup_id'], { usergroup_id: string(255), style }),
  channel: shape(['channel_id'], { channel_id: string(255), style }),
  team: shape(['team_id'], { team_id: string(255), style }),
  broadcast: shape(['range'], { range: oneOf('here', 'channel', 'everyone'), style }),
  color: shape(['value'], { value: string(7, 'hex color'), style }),
  emoji: shape(['name'], {
    name: string(255),
    unicode: string(255),
    url: string(3000, 'url'),
    skin_tone: integer(1, 6),
    style,
  }),
  date: shape(['timestamp', 'format'], {
    timestamp: integer(0, 99_999_999_999),
    format: string(255),
    url: string(3000, 'url'),
    fallback: string(255),
    style,
  }),
};

const inline = list(
  one(() => INLINE),
  0,
  MANY,
);
const section = shape(['elements'], { elements: inline });
const border = oneOf(0, 1);

const PARTS: Readonly<Record<string, Shape>> = {
  rich_text_section: section,
  rich_text_list: shape(['elements', 'style'], {
    elements: list(
      one(() => ({ rich_text_section: section })),
      1,
      MANY,
    ),
    style: oneOf('bullet', 'ordered'),
    indent: integer(0, 8),
    offset: integer(0, MANY),
    border,
  }),
  rich_text_quote: shape(['elements'], { elements: inline, border }),
  rich_text_preformatted: shape(['elements'], { elements: inline, border, language: string(255) }),
};

export const RICH_TEXT = shape(['elements'], {
  block_id: string(255),
  elements: list(
    one(() => PARTS),
    1,
    MANY,
  ),
});
