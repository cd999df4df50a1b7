import { existsSync, readFileSync } from 'node:fs';
import {
  findOrganisation,
  organisationFrom,
  orgProblemsText,
  policyLines,
  saveOrganisation,
} from '../features/ownership/index.ts';
import { instant } from '../kernel/time.ts';
import { CannotStart } from '../organise.ts';
import { openDatabase } from '../platform/db/open.ts';
import { type Command, configured } from './command.ts';

/** Checks the organisation file, and puts a checked one in force. */
export const org: Command = {
  name: 'org',
  usage: 'org check|apply [FILE]',
  help: 'check the organisation file, or put it in force',
  async run([action, file], world) {
    if (action !== 'check' && action !== 'apply') throw new CannotStart('Say which: loopkeeper org check, or loopkeeper org apply');
    const config = configured(world);
    const path = file ?? config.org.path;
    if (!existsSync(path)) throw new CannotStart(`${path} is missing: name the file, or set LOOPKEEPER_ORG`);
    const parsed = organisationFrom(readFileSync(path, 'utf8'));
    if (!parsed.ok) throw new CannotStart(orgProblemsText(path, parsed.problems));
    const { organisation } = parsed;
    if (action === 'check') {
      world.print(`${path} is in order: ${organisation.departments.length} departments, ${organisation.topics.length} topics.`);
      world.print('The policy, as it stands there or by default:');
      for (const { key, value, isDefault, meaning } of policyLines(organisation.policy)) {
        world.print(`  ${key.padEnd(22)} ${value.padEnd(18)} ${isDefault ? '(default) ' : ''}${meaning}`);
      }
      return;
    }
    const database = openDatabase(config.database.file);
    await database.transaction((tx) => saveOrganisation(tx, organisation, instant(world.real())));
    const version = await database.transaction(findOrganisation);
    await database.close();
    world.print(`${path} is in force as version ${version?.version}. Issues that are open keep the policy they began with.`);
  },
};
