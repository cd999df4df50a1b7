import { type Check, ok } from './check.ts';

/** How far somebody has come on the way from nothing to a customer who hears back. */
export interface Progress {
  /** Whether there are tokens of a Slack workspace. */
  readonly hasSlack: boolean;
  readonly hasDatabase: boolean;
  readonly isRunning: boolean;
  /** What of the directory nobody has filled in yet: heads, channels, roles. */
  readonly unfilled: number;
  /** Whether anything that a customer said has come in. */
  readonly hasHeard: boolean;
}

const CREATE =
  'try it here with "npm start"; or, for a Slack of your own, make an app from manifest.yml at https://api.slack.com/apps and put its two tokens into .env (README, "On Slack of your own")';

/** The one thing to do next; undefined when the work has begun and nothing is broken. */
export function nextStep(checks: readonly Check[], progress: Progress): string | undefined {
  const broken = checks.find(({ state }) => state === 'broken');
  if (broken) return `${broken.about} ${broken.found}: ${broken.fix}`;
  return ahead(progress);
}

function ahead({ hasSlack, hasDatabase, isRunning, unfilled, hasHeard }: Progress): string | undefined {
  if (!hasSlack) return CREATE;
  if (!hasDatabase) return 'start it: npm start';
  if (!isRunning) return 'start it again: npm start';
  if (unfilled > 0) {
    const what = unfilled === 1 ? 'one thing is' : `${unfilled} things are`;
    return `say /cx setup in Slack: ${what} still to be filled in there`;
  }
  if (!hasHeard) return 'pass on what a customer said: /cx log in Slack';
  return undefined;
}

/** The file with the tokens is for whoever runs the bot. `mode` as the file system has it. */
export function environmentFileCheck(mode: number): Check {
  if ((mode & 0o077) === 0) return ok('.env', 'is read, and only its owner may');
  return { state: 'look', about: '.env', found: 'can be read by others on this machine', fix: 'chmod 600 .env' };
}
