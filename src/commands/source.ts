import { setDisabled } from '../features/feedback/index.ts';
import { instant } from '../kernel/time.ts';
import { CannotStart } from '../organise.ts';
import { sourcesSeen } from '../platform/inbox/inbox.ts';
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
    const database = await openKept(config);
    try {
      const known = [...new Set([...config.ingest.secrets.keys(), ...(await sourcesSeen(database.read))])];
      if (!known.includes(name)) throw new CannotStart(noSuch(name, known));
      const at = action === 'disable' ? instant(world.real()) : undefined;
      await database.transaction((tx) => setDisabled(tx, name, at));
    } finally {
      await database.close();
    }
    world.print(`${name} is ${action}d.`);
  },
};

function noSuch(name: string, known: readonly string[]): string {
  const others = known.length > 0 ? suggestion(name, known) : 'none has sent anything yet';
  return `There is no source "${name}", neither in LOOPKEEPER_INGEST_SECRETS nor in what came in so far: ${others}`;
}
