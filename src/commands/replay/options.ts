import type { MappingOptions } from '../../features/feedback/index.ts';
import { argumentsFrom, misused, wholeNumber } from '../arguments.ts';
import { MAPPING_OPTIONS, MAPPING_USAGE, mappingOptions } from '../mapping.ts';

const OPTIONS = {
  ...MAPPING_OPTIONS,
  org: { type: 'string' },
  days: { type: 'string', default: '92' },
  seed: { type: 'string', default: '7' },
  out: { type: 'string', default: 'replay.html' },
} as const;

const USAGE = `loopkeeper replay FILE.csv --org org.yml --map text=COLUMN,received_at=COLUMN,…

${MAPPING_USAGE}
  --org FILE          the organisation, else that of LOOPKEEPER_ORG
  --days N            the last N days before the newest row, 92 unless said
  --seed N            chance, of when people answer: the same seed gives the same page
  --out FILE          the page, replay.html unless said`;

export interface ReplayOptions {
  readonly path: string;
  readonly mapping: MappingOptions;
  readonly org: string | undefined;
  readonly days: number;
  readonly seed: number;
  readonly out: string;
}

/** Throws `CannotStart` with every option beside what is wrong. */
export function replayOptions(args: readonly string[]): ReplayOptions {
  const { values, positionals } = argumentsFrom(args, OPTIONS, USAGE);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw misused('Name one file.', USAGE);
  const mapping = mappingOptions(values);
  if (mapping === undefined) throw misused('Say which column is what: --map text=COLUMN,….', USAGE);
  const { org, out } = values;
  const [days, seed] = [
    wholeNumber('days', values.days, 400, USAGE),
    wholeNumber('seed', values.seed, 2 ** 32 - 1, USAGE),
  ];
  return { path, mapping, org, days, seed, out };
}
