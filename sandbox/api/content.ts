import { isObject } from '../block-kit/check.ts';
import { isTooMuchText, messageProblems, named, said } from '../block-kit/payload.ts';
import type { Block, Json, Metadata } from '../workspace/model.ts';
import type { Args } from './args.ts';
import { refuse, refuseWith, type Slack } from './method.ts';
import { slackFileProblems } from './slack-files.ts';

/** Slack cuts the rest off and warns. */
const TEXT_MOST = 40_000;
const ATTACHMENTS_MOST = 100;
const METADATA_BYTES_MOST = 8000;

/** What a message says; a key that the call lacks is absent. */
export interface Content {
  readonly text?: string;
  readonly blocks?: readonly Block[];
  readonly attachments?: readonly Json[];
  readonly metadata?: Metadata | undefined;
}

/** What a method that takes messages can say about their content; its own table of errors decides which. */
export const CONTENT_ERRORS = [
  'no_text',
  'invalid_blocks',
  'invalid_blocks_format',
  'markdown_text_conflict',
  'too_many_attachments',
] as const;

export function contentFrom(slack: Slack, args: Args): Content {
  const markdown = args.optional('markdown_text');
  if (markdown !== undefined && (args.has('text') || args.has('blocks'))) return refuse('markdown_text_conflict');
  const blocks = markdown === undefined ? blocksFrom(slack, args) : [{ type: 'markdown', text: markdown }];
  const attachments = attachmentsFrom(slack, args);
  return {
    ...(args.has('text') ? { text: args.text('text') } : {}),
    ...(blocks ? { blocks: named(blocks, slack.workspace.ids.short) } : {}),
    ...(attachments ? { attachments } : {}),
  };
}

/** At least something to show. */
export function needContent({ text = '', blocks = [], attachments = [] }: Content): void {
  if (text.trim() === '' && blocks.length === 0 && attachments.length === 0) refuse('no_text');
}

function blocksFrom(slack: Slack, args: Args): readonly Block[] | undefined {
  const blocks = args.json('blocks', () => refuse('invalid_blocks_format'));
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) return refuse('invalid_blocks_format');
  const problems = [...messageProblems(blocks), ...slackFileProblems(slack.workspace, blocks, '/blocks')];
  if (problems.length > 0) {
    const messages = said(problems);
    return refuse('invalid_blocks', {
      errors: messages,
      response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
    });
  }
  needVideoScope(slack, blocks);
  return blocks;
}

function needVideoScope({ manifest }: Slack, blocks: readonly Block[]): void {
  if (blocks.some(({ type }) => type === 'video') && !manifest.scopes.has('links.embed:write')) {
    refuse('invalid_blocks', { errors: ['video blocks need the scope links.embed:write'] });
  }
}

function attachmentsFrom({ workspace }: Slack, args: Args): readonly Json[] | undefined {
  const bad = () => refuseWith('invalid_arguments', ['must be an array [json-pointer:/attachments]']);
  const attachments = args.json('attachments', bad);
  if (attachments === undefined) return undefined;
  if (!Array.isArray(attachments) || !attachments.every(isObject)) return bad();
  if (attachments.length > ATTACHMENTS_MOST) return refuse('too_many_attachments');
  for (const [index, { blocks }] of attachments.entries()) {
    const at = `/attachments/${index}/blocks`;
    const wrong = blocks === undefined ? [] : messageProblems(blocks, at);
    const problems = [...wrong, ...slackFileProblems(workspace, blocks, at)];
    if (problems.length > 0) return refuse('invalid_blocks', { errors: said(problems) });
  }
  return attachments;
}

export function refuseTooMuchText({ blocks = [] }: Content): void {
  if (isTooMuchText(blocks)) refuse('msg_blocks_too_long');
}

/** Absent: undefined. `{}`: taken away. */
export function metadataFrom(args: Args): Metadata | 'none' | undefined {
  const metadata = args.json('metadata', () => refuse('invalid_metadata_format'));
  if (metadata === undefined) return undefined;
  if (!isObject(metadata)) return refuse('invalid_metadata_format');
  if (Object.keys(metadata).length === 0) return 'none';
  const { event_type: type, event_payload: payload, ...rest } = metadata;
  const wellFormed = typeof type === 'string' && type !== '' && isObject(payload) && Object.keys(rest).length === 0;
  if (!wellFormed) return refuse('invalid_metadata_format');
  if (!Object.values(payload).every(isFlat)) return refuse('invalid_metadata_schema');
  if (Buffer.byteLength(JSON.stringify(metadata)) > METADATA_BYTES_MOST) return refuse('metadata_too_large');
  return { event_type: type, event_payload: payload };
}

const isFlat = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** As it is kept, and what the answer warns of. */
export function cutText(text: string): { text: string; warning: Json } {
  if (text.length <= TEXT_MOST) return { text, warning: {} };
  return {
    text: text.slice(0, TEXT_MOST),
    warning: { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } },
  };
}
