import { basename } from 'node:path';
import {
  type CsvFile,
  createForecaster,
  type Forecast,
  importFor,
  namedRows,
  openCsv,
  readByWords,
  type Survey,
  surveyed,
  takeIn,
  UnreadableFile,
} from '../features/feedback/index.ts';
import { findOrganisation, type Organisation } from '../features/ownership/index.ts';
import { instant } from '../kernel/time.ts';
import type { World } from '../main.ts';
import { CannotStart } from '../organise.ts';
import type { Database } from '../platform/db/open.ts';
import { type Command, configured, openKept } from './command.ts';
import { type ImportOptions, optionsFrom } from './import/options.ts';
import { startProgress } from './import/progress.ts';
import { createRefusals } from './import/refusals.ts';
import { closingLine, factLines, forecastLines } from './import/report.ts';
import { checkedMapping, type Mapping } from './mapping.ts';

/** Feedback from a file, once: rows that were taken in before are known, so it can be stopped and run again at will. */
export const importFile: Command = {
  usage: 'import FILE.csv --source NAME --map text=COLUMN,…',
  help: 'take in feedback from a CSV file (without arguments: how)',
  async run(args, world) {
    const options = optionsFrom(args);
    const database = await openKept(configured(world));
    try {
      await imported(options, database, world);
    } catch (error) {
      throw error instanceof UnreadableFile ? new CannotStart(error.message, { cause: error }) : error;
    } finally {
      await database.close();
    }
  },
};

interface Job {
  readonly options: ImportOptions;
  readonly file: CsvFile;
  readonly mapping: Mapping;
  readonly organisation: Organisation;
  readonly database: Database;
  readonly world: World;
}

async function imported(options: ImportOptions, database: Database, world: World): Promise<void> {
  const began = world.real();
  const organisation = (await database.transaction(findOrganisation))?.organisation;
  if (organisation === undefined) throw new CannotStart('There is no organisation yet: start Loopkeeper once first');
  const file = await openCsv(options.path);
  const mapping = checkedMapping(options.mapping, file, organisation.company.timezone, 'Nothing was imported:');
  const job = { options, file, mapping, organisation, database, world };

  const { survey, forecast, refusedLines } = await looked(job);
  const goesOn = survey.new === 0 || (await agreed(job, survey, forecast));
  const added = goesOn ? await stored(job, survey) : 0;
  world.print(goesOn ? closingLine(survey, added, world.real() - began) : 'Nothing was imported.');
  for (const line of refusedLines) world.print(line);
  if (options.openIssues && survey.known > 0)
    world.print('What was known already is left as it is, with or without an issue.');
  if (added > 0) world.print('Loopkeeper takes them from here, whenever it runs.');
}

/** Reads all of it before any of it is stored: what is wrong, what is new, and what that would ask of whom. */
async function looked({ options, file, mapping, organisation, database, world }: Job) {
  const refusals = createRefusals(options.path);
  const forecaster = createForecaster(organisation, readByWords, instant(world.real()));
  const bar = startProgress(world, 'reading', file.bytes);
  const as = { import_id: 0, open_issues: options.openIssues || undefined };
  const rows = namedRows(file, mapping, bar.add);
  const survey = await surveyed(
    rows,
    { db: database.read, source: options.source },
    { fresh: (said) => forecaster.add({ ...said, ...as }), refused: refusals.add },
  ).finally(bar.stop);
  if (survey.new + survey.known + survey.refused === 0) throw new UnreadableFile(`${options.path} has no rows`);
  const forecast = await database.transaction(forecaster.forecast);
  return { survey, forecast, refusedLines: refusals.lines() };
}

async function agreed({ options, organisation, world }: Job, survey: Survey, forecast: Forecast): Promise<boolean> {
  const older = organisation.policy.import_older_than;
  const lines = options.openIssues
    ? forecastLines(forecast)
    : factLines(forecast, survey.new, older.clock === 'wall' ? older.ms : undefined);
  for (const line of lines) world.print(line);
  if (!options.openIssues || options.yes) return true;
  if (world.ask === undefined) throw new CannotStart('Nothing was imported: nobody is there to agree, so add --yes.');
  return /^\s*y(es)?\s*$/i.test(await world.ask('Go on? y/N '));
}

async function stored({ options, file, mapping, database, world }: Job, survey: Survey): Promise<number> {
  if (survey.new === 0) return 0;
  const { source, path, openIssues } = options;
  const now = () => instant(world.real());
  const this_ = { source, file: basename(path), fingerprint: file.fingerprint(), openIssues };
  const importId = await database.transaction((tx) => importFor(tx, this_, now()));
  const bar = startProgress(world, 'storing', survey.new + survey.known);
  const intake = { database, now, source, importId, openIssues, stored: bar.add };
  return await takeIn(namedRows(file, mapping), intake).finally(bar.stop);
}
