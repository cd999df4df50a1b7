import type { Config } from '../config.ts';
import {
  applyOrganisation,
  changesBetween,
  findOrganisation,
  type Organisation,
  organisationText,
  policyLines,
} from '../features/ownership/index.ts';
import { instant } from '../kernel/time.ts';
import type { World } from '../main.ts';
import { CannotStart } from '../organise.ts';
import { argumentsFrom } from './arguments.ts';
import { type Command, configured, openKept } from './command.ts';
import { contentOf, organisationIn } from './files.ts';
import { previewLines } from './org/preview.ts';

const USAGE = `loopkeeper org check [FILE]          what is wrong with it, and the policy as it stands there
loopkeeper org apply [FILE] [--yes]  says what would change, asks, and puts it in force; --yes does not ask
loopkeeper org export                prints what is in force, as such a file`;

const ACTIONS = ['check', 'apply', 'export'] as const;

/** Checks the organisation file; shows what one would change, and puts it in force. */
export const org: Command = {
  usage: 'org check|apply|export [FILE]',
  help: 'check the organisation file, put it in force, or print what is',
  async run(args, world) {
    const { values, positionals } = argumentsFrom(args, { yes: { type: 'boolean', default: false } }, USAGE);
    const [action, file, ...rest] = positionals;
    const asked = ACTIONS.find((each) => each === action);
    if (asked === undefined || rest.length > 0) throw new CannotStart(`Say which: check, apply or export.\n\n${USAGE}`);
    const config = configured(world);
    if (asked === 'export') return world.print(await inForce(config));
    const path = file ?? config.org.path;
    const organisation = organisationIn(contentOf(path, 'LOOPKEEPER_ORG'), path);
    if (asked === 'check') show(organisation, path, world);
    else await apply(organisation, { path, config, world, yes: values.yes });
  },
};

async function inForce(config: Config): Promise<string> {
  const database = await openKept(config);
  const found = await database.transaction(findOrganisation).finally(() => database.close());
  if (found === undefined) throw new CannotStart('Nothing is in force yet: start Loopkeeper once first');
  return organisationText(found.organisation);
}

function show({ departments, topics, policy }: Organisation, path: string, { print }: World): void {
  print(`${path} is in order: ${departments.length} departments, ${topics.length} topics.`);
  print('The policy, as it stands there or by default:');
  for (const { key, value, isDefault, meaning } of policyLines(policy)) {
    print(`  ${key.padEnd(22)} ${value.padEnd(18)} ${isDefault ? '(default) ' : ''}${meaning}`);
  }
}

interface Applying {
  readonly path: string;
  readonly config: Config;
  readonly world: World;
  readonly yes: boolean;
}

async function apply(organisation: Organisation, { path, config, world, yes }: Applying): Promise<void> {
  const database = await openKept(config);
  try {
    const before = await database.transaction(findOrganisation);
    const changes = before && changesBetween(before.organisation, organisation);
    if (changes?.length === 0)
      return world.print(`${path} says what is in force already, as version ${before?.version}.`);
    const goesOn = before === undefined || (await wanted(before.organisation, organisation, { world, yes }));
    if (!goesOn) return world.print('Nothing was changed.');
    await database.transaction((tx) => applyOrganisation(tx, organisation, 'file', instant(world.real())));
    const version = await database.transaction(findOrganisation);
    world.print(`${path} is in force as version ${version?.version}. Open issues keep the policy they began with.`);
  } finally {
    await database.close();
  }
}

/** Nobody changes what everybody is asked without having seen what that does. */
async function wanted(
  before: Organisation,
  after: Organisation,
  { world, yes }: Pick<Applying, 'world' | 'yes'>,
): Promise<boolean> {
  for (const line of await previewLines(before, after)) world.print(line);
  return yes || agreed(world);
}

async function agreed({ ask }: World): Promise<boolean> {
  if (ask === undefined) throw new CannotStart('Nothing was changed: nobody is there to agree, so add --yes.');
  return /^\s*y(es)?\s*$/i.test(await ask('Put it in force? y/N '));
}
