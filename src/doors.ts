import type { BotOptions } from './bot.ts';
import { homeChanged } from './features/home/index.ts';
import { denial, meet } from './features/people/index.ts';
import { CannotStart } from './organise.ts';
import type { Context } from './platform/context.ts';
import type { Feature } from './platform/feature.ts';
import { closeHttp, createHttp } from './platform/http/server.ts';
import type { Inbox } from './platform/inbox/inbox.ts';
import { storingApp } from './platform/slack/app.ts';
import type { Identity } from './platform/slack/identity.ts';
import { listen } from './platform/slack/listen.ts';

interface Doors {
  readonly context: Context;
  readonly identity: Identity;
  readonly inbox: Inbox;
  readonly all: readonly Feature[];
}

/** HTTP and Slack: from here on the world may knock. */
export async function openDoors(options: BotOptions, { context, identity, inbox, all }: Doors) {
  const { call, log, real, receiver } = options;
  const reached = options.reached ? { reached: options.reached } : {};
  let open = true;
  const http = createHttp(log, () => open);
  for (const { routes } of all) routes?.(http);
  const slack = storingApp({
    receiver: receiver({ http, real, log }),
    identity: () => ({ botToken: 'kept in the Web API client', botUserId: identity.botUserId, botId: identity.botId }),
    inbox,
    heard: new Set(all.flatMap((feature) => Object.keys(feature.inbox ?? {}))),
    log,
    ...reached,
  });
  const surfaces = all.flatMap(({ surface }) => surface ?? []);
  const answered = listen(slack, {
    context,
    call,
    surfaces,
    meet: (user) => meet({ context, call, log }, user),
    denial,
    acted: homeChanged,
    log,
    ...reached,
  });
  const address = await http.listen(options.http).catch((error) => Promise.reject(portProblem(error, options.http)));
  await slack.start().catch(async (error) => {
    await closeHttp(http);
    throw tokenProblem(error);
  });
  return {
    address,
    answered,
    async close() {
      open = false;
      await slack.stop();
      await answered();
      await closeHttp(http);
    },
  };
}

/** What a person has to mend at the door, in words; any other error as it is. */
function portProblem(error: NodeJS.ErrnoException, { host, port }: BotOptions['http']): Error {
  if (error.code === 'EADDRINUSE')
    return new CannotStart(
      `HTTP_PORT: ${host}:${port} is in use by another program: stop that one, or give another port`,
    );
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL')
    return new CannotStart(`HTTP_HOST, HTTP_PORT: ${host}:${port} cannot be listened on (${error.code}): give others`);
  return error;
}

function tokenProblem(error: Error & { readonly data?: { readonly error?: string } }): Error {
  const refused = error.data?.error;
  if (
    refused === undefined ||
    !['invalid_auth', 'not_authed', 'token_revoked', 'not_allowed_token_type', 'account_inactive'].includes(refused)
  )
    return error;
  return new CannotStart(
    `SLACK_APP_TOKEN: Slack refuses it (${refused}): make a new one with the scope connections:write`,
  );
}
