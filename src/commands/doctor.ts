import { existsSync, readFileSync, statSync } from 'node:fs';
import { migrations } from '../../migrations/index.ts';
import { type Config, type Problem, readConfig } from '../config.ts';
import { hasHeard } from '../features/feedback/index.ts';
import { issueFlaws } from '../features/issues/index.ts';
import { countUnfilled, findOrganisation, type Organisation, organisationFrom } from '../features/ownership/index.ts';
import { readDirectory } from '../features/people/index.ts';
import { instant } from '../kernel/time.ts';
import type { World } from '../main.ts';
import { workStates } from '../platform/db/health.ts';
import { lockFor } from '../platform/db/lock.ts';
import { migrate, schemaGap } from '../platform/db/migrate.ts';
import { type Database, openDatabase } from '../platform/db/open.ts';
import { getSetting } from '../platform/db/settings.ts';
import { FileUnusable } from '../platform/db/unusable.ts';
import { silentLog } from '../platform/log.ts';
import { type Call, slackCalls } from '../platform/slack/calls.ts';
import { type Command, databaseFileOf, withoutArguments } from './command.ts';
import { broken, type Check, checkLines, look, ok } from './doctor/check.ts';
import { diskChecks, doorbellCheck, issueChecks, picturesCheck, secretsCheck, workChecks } from './doctor/machine.ts';
import { environmentFileCheck, nextStep, type Progress } from './doctor/next.ts';
import { directoryFor, organisationChecks } from './doctor/organisation.ts';
import { lookAtSlack } from './doctor/slack.ts';

/** Where `main.ts` looks for it. */
const ENVIRONMENT_FILE = '.env';
const MANIFEST = new URL('../../manifest.yml', import.meta.url);

/** Says what is not as it has to be, and changes nothing. */
export const doctor: Command = {
  usage: 'doctor',
  help: 'what is wrong with set-up, workspace, organisation or machine',
  async run(args, world) {
    withoutArguments('doctor', args);
    const outcome = readConfig(world.env);
    const { checks, progress } = outcome.ok
      ? await examined(outcome.config, world)
      : { checks: outcome.problems.map(misconfigured), progress: NOTHING };
    const next = nextStep(checks, progress);
    for (const line of checkLines(checks)) world.print(line);
    if (next !== undefined) world.print(`Next: ${next}`);
    if (checks.some(({ state }) => state === 'broken')) world.exit(1);
  },
};

const misconfigured = ({ where, what, fix }: Problem) => broken('configuration', `${where} ${what}`, fix);

async function examined(config: Config, world: World): Promise<{ checks: Check[]; progress: Progress }> {
  const file = databaseFileOf(config);
  const hasDatabase = existsSync(file);
  const store = hasDatabase ? await storeAt(file, config, world) : NO_STORE;
  const described = organisationLook(config, store.organisation);
  const checks = [
    ok('configuration', 'is in order'),
    ...(existsSync(ENVIRONMENT_FILE) ? [environmentFileCheck(statSync(ENVIRONMENT_FILE).mode)] : []),
    ...(await workspaceChecks(config, described.organisation, store.boundTo)),
    ...described.checks,
    ...diskChecks(file),
    ...store.checks,
    await doorbellCheck(config, world.env.PATH ?? ''),
    await picturesCheck(),
    secretsCheck(config),
  ];
  const hasSlack = config.slack.mode !== 'sandbox';
  return { checks, progress: { ...store.begun, hasSlack, hasDatabase, isRunning: isRunning(file) } };
}

/** Whether somebody holds the lock; to look leaves none behind. */
function isRunning(file: string): boolean {
  if (!existsSync(`${file}.lock`)) return false;
  const lock = lockFor(file);
  lock?.release();
  return lock === undefined;
}

interface StoreLook {
  readonly checks: readonly Check[];
  readonly organisation: Organisation | undefined;
  /** The id of the workspace to which the database belongs. */
  readonly boundTo: string | undefined;
  readonly begun: Pick<Progress, 'unfilled' | 'hasHeard'>;
}

const NO_STORE: StoreLook = {
  checks: [look('schema', 'there is no database yet', 'the first start makes it')],
  organisation: undefined,
  boundTo: undefined,
  begun: { unfilled: 0, hasHeard: false },
};

const NOTHING: Progress = { ...NO_STORE.begun, hasSlack: false, hasDatabase: false, isRunning: false };

