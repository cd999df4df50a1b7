import { type Config, problemsText, readConfig } from '../config.ts';
import type { World } from '../main.ts';
import { CannotStart } from '../organise.ts';

/** What can be typed after `loopkeeper`. Throws `CannotStart` for what only a person can mend. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly help: string;
  readonly run: (args: readonly string[], world: World) => Promise<void>;
}

export function configured({ env }: World): Config {
  const outcome = readConfig(env);
  if (!outcome.ok) throw new CannotStart(problemsText(outcome.problems));
  return outcome.config;
}
