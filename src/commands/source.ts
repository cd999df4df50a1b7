import { setDisabled } from '../features/feedback/index.ts';
import { instant } from '../kernel/time.ts';
import { CannotStart } from '../organise.ts';
import { type Command, configured, openKept } from './command.ts';

/** Switches a source of webhooks off and on: its senders are told 410 and stop. */
export const source: Command = {
  usage: 'source disable|enable NAME',
  help: 'switch a source of feedback off and on',
  async run([action, name], world) {
    if (name === undefined || (action !== 'disable' && action !== 'enable')) {
      throw new CannotStart('Say which: loopkeeper source disable NAME, or loopkeeper source enable NAME');
    }
    const database = await openKept(configured(world));
    const at = action === 'disable' ? instant(world.real()) : undefined;
    await database.transaction((tx) => setDisabled(tx, name, at));
    await database.close();
    world.print(`${name} is ${action}d.`);
  },
};
