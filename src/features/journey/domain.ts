import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { ScoreStanding } from '../feedback/index.ts';
import type { Handled } from '../issues/index.ts';
import type { Orphaned } from '../ownership/index.ts';
import type { DaysDone } from '../support-days/index.ts';

/** So many days back numbers go. */
export const DAYS = 90;

export interface Counts {
  readonly complaints: number;
  readonly praise: number;
  /** Issues that are open now, however old. */
  readonly open: number;
}

export const NONE: Counts = { complaints: 0, praise: 0, open: 0 };

export interface Named {
  readonly user: UserId;
  readonly name: string;
}

/** A topic with what stands about it. */
export interface TopicNow extends Counts {
  readonly key: string;
  readonly name: string;
  readonly stage: string;
  /** The department's name. */
  readonly department: string;
  readonly owner: Named | undefined;
  /** Why nobody answers for it by their own word. */
  readonly orphaned: Orphaned | undefined;
  /** The one with the most answers first. */
  readonly scores: readonly ScoreStanding[];
}

export interface Stage extends Counts {
  readonly name: string;
  /** Topics in it, and how many of them nobody answers for. */
  readonly topics: number;
  readonly orphans: number;
  /** The orphans first, then what is complained of most. */
  readonly shown: readonly TopicNow[];
}

export interface Journey {
  readonly company: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly topics: number;
  readonly orphans: number;
  /** In the order of the journey. */
  readonly stages: readonly Stage[];
  /** Stages for which there was no room. */
  readonly moreStages: number;
  /** What is about no topic there is. */
  readonly outside: Counts;
  /** Who answers meanwhile for an orphan that is shown, by its key. */
  readonly meanwhile: ReadonlyMap<string, Named>;
}

const MOST_STAGES = 20;
/** Topics of a stage, where there are few stages. */
const MOST_TOPICS = 5;
/** Topics in all: more would neither be read nor fit into a message. */
const MOST_IN_ALL = 35;

/** Puts topics where they belong on the journey, as many of each stage as are read. */
export function stagesOf(
  names: readonly string[],
  topics: readonly TopicNow[],
): Pick<Journey, 'stages' | 'moreStages' | 'topics' | 'orphans'> {
  const shownNames = names.slice(0, MOST_STAGES);
  const most = Math.min(MOST_TOPICS, Math.floor(MOST_IN_ALL / Math.max(1, shownNames.length)));
  const byStage = Map.groupBy(topics, ({ stage }) => stage);
  return {
    stages: shownNames.map((name) => stageOf(name, byStage.get(name) ?? [], most)),
    moreStages: names.length - shownNames.length,
    topics: topics.length,
    orphans: orphansIn(topics),
  };
}

function stageOf(name: string, topics: readonly TopicNow[], most: number): Stage {
  const shown = topics.toSorted(firstLookedAt).slice(0, most);
  return { name, ...sumOf(topics), topics: topics.length, orphans: orphansIn(topics), shown };
}

const orphansIn = (topics: readonly TopicNow[]): number =>
  topics.filter(({ orphaned }) => orphaned !== undefined).length;

const firstLookedAt = (a: TopicNow, b: TopicNow): number =>
  Number(b.orphaned !== undefined) - Number(a.orphaned !== undefined) ||
  b.complaints - a.complaints ||
  b.open - a.open ||
  (a.name < b.name ? -1 : 1);

export const sumOf = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, { complaints, praise, open }) => ({
      complaints: sum.complaints + complaints,
      praise: sum.praise + praise,
      open: sum.open + open,
    }),
    NONE,
  );

/** What a department has a part in. */
export interface Part extends Handled {
  readonly name: string;
  readonly topics: number;
  readonly orphans: number;
  /** Days beside support; undefined where its members are nobody's guests. */
  readonly days: DaysDone | undefined;
}

export interface Participation {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** In the order of the organisation. */
  readonly parts: readonly Part[];
  /** Handled where no department is any more. */
  readonly elsewhere: number;
}

export const handledIn = ({ told, otherwise }: Handled): number => told + otherwise;

/** Whether a department has no part in it at all. */
export const isBlank = (part: Part): boolean =>
  part.topics === 0 && handledIn(part) === 0 && (part.days?.done ?? 0) === 0;
