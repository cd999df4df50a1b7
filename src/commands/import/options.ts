import type { MappingOptions } from '../../features/feedback/index.ts';
import { argumentsFrom, misused } from '../arguments.ts';
import { MAPPING_OPTIONS, MAPPING_USAGE, mappingOptions } from '../mapping.ts';

export interface ImportOptions {
  readonly path: string;
  readonly source: string;
  readonly mapping: MappingOptions;
  readonly openIssues: boolean;
  readonly yes: boolean;
}

const OPTIONS = {
  source: { type: 'string' },
  ...MAPPING_OPTIONS,
  'open-issues': { type: 'boolean' },
  yes: { type: 'boolean' },
} as const;

const USAGE = `loopkeeper import FILE.csv --source NAME --map text=COLUMN,score=COLUMN,…

  --source NAME       whose feedback it is, in small letters, digits, - and _
${MAPPING_USAGE}
  --open-issues       open issues for old and undated rows too; says first who would get how much
  --yes               do not ask before opening them

An example and the rules: docs/import.md`;

/** Throws `CannotStart` with every option beside what is wrong. */
export function optionsFrom(args: readonly string[]): ImportOptions {
  const { values, positionals } = argumentsFrom(args, OPTIONS, USAGE);
  const [path, ...more] = positionals;
  const { source } = values;
  if (path === undefined || more.length > 0) throw misused('Name one file.', USAGE);
  if (source === undefined) throw misused('Say whose feedback it is: --source NAME.', USAGE);
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(source) || source === 'slack') {
    throw misused(`--source "${source}" is no name of small letters, digits, - and _ (nor "slack").`, USAGE);
  }
  const mapping = mappingOptions(values);
  if (mapping === undefined) throw misused('Say which column is what: --map text=COLUMN,….', USAGE);
  return { path, source, mapping, openIssues: values['open-issues'] ?? false, yes: values.yes ?? false };
}
