import { createHash } from 'node:crypto';
import type { CheckedSeed } from './seed.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface AppTokens {
  readonly bot: string;
  readonly app: string;
  readonly signingSecret: string;
}

/** The seed's, else made of the app's id: they open nothing but a server on this machine, which asks nobody for a password. */
export function tokensFrom({ tokens }: CheckedSeed, { team, app }: Workspace): AppTokens {
  const made = (what: string) => createHash('sha256').update(`${team.id} ${app.appId} ${what}`).digest('hex');
  return {
    bot: tokens.bot ?? `xoxb-1000000000000-2000000000000-${made('bot').slice(0, 24)}`,
    app: tokens.app ?? `xapp-1-${app.appId}-3000000000000-${made('app')}`,
    signingSecret: tokens.signing_secret ?? made('signing').slice(0, 32),
  };
}
