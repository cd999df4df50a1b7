import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Config } from '../config.ts';
import {
  findOrganisation,
  type Organisation,
  organisationFrom,
  orgProblemsText,
  policyLines,
  saveOrganisation,
} from '../features/ownership/index.ts';
import { instant } from '../kernel/time.ts';
import type { World } from '../main.ts';
import { CannotStart } from '../organise.ts';
import { type Command, configured, openKept, withoutArguments } from './command.ts';

/** Checks the organisation file, and puts a checked one in force. */
export const org: Command = {
  usage: 'org check|apply [FILE]',
  help: 'check the organisation file, or put it in force',
  async run([action, file, ...rest], world) {
    withoutArguments('org', rest);
    if (action !== 'check' && action !== 'apply') {
      throw new CannotStart('Say which: loopkeeper org check, or loopkeeper org apply');
    }
    const config = configured(world);
    const path = file ?? config.org.path;
    const organisation = checked(path);
    if (action === 'check') show(organisation, path, world);
    else await apply(organisation, path, { config, world });
  },
};

function checked(path: string): Organisation {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new CannotStart(`${path} is missing: name the file, or set LOOPKEEPER_ORG`);
  const parsed = organisationFrom(readFileSync(path, 'utf8'));
  if (!parsed.ok) throw new CannotStart(orgProblemsText(path, parsed.problems));
  return parsed.organisation;
}

function show({ departments, topics, policy }: Organisation, path: string, { print }: World): void {
  print(`${path} is in order: ${departments.length} departments, ${topics.length} topics.`);
  print('The policy, as it stands there or by default:');
  for (const { key, value, isDefault, meaning } of policyLines(policy)) {
    print(`  ${key.padEnd(22)} ${value.padEnd(18)} ${isDefault ? '(default) ' : ''}${meaning}`);
  }
}

async function apply(organisation: Organisation, path: string, { config, world }: { config: Config; world: World }) {
  const database = await openKept(config);
  await database.transaction((tx) => saveOrganisation(tx, organisation, instant(world.real())));
  const version = await database.transaction(findOrganisation);
  await database.close();
  world.print(`${path} is in force as version ${version?.version}. Open issues keep the policy they began with.`);
}
