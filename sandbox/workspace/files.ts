import { postMessage } from './messages.ts';
import type { Message, StoredFile } from './model.ts';
import { seconds, tell, type Workspace } from './workspace.ts';

export type NewFile = Pick<StoredFile, 'name' | 'alt_txt' | 'user' | 'bot_id'>;

/** Announced: its bytes are to come. */
export function announceFile(workspace: Workspace, wanted: NewFile): StoredFile {
  const file: StoredFile = {
    ...wanted,
    id: workspace.ids.next('F'),
    title: wanted.name,
    size: 0,
    created: seconds(workspace),
    completed: false,
    shares: [],
  };
  workspace.files.set(file.id, file);
  return file;
}

export function fillFile(workspace: Workspace, id: string, bytes: Buffer): void {
  const file = workspace.files.get(id);
  if (!file) return;
  workspace.files.set(id, { ...file, size: bytes.length });
  workspace.bytes.set(id, bytes);
}

/** From now on it exists for others. */
export function completeFile(workspace: Workspace, before: StoredFile, title: string | undefined): StoredFile {
  const file = { ...before, title: title ?? before.title, completed: true };
  workspace.files.set(file.id, file);
  tell(workspace, { type: 'file', what: 'created', file });
  return file;
}

/** Posts a message that shows them. */
export function shareFiles(
  workspace: Workspace,
  draft: Omit<Message, 'ts' | 'files' | 'subtype'>,
  files: readonly StoredFile[],
): Message {
  const ids = files.map(({ id }) => id);
  const message = postMessage(workspace, { ...draft, files: ids, subtype: 'file_share' });
  for (const id of ids) {
    const before = workspace.files.get(id);
    if (!before) continue;
    const file = { ...before, shares: [...before.shares, { channel: message.channel, ts: message.ts }] };
    workspace.files.set(id, file);
    tell(workspace, { type: 'file', what: 'shared', file, channel: message.channel });
  }
  return message;
}

/** Its own files, and those that a message in one of its conversations shows. */
export function appSees(workspace: Workspace, file: StoredFile): boolean {
  const { app, channels, conversations } = workspace;
  if (!file.completed) return false;
  if (file.bot_id === app.botId) return true;
  return file.shares.some(
    ({ channel, ts }) =>
      channels.get(channel)?.members.has(app.botUserId) && conversations.get(channel)?.byTs.has(ts) === true,
  );
}

export const storedBytes = ({ bytes }: Workspace): number =>
  [...bytes.values()].reduce((sum, { length }) => sum + length, 0);

/** Extension → mimetype and how Slack calls the kind. */
const KINDS: Readonly<Record<string, readonly [mimetype: string, pretty: string]>> = {
  png: ['image/png', 'PNG'],
  jpg: ['image/jpeg', 'JPEG'],
  gif: ['image/gif', 'GIF'],
  svg: ['image/svg+xml', 'SVG'],
  pdf: ['application/pdf', 'PDF'],
  text: ['text/plain', 'Plain Text'],
  csv: ['text/csv', 'CSV'],
  json: ['application/json', 'JSON'],
  html: ['text/html', 'HTML'],
  zip: ['application/zip', 'Zip'],
};
const ALIASES: Readonly<Record<string, string>> = { jpeg: 'jpg', txt: 'text', htm: 'html' };

/** As Slack tells it from the name. */
export function kindOf({ name }: StoredFile): { filetype: string; mimetype: string; pretty_type: string } {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const filetype = ALIASES[extension] ?? extension;
  const [mimetype, pretty_type] = KINDS[filetype] ?? ['application/octet-stream', 'Binary'];
  return { filetype: KINDS[filetype] ? filetype : 'binary', mimetype, pretty_type };
}

const IN_BLOCKS = ['png', 'jpg', 'gif'];

/** What `slack_file` may name: a picture that the app sees. */
export const isPictureForApp = (workspace: Workspace, file: StoredFile): boolean =>
  appSees(workspace, file) && IN_BLOCKS.includes(kindOf(file).filetype);

export const privateUrl = ({ team, webUrl }: Workspace, { id, name }: StoredFile): string =>
  `${webUrl()}/files-pri/${team.id}-${id}/${encodeURIComponent(name)}`;

export const filePermalink = ({ webUrl }: Workspace, { id, name, user }: StoredFile): string =>
  `${webUrl()}/files/${user}/${id}/${encodeURIComponent(name)}`;

/** The file of an id, or of an address that Slack gave for it. */
export function findFile(workspace: Workspace, by: { readonly id?: unknown; readonly url?: unknown }) {
  if (typeof by.id === 'string') return workspace.files.get(by.id);
  const id = /\/(?:files-pri\/[A-Z0-9]+-|files\/[A-Z0-9]+\/)(F[A-Z0-9]+)\//.exec(String(by.url))?.[1];
  const file = workspace.files.get(id ?? '');
  return file && [privateUrl(workspace, file), filePermalink(workspace, file)].includes(String(by.url))
    ? file
    : undefined;
}
