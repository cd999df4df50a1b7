import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import { type Inert, ownWords } from './mrkdwn.ts';

/** What a view returns. `text` is what notifications and screen readers get. */
export interface Message {
  readonly text: Inert;
  readonly blocks: KnownBlock[];
}

export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: true });

export const section = (text: MrkdwnElement): SectionBlock => ({ type: 'section', text });

/** A few words of our own, never a customer's. */
export const saying = (text: string): Message => ({
  text: ownWords(text),
  blocks: [section({ type: 'mrkdwn', text })],
});

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text.slice(0, 150)) });

export const context = (...elements: MrkdwnElement[]): ContextBlock => ({ type: 'context', elements });

export const divider: DividerBlock = { type: 'divider' };

export const actions = (blockId: string, ...elements: ActionsBlockElement[]): ActionsBlock => ({
  type: 'actions',
  block_id: blockId,
  elements,
});

/** `actionId` says what it does, `value` to what. */
export function button(label: string, actionId: string, value: string, style?: 'primary' | 'danger'): Button {
  return { type: 'button', text: plain(label), action_id: actionId, value, ...(style && { style }) };
}
