import type { CsvFile, MappingOptions } from '../features/feedback/index.ts';
import { mappingFrom } from '../features/feedback/index.ts';
import { CannotStart } from '../organise.ts';

/** How a CSV file of feedback is to be understood: the same words for every command that reads one. */
export const MAPPING_OPTIONS = {
  map: { type: 'string', multiple: true },
  'score-kind': { type: 'string' },
  'score-max': { type: 'string' },
  'score-values': { type: 'string' },
  dates: { type: 'string' },
} as const;

export const MAPPING_USAGE = `  --map FIELD=COLUMN  which column is what: text, id, score, customer_id, customer_name, email, account, value,
                      received_at, url, language, tags
  --score-kind KIND   nps, csat, ces, stars or fcr; needed when a score is mapped (csat with --score-values)
  --score-max N       the best score, where it is not 10 (nps), 5 (csat, stars) or 7 (ces)
  --score-values 1=5,2=4,3=3,4=2,5=1
                      what each written value stands for, here where 1 is best; any other value is no score
  --dates dmy|mdy     which way round 03/04/2026 is meant; without it such rows are refused`;

interface Given {
  readonly map?: string[] | undefined;
  readonly 'score-kind'?: string | undefined;
  readonly 'score-max'?: string | undefined;
  readonly 'score-values'?: string | undefined;
  readonly dates?: string | undefined;
}

/** Undefined where no column was named. */
export function mappingOptions({ map, dates, ...score }: Given): MappingOptions | undefined {
  if (map === undefined) return undefined;
  return {
    map: map.join(','),
    score: { kind: score['score-kind'], max: score['score-max'], values: score['score-values'] },
    dates,
  };
}

export type Mapping = Extract<ReturnType<typeof mappingFrom>, { value: unknown }>['value'];

/** Held to the columns that the file has. Throws `CannotStart` with every mistake, and with what did not happen because of them. */
export function checkedMapping(options: MappingOptions, file: CsvFile, zone: string, instead: string): Mapping {
  const mapping = mappingFrom(options, file.header, zone);
  if ('value' in mapping) return mapping.value;
  throw new CannotStart([instead, ...mapping.problems.map((problem) => `  ${problem}`)].join('\n'));
}