async function storeAt(file: string, config: Config, world: World): Promise<StoreLook> {
  try {
    const kept = openDatabase(file);
    const store = await storeLook(kept, config, world);
    await kept.close();
    return store;
  } catch (error) {
    const cause = error instanceof FileUnusable ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    return {
      ...NO_STORE,
      checks: [
        broken('database', `${file} cannot be read (${why})`, 'name another file in DATABASE_URL, or restore a copy'),
      ],
    };
  }
}

async function storeLook(kept: Database, config: Config, world: World): Promise<StoreLook> {
  const { missing, foreign } = await schemaGap(kept, migrations);
  if (foreign.length > 0) {
    const check = broken('schema', `is of a newer Loopkeeper (${foreign.join(', ')})`, 'install that version');
    return { ...NO_STORE, checks: [check] };
  }
  if (missing.length > 0) {
    const check = look('schema', `lacks ${missing.join(', ')}`, 'the next start brings it up to date');
    return { ...NO_STORE, checks: [check] };
  }
  const now = instant(world.real());
  const organisation = (await kept.transaction(findOrganisation))?.organisation;
  const identity = await kept.transaction((tx) => getSetting(tx, 'slack.identity'));
  // The demo's clock is not ours.
  const work = workChecks(await workStates(kept.read, now), config.slack.mode === 'sandbox' ? undefined : now);
  const flaws = config.slack.mode === 'sandbox' ? [] : await kept.transaction((tx) => issueFlaws(tx, now));
  return {
    checks: [ok('schema', 'is up to date'), ...work, ...issueChecks(flaws)],
    organisation,
    begun: await kept.transaction(async (tx) => ({
      unfilled: organisation === undefined ? 0 : await countUnfilled(tx, now),
      hasHeard: await hasHeard(tx),
    })),
    boundTo: identity === undefined ? undefined : JSON.parse(identity).teamId,
  };
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile();

/** The file, and what of it is in force; what is in force counts. */
function organisationLook({ slack, org }: Config, inForce: Organisation | undefined) {
  if (!isFile(org.path)) {
    if (inForce) return { organisation: inForce, checks: [ok('organisation', 'is in force; its file is not here')] };
    return { organisation: undefined, checks: [withoutFile(slack, org)] };
  }
  const parsed = organisationFrom(readFileSync(org.path, 'utf8'));
  if (!parsed.ok) {
    const checks = parsed.problems.map(({ line, where, what, fix }) =>
      broken('organisation', `${org.path}, line ${line}: ${where} ${what}`, fix),
    );
    return { organisation: inForce, checks };
  }
  const isSame = inForce === undefined || JSON.stringify(inForce) === JSON.stringify(parsed.organisation);
  const check = isSame
    ? ok('organisation', `${org.path} is in order`)
    : look(
        'organisation',
        `${org.path} says something else than what is in force`,
        'loopkeeper org apply puts it in force',
      );
  return { organisation: inForce ?? parsed.organisation, checks: [check] };
}

function withoutFile(slack: Config['slack'], org: Config['org']): Check {
  if (org.explicit)
    return broken(
      'organisation',
      `${org.path} is missing`,
      'describe your organisation there, or leave out LOOPKEEPER_ORG',
    );
  return slack.mode === 'sandbox'
    ? ok('organisation', 'demo/org.yml will be used')
    : ok('organisation', 'begins with the template; /cx setup in Slack makes it yours');
}

async function workspaceChecks({ slack }: Config, organisation: Organisation | undefined, boundTo: string | undefined) {
  if (slack.mode === 'sandbox') return [ok('Slack', 'there are no tokens, so the workspace on this machine is used')];
  const callWith = (token: string) => slackCalls(token, slack.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl });
  const { checks, known } = await lookAtSlack(slack, callWith, { manifest: readFileSync(MANIFEST, 'utf8'), boundTo });
  if (!known || organisation === undefined) return checks;
  return [...checks, ...(await directoryChecks(organisation, callWith(slack.botToken)))];
}

/** Slack is asked afresh, and what it says is kept in memory only: the bot's own directory is left as it is. */
async function directoryChecks(organisation: Organisation, call: Call): Promise<Check[]> {
  const memory = openDatabase(':memory:');
  await migrate(memory, migrations, ':memory:');
  const context = { now: () => instant(0), random: () => 0, transaction: memory.transaction };
  const isWhole = await readDirectory({ context, call, log: silentLog });
  const directory = await memory.transaction((tx) => directoryFor(tx, organisation));
  await memory.close();
  const partial = look('directory', 'Slack did not show all of it', 'try again; people or channels may seem missing');
  return [...(isWhole ? [] : [partial]), ...organisationChecks(organisation, directory)];
}
