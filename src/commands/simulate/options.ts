import { parse, stringify } from 'yaml';
import type { Organisation } from '../../features/ownership/index.ts';
import { isDay } from '../../kernel/calendar/day.ts';
import { argumentsFrom, misused, wholeNumber } from '../arguments.ts';
import { contentOf, organisationIn } from '../files.ts';

const OPTIONS = {
  days: { type: 'string', default: '90' },
  seed: { type: 'string', default: '7' },
  from: { type: 'string', default: '2026-03-02' },
  'per-week': { type: 'string', default: '20' },
  org: { type: 'string' },
  policy: { type: 'string' },
  silent: { type: 'boolean', default: false },
  messages: { type: 'string' },
  picture: { type: 'string' },
} as const;

const USAGE = `loopkeeper simulate [--days 90] [--seed 7] [--policy new.yml] …

  --days N           how long, up to 400
  --seed N           chance: the same seed gives the same messages
  --from DAY         the first day, 2026-03-02 unless said
  --per-week N       complaints a week, 20 unless said
  --org FILE         the organisation, else that of LOOPKEEPER_ORG
  --policy FILE      a policy to try in its place: the lines that stand under "policy:"
  --silent           nobody ever answers
  --messages FILE    every message to a file, as CSV
  --picture FILE     who gets how many on which day, as SVG`;

export interface SimulateOptions {
  readonly days: number;
  readonly seed: number;
  readonly from: string;
  readonly perWeek: number;
  readonly organisation: Organisation;
  readonly silent: boolean;
  readonly messages: string | undefined;
  readonly picture: string | undefined;
}

/** Throws `CannotStart` with every option beside what is wrong. */
export function simulateOptions(args: readonly string[], usualOrg: string): SimulateOptions {
  const { values, positionals } = argumentsFrom(args, OPTIONS, USAGE);
  if (positionals.length > 0) throw misused(`loopkeeper simulate takes no "${positionals.join(' ')}".`, USAGE);
  if (!isDay(values.from)) throw misused(`--from "${values.from}" is no day such as 2026-03-02.`, USAGE);
  const { silent, messages, picture, from } = values;
  return {
    days: wholeNumber('days', values.days, 400, USAGE),
    seed: wholeNumber('seed', values.seed, 2 ** 32 - 1, USAGE),
    perWeek: wholeNumber('per-week', values['per-week'], 5000, USAGE),
    organisation: organisationOf(values.org ?? usualOrg, values.policy),
    ...{ silent, messages, picture, from },
  };
}

/** The organisation, under another policy where one is to be tried. */
function organisationOf(path: string, policy: string | undefined): Organisation {
  const text = contentOf(path, '--org');
  const tried = policy === undefined ? text : stringify({ ...parse(text), policy: policyIn(policy) });
  return organisationIn(tried, policy ?? path);
}

function policyIn(path: string): unknown {
  const content: unknown = parse(contentOf(path, '--policy'));
  const whole = typeof content === 'object' && content !== null && 'policy' in content;
  return whole ? content.policy : content;
}
