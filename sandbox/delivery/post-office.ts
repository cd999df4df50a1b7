import type { Manifest } from '../manifest.ts';
import type { Json, User } from '../workspace/model.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Courier, Parcel, Reply } from './transport.ts';
import type { Triggers } from './triggers.ts';

/** Sends interactions and commands to the app, in the form that Slack gives them. */
export interface PostOffice {
  readonly workspace: Workspace;
  readonly manifest: Manifest;
  readonly courier: Courier;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  /** Legacy, and still in every payload. */
  readonly verificationToken: string;
  /** Instead of the manifest's addresses. */
  readonly requestUrl: () => string | undefined;
}

export const teamJson = ({ team }: Workspace): Json => ({ id: team.id, domain: team.domain });

export const actorJson = ({ team }: Workspace, user: User): Json => ({
  id: user.id,
  username: user.name,
  name: user.name,
  team_id: team.id,
});

/** What all interactions have. */
function frame({ workspace, verificationToken }: PostOffice, user: User): Json {
  return {
    team: teamJson(workspace),
    user: actorJson(workspace, user),
    api_app_id: workspace.app.appId,
    token: verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}

export async function sendInteraction(office: PostOffice, user: User, name: string, payload: Json): Promise<Reply> {
  const { manifest, courier, requestUrl } = office;
  if (!manifest.interactive) return { acked: false, ms: 0, body: undefined, error: 'interactivity_disabled' };
  const { interactions, options } = manifest.urls;
  const own = payload.type === 'block_suggestion' ? (options ?? interactions) : interactions;
  return await courier.ask({
    kind: 'interactive',
    name,
    payload: { ...payload, ...frame(office, user) },
    url: requestUrl() ?? own,
  });
}

export async function sendCommand(office: PostOffice, command: string, payload: Json): Promise<Reply> {
  const { manifest, courier, requestUrl, workspace } = office;
  const known = manifest.commands.find((each) => each.command === command);
  const parcel: Parcel = {
    kind: 'slash_commands',
    name: `${command} ${payload.text}`.trim(),
    payload: {
      token: office.verificationToken,
      team_id: workspace.team.id,
      team_domain: workspace.team.domain,
      ...payload,
      api_app_id: workspace.app.appId,
      is_enterprise_install: 'false',
    },
    url: requestUrl() ?? known?.url,
  };
  return await courier.ask(parcel);
}
