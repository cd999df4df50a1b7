import { parseArgs } from 'node:util';
import type { MappingOptions } from '../../features/feedback/index.ts';
import { CannotStart } from '../../organise.ts';
import { suggestion } from '../../platform/nearest.ts';

export interface ImportOptions {
  readonly path: string;
  readonly source: string;
  readonly mapping: MappingOptions;
  readonly openIssues: boolean;
  readonly yes: boolean;
}

const OPTIONS = {
  source: { type: 'string' },
  map: { type: 'string', multiple: true },
  'score-kind': { type: 'string' },
  'score-max': { type: 'string' },
  'score-values': { type: 'string' },
  dates: { type: 'string' },
  'open-issues': { type: 'boolean' },
  yes: { type: 'boolean' },
} as const;

const USAGE = `loopkeeper import FILE.csv --source NAME --map text=COLUMN,score=COLUMN,…

  --source NAME       whose feedback it is, in small letters, digits, - and _
  --map FIELD=COLUMN  which column is what: text, id, score, customer_id, customer_name, email, account, value,
                      received_at, url, language, tags
  --score-kind KIND   nps, csat, ces, stars or fcr; needed when a score is mapped (csat with --score-values)
  --score-max N       the best score, where it is not 10 (nps), 5 (csat, stars) or 7 (ces)
  --score-values 1=5,2=4,3=3,4=2,5=1
                      what each written value stands for, here where 1 is best; any other value is no score
  --dates dmy|mdy     which way round 03/04/2026 is meant; without it such rows are refused
  --open-issues       open issues for old and undated rows too; says first who would get how much
  --yes               do not ask before opening them

An example and the rules: docs/import.md`;

/** Throws `CannotStart` with every option beside what is wrong. */
export function optionsFrom(args: readonly string[]): ImportOptions {
  const { values, positionals } = parsed(args);
  const [path, ...more] = positionals;
  const { source, map } = values;
  if (path === undefined || more.length > 0) throw misused('Name one file.');
  if (source === undefined) throw misused('Say whose feedback it is: --source NAME.');
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(source) || source === 'slack') {
    throw misused(`--source "${source}" is no name of small letters, digits, - and _ (nor "slack").`);
  }
  if (map === undefined) throw misused('Say which column is what: --map text=COLUMN,….');
  return {
    path,
    source,
    mapping: {
      map: map.join(','),
      score: { kind: values['score-kind'], max: values['score-max'], values: values['score-values'] },
      dates: values.dates,
    },
    openIssues: values['open-issues'] ?? false,
    yes: values.yes ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown option '--([^']+)'/.exec(message)?.[1];
    if (unknown === undefined) throw misused(message);
    throw misused(`There is no option --${unknown}; ${suggestion(unknown, Object.keys(OPTIONS))}.`);
  }
}

const misused = (what: string) => new CannotStart(`${what}\n\n${USAGE}`);
