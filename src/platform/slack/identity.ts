import { z } from 'zod';
import type { Context } from '../context.ts';
import { getSetting, setSetting } from '../db/settings.ts';
import type { Log } from '../log.ts';
import type { Call } from './calls.ts';

/** Who we are in which workspace. */
export interface Identity {
  readonly teamId: string;
  /** What the workspace is called; empty where Slack did not say. */
  readonly team: string;
  readonly botUserId: string;
  readonly botId: string;
}

const Answer = z.object({
  team: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().default(''),
});
const SETTING = 'slack.identity';
const PAUSE_MS = 3000;

/** Slack will not have us as we are: a wrong token, or a database that belongs to another workspace. */
export class WrongWorkspace extends Error {
  override name = 'WrongWorkspace';
}

/**
 * Asks Slack who we are and binds the database to that workspace. While Slack is away the answer of last time serves;
 * without one it is waited for. Throws `WrongWorkspace` when nothing but a person can mend it.
 */
export async function identify(context: Context, call: Call, log: Log): Promise<Identity> {
  const known = await context.transaction((tx) => getSetting(tx, SETTING));
  for (;;) {
    const answer = await call('auth.test', {});
    if (answer.kind === 'ok') return bind(context, known, Answer.parse(answer.body));
    if (answer.kind === 'refused')
      throw new WrongWorkspace(
        `Slack refuses SLACK_BOT_TOKEN (${answer.error}): copy it anew from the app's page, OAuth & Permissions`,
      );
    log.warn({ reason: answer.kind }, 'Slack does not answer');
    if (known !== undefined) return JSON.parse(known);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function bind(context: Context, known: string | undefined, answer: z.output<typeof Answer>): Promise<Identity> {
  const identity = { teamId: answer.team_id, team: answer.team, botUserId: answer.user_id, botId: answer.bot_id };
  const before: Identity | undefined = known === undefined ? undefined : JSON.parse(known);
  if (before !== undefined && before.teamId !== identity.teamId) {
    throw new WrongWorkspace(
      `this database belongs to the workspace ${before.teamId}, but the token is for ${identity.teamId}: use another DATABASE_URL`,
    );
  }
  await context.transaction((tx) => setSetting(tx, SETTING, JSON.stringify(identity)));
  return identity;
}
