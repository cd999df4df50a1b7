import type { IsoDate } from '../../kernel/calendar/day.ts';
import { masked } from '../../kernel/masking.ts';
import type { Restricted } from '../../kernel/restricted.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

export const SCORE_KINDS = ['nps', 'csat', 'ces', 'stars', 'fcr'] as const;

/** What a customer gave beside words: by which scale, and out of how many where the scale has several lengths. */
export interface Score {
  readonly kind: (typeof SCORE_KINDS)[number];
  readonly value: number;
  readonly max?: number | undefined;
}

export type Sentiment = 'complaint' | 'praise' | 'neutral';

export interface Customer {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly account?: string | undefined;
  /** What the account is worth, in the company's own currency. */
  readonly value?: number | undefined;
  /** The day on which their contract renews. */
  readonly renews_on?: IsoDate | undefined;
}

/** One thing a customer said, before anybody has understood it. */
export interface Said {
  readonly text: string;
  readonly score?: Score | undefined;
  readonly customer?: Customer | undefined;
  /** When the customer said it, as the sender wrote it. */
  readonly received_at?: string | number | undefined;
  readonly url?: string | undefined;
  readonly language?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** The colleague who passed it on. */
  readonly logged_by?: UserId | undefined;
  /** The import it came in by. */
  readonly import_id?: number | undefined;
  /** An import's word on rows that are old or undated. */
  readonly open_issues?: boolean | undefined;
}

export interface Feedback {
  readonly id: number;
  readonly source: string;
  readonly text: string;
  readonly kind: 'complaint' | 'praise' | 'mixed' | 'neutral';
  readonly urgent: boolean;
  /** Key of the department that hears of it; '' when nothing said whose it is. */
  readonly department: string;
  readonly score: Score | undefined;
  readonly customer: Customer;
  readonly url: string | undefined;
  readonly loggedBy: UserId | undefined;
  readonly importId: number | undefined;
  /** Why only few may read it; undefined for the ordinary. */
  readonly restricted: Restricted | undefined;
  readonly receivedAt: Instant;
  readonly arrivedAt: Instant;
}

const USUAL_MAX: Readonly<Record<Score['kind'], number>> = { nps: 10, csat: 5, ces: 7, stars: 5, fcr: 1 };

type Scale = Pick<Score, 'kind' | 'max'>;

/** NPS is by its definition from 0 to 10, whatever a sender says; the others may have any length. */
export const lengthOf = ({ kind, max }: Scale) =>
  kind === 'nps' || kind === 'fcr' ? USUAL_MAX[kind] : (max ?? USUAL_MAX[kind]);

const isWhole = ({ kind }: Scale) => kind === 'nps' || kind === 'fcr';

/** Whether a score of this kind can have that value. */
export function isOnScale(scale: Scale, value: number): boolean {
  return value >= 0 && value <= lengthOf(scale) && (!isWhole(scale) || Number.isInteger(value));
}

/** What `isOnScale` takes. */
export const scaleText = (scale: Scale): string =>
  `a ${isWhole(scale) ? 'whole number' : 'number'} from 0 to ${lengthOf(scale)} (${scale.kind})`;

const SCORES: Record<Score['kind'], (value: number, max: number | undefined) => string> = {
  nps: (value) => `NPS ${value}`,
  csat: (value, max = 5) => `CSAT ${value} of ${max}`,
  ces: (value, max = 7) => `effort ${value} of ${max}`,
  stars: (value, max = 5) => `${value} of ${max} stars`,
  fcr: (value) => (value > 0 ? 'solved at first contact' : 'not solved at first contact'),
};

export function scoreText(score: Score | undefined): string | undefined {
  return score && SCORES[score.kind](score.value, score.max);
}

const LONGEST_NAME = 60;

/** What stands around a name and is none, in the languages at hand. */
const TITLES =
  /^(?:mrs?|ms|miss|mx|sir|madam|dr|prof|med|rev|herr|frau|mme|mlle|madame|monsieur|m|sra?|srta|señora?|doña|herra|rouva|jr|phd)\.?$/i;

/** How a customer is called in front of colleagues: the account says most and gives least away. */
export function customerText({ name = '', account = '' }: Customer): string {
  if (account.trim() !== '') return `a customer at ${masked(account.trim()).slice(0, LONGEST_NAME)}`;
  // "Virtanen, Matti" has the first name behind; "John Smith, Jr." has not.
  const [last = '', given = ''] = name.split(',');
  const first = `${given} ${last}`.split(/\s+/).find((word) => word !== '' && !TITLES.test(word));
  return first ? masked(first).slice(0, LONGEST_NAME) : 'a customer';
}

/** When the customer said it: as the sender wrote it, unless that cannot be read or lies ahead. Milliseconds and seconds both occur. */
export function receivedAt(written: string | number | undefined, arrivedAt: Instant): { at: Instant; dated: boolean } {
  const ms = instantFrom(written);
  return ms === undefined ? { at: arrivedAt, dated: false } : { at: Math.min(ms, arrivedAt) as Instant, dated: true };
}

const EARLIEST = Date.UTC(1990, 0);
const SECONDS_END = 1e11;

function instantFrom(written: string | number | undefined): number | undefined {
  const ms =
    typeof written === 'number' ? (written < SECONDS_END ? written * 1000 : written) : Date.parse(written ?? '');
  return Number.isFinite(ms) && ms >= EARLIEST ? ms : undefined;
}

/** Whether feedback is work. What is older than the policy allows, or of an import and undated, is a fact for the numbers unless asked otherwise. */
export function opensIssues(
  said: Said,
  times: { at: Instant; dated: boolean; now: Instant },
  olderThanMs: number,
): boolean {
  if (said.open_issues !== undefined) return said.open_issues;
  if (!times.dated) return said.import_id === undefined;
  return times.now - times.at <= olderThanMs;
}

/**
 * Whether two are known to be one: by their number, else their e-mail address, else their name at their account. Nobody
 * is taken for another of whom less is known, and an anonymous voice is never the same.
 */
export function sameCustomer(one: Customer, other: Customer): boolean {
  if (one.id && other.id) return one.id === other.id;
  if (one.email && other.email) return alike(one.email, other.email);
  return alike(one.name, other.name) && alike(one.account, other.account);
}

const alike = (one: string | undefined, other: string | undefined): boolean => {
  const known = plainly(one);
  return known !== '' && !NOBODY.test(known) && known === plainly(other);
};

const plainly = (text = ''): string => text.trim().toLowerCase();

/** What is written where a name would stand, when there is none. */
const NOBODY = /^(?:anonymous|anonym|anonyme|anónimo|anonyymi|unknown|n\/?a|guest|customer|-+|\?+)$/u;
