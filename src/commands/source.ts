import { setDisabled } from '../features/feedback/index.ts';
import { instant } from '../kernel/time.ts';
import { CannotStart } from '../organise.ts';
import { suggestion } from '../platform/nearest.ts';
import { type Command, configured, openKept, withoutArguments } from './command.ts';

/** Switches a source of webhooks off and on: its senders are told 410 and stop. */
export const source: Command = {
  usage: 'source disable|enable NAME',
  help: 'switch a source of feedback off and on',
  async run([action, name, ...rest], world) {
    withoutArguments('source', rest);
    if (name === undefined || (action !== 'disable' && action !== 'enable')) {
      throw new CannotStart('Say which: loopkeeper source disable NAME, or loopkeeper source enable NAME');
    }
    const config = configured(world);
    const { secrets } = config.ingest;
    if (secrets.size > 0 && !secrets.has(name)) {
      throw new CannotStart(
        `There is no source "${name}" in LOOPKEEPER_INGEST_SECRETS: ${suggestion(name, [...secrets.keys()])}`,
      );
    }
    const database = await openKept(config);
    const at = action === 'disable' ? instant(world.real()) : undefined;
    await database.transaction((tx) => setDisabled(tx, name, at));
    await database.close();
    world.print(`${name} is ${action}d.`);
  },
};
