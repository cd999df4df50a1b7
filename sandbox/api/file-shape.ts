import { filePermalink, kindOf, privateUrl } from '../workspace/files.ts';
import type { Json, StoredFile } from '../workspace/model.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A file as Slack's API, events and messages show it. */
export function fileJson(workspace: Workspace, file: StoredFile): Json {
  const { id, name, title, size, user, created, alt_txt, shares } = file;
  const url = privateUrl(workspace, file);
  const inKind = (...kinds: string[]) =>
    [...new Set(shares.map(({ channel }) => channel))].filter((channel) =>
      kinds.includes(workspace.channels.get(channel)?.kind ?? ''),
    );
  return {
    id,
    created,
    timestamp: created,
    name,
    title,
    ...kindOf(file),
    user,
    user_team: workspace.team.id,
    editable: false,
    size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: inKind('public').length > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: url,
    url_private_download: `${url}?download=1`,
    media_display_type: 'unknown',
    permalink: filePermalink(workspace, file),
    ...(alt_txt === undefined ? {} : { alt_txt }),
    channels: inKind('public'),
    groups: inKind('private', 'mpim'),
    ims: inKind('im'),
    comments_count: 0,
    has_rich_preview: false,
    file_access: 'visible',
  };
}
