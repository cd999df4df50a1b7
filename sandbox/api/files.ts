import { isObject } from '../block-kit/check.ts';
import { announceFile, appSees, completeFile, shareFiles, storedBytes } from '../workspace/files.ts';
import type { Channel, Json, Message, StoredFile } from '../workspace/model.ts';
import { isMember, visibleChannel } from './access.ts';
import { type Args, argsFrom } from './args.ts';
import { asApp, textOf, threadFrom } from './chat.ts';
import { contentFrom } from './content.ts';
import { fileJson } from './file-shape.ts';
import { type Method, refuse, refuseWith, type Slack } from './method.ts';

const ALT_TEXT_MOST = 1000;
const SNIPPET_BYTES_MOST = 1_000_000;
const CHANNELS_MOST = 100;

/** Uploading in three steps: an address is asked for, the bytes go there, and then the file is shown. */
function getUploadUrlCall(slack: Slack, args: Args): Json {
  const { workspace, limits, uploads } = slack;
  const length = args.count('length', { least: 1, most: Number.MAX_SAFE_INTEGER, usual: 0 });
  const alt_txt = args.optional('alt_txt');
  if ((alt_txt ?? '').length > ALT_TEXT_MOST) return refuse('alt_txt_too_large');
  if (args.has('snippet_type') && length > SNIPPET_BYTES_MOST) return refuse('snippet_too_large');
  if (length > limits.fileBytesMost) return refuse('file_upload_size_restricted');
  if (storedBytes(workspace) + length > limits.storageBytesMost) return refuse('storage_limit_reached');
  const { botUserId: user, botId: bot_id } = workspace.app;
  const file = announceFile(workspace, { name: args.text('filename'), alt_txt, user, bot_id });
  return { upload_url: uploads.issue(file.id, length), file_id: file.id };
}

/** All is looked at before anything is done: a refused call has shown nothing. */
function completeCall(slack: Slack, args: Args): Json {
  const wanted = wantedFiles(slack, args);
  const channels = channelsOf(slack, args);
  const content = contentFrom(slack, argsFrom(commentOf(args)));
  const threads = channels.map((channel) => threadOf(slack, channel, args));
  const files = wanted.map(({ file, title }) => completeFile(slack.workspace, file, title));
  channels.forEach((channel, index) => {
    const draft = { ...asApp(slack, args), ...content, channel: channel.id, text: textOf(content) };
    slack.ledger.post(shareFiles(slack.workspace, { ...draft, thread_ts: threads[index] }, files));
  });
  const shown = files.map(({ id }) => slack.workspace.files.get(id) ?? refuse('file_not_found'));
  return { files: shown.map((file) => fileJson(slack.workspace, file)) };
}

/** With a comment Slack leaves blocks unread. */
function commentOf(args: Args): Json {
  if (args.has('initial_comment')) return { text: args.text('initial_comment') };
  const blocks = args.json('blocks', () => refuse('invalid_blocks'));
  return blocks === undefined || Array.isArray(blocks) ? { blocks } : refuse('invalid_blocks');
}

function wantedFiles(slack: Slack, args: Args): { file: StoredFile; title: string | undefined }[] {
  const bad = () => refuseWith('invalid_arguments', ['must be a list of {id, title} [json-pointer:/files]']);
  const files = args.json('files', bad);
  if (!Array.isArray(files) || files.length === 0) return bad();
  const ids = files.map((each) => (isObject(each) && typeof each.id === 'string' ? each.id : bad()));
  if (new Set(ids).size < ids.length) return bad();
  return files.map((each: Json) => ({
    file: awaitingFile(slack, String(each.id)),
    title: typeof each.title === 'string' && each.title !== '' ? each.title : undefined,
  }));
}

/** The app's own, whose bytes have come and which is not complete yet. */
function awaitingFile({ workspace }: Slack, id: string): StoredFile {
  const file = workspace.files.get(id);
  if (file?.bot_id !== workspace.app.botId || !workspace.bytes.has(id)) return refuse('file_not_found');
  return file.completed ? refuse('file_update_failed') : file;
}

function channelsOf(slack: Slack, args: Args): Channel[] {
  const ids = [...new Set([...(args.has('channel_id') ? [args.text('channel_id')] : []), ...args.list('channels')])];
  if (ids.length > CHANNELS_MOST) return refuse('channels_limit_exceeded');
  if (ids.length > 1 && args.has('thread_ts')) {
    return refuseWith('invalid_arguments', ['only with one channel [json-pointer:/thread_ts]']);
  }
  return ids.map((channel) => {
    if (!/^[CDG][A-Z0-9]+$/.test(channel)) return refuse('invalid_channel');
    const found = visibleChannel(slack, argsFrom({ channel }));
    if (found.is_archived) return refuse('posting_to_channel_denied');
    return isMember(slack, found) ? found : refuse('not_in_channel');
  });
}

/** The list of this method has no code of its own for a reply to a reply. */
function threadOf(slack: Slack, channel: Channel, args: Args): Message['thread_ts'] {
  const parent = slack.workspace.conversations.get(channel.id)?.byTs.get(args.text('thread_ts'));
  if (parent?.thread_ts !== undefined && parent.thread_ts !== parent.ts) {
    return refuseWith('invalid_arguments', ['must be no reply [json-pointer:/thread_ts]']);
  }
  return threadFrom(slack, channel, args);
}

function infoCall({ workspace }: Slack, args: Args): Json {
  const file = workspace.files.get(args.text('file'));
  if (!file || !appSees(workspace, file)) return refuse('file_not_found');
  return { file: fileJson(workspace, file), comments: [], response_metadata: { next_cursor: '' } };
}

const WRITE = { scopes: ['files:write'], tier: 4 } as const;

export const FILES: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': {
    ...WRITE,
    required: ['length', 'filename'],
    errors: ['alt_txt_too_large', 'file_upload_size_restricted', 'snippet_too_large', 'storage_limit_reached'],
    handle: getUploadUrlCall,
  },
  'files.completeUploadExternal': {
    ...WRITE,
    required: ['files'],
    errors: [
      'channel_not_found',
      'channels_limit_exceeded',
      'file_not_found',
      'file_update_failed',
      'invalid_blocks',
      'invalid_channel',
      'not_in_channel',
      'posting_to_channel_denied',
    ],
    handle: completeCall,
  },
  'files.info': {
    scopes: ['files:read'],
    tier: 4,
    required: ['file'],
    errors: ['file_not_found'],
    handle: infoCall,
  },
};
