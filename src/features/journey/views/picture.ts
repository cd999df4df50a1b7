import { type Drawing, fitted, svg } from '../../../platform/pictures/svg.ts';
import type { ScoreStanding } from '../../feedback/index.ts';
import { type Counts, DAYS, type Journey, type Stage, type TopicNow } from '../domain.ts';
import { counted, intervalText, ORPHANED_TEXT, scoreText, summaryOf } from './words.ts';

const WIDTH = 1240;
const [HEAD, ROW, GAP, FOOT] = [126, 52, 14, 82];
/** Where each column begins. */
const [STAGE, TOPIC, OWNER, VOLUME, OPEN, SCORE] = [32, 250, 528, 762, 936, 1004];
const STAGE_WIDTH = TOPIC - STAGE - 24;
const END = WIDTH - 32;
const [INK, GREY, LINE, PALE] = ['#1d1c1d', '#5c5b5d', '#d9d8d6', '#f4f2ee'];
/** Each stands beside words that say the same. */
const [STAGE_FILL, HURT, GLAD, ORPHAN] = ['#1f5e4a', '#b5482a', '#1f63a5', '#8a1c1c'];

/** The journey as a picture: the stages from top to bottom, of each the same topics as in words. */
export function journeyPicture(journey: Journey): Drawing {
  const { company, from, to, stages } = journey;
  const heights = stages.map(heightOf);
  const height = HEAD + heights.reduce((sum, each) => sum + each + GAP, 0) + FOOT;
  const most = Math.max(1, ...stages.flatMap(({ shown }) => shown.map(({ complaints }) => complaints)));
  const title = `${company}: the customer's journey`;
  let top = HEAD;
  const drawn = stages.map((stage, place) => {
    const at = { top, height: heights[place] ?? ROW, isLast: place === stages.length - 1 };
    top += at.height + GAP;
    return stageDrawing(stage, place + 1, at, { most, meanwhile: journey.meanwhile });
  });
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">
<title>${title}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
${text(STAGE, 46, fitted(title, END - STAGE, 26, 'bold'), { size: 26, bold: true })}
${text(STAGE, 74, `Last ${DAYS} days, ${from} to ${to} · ${counted(stages.length, 'stage')}, ${summaryOf(journey)}`, { size: 15, fill: GREY })}
${columnHeads()}
${drawn}
${foot(journey, height - FOOT)}
</svg>`;
}

const heightOf = ({ shown, topics }: Stage): number =>
  Math.max(1, shown.length) * ROW + (topics > shown.length ? ROW / 2 : 0);

interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly fill?: string;
  readonly end?: boolean;
}

const text = (x: number, y: number, words: string, { size, bold = false, fill = INK, end = false }: Look): Drawing =>
  svg`<text x="${x}" y="${y}" font-size="${size}" font-weight="${bold ? 'bold' : 'normal'}" fill="${fill}" text-anchor="${end ? 'end' : 'start'}">${words}</text>`;

const columnHeads = (): Drawing[] =>
  (
    [
      [STAGE, 'Stage'],
      [TOPIC, 'Topic'],
      [OWNER, 'Who answers'],
      [VOLUME, 'What is said'],
      [OPEN, 'Open'],
      [SCORE, 'Score, 95 % sure'],
    ] as const
  ).map(([x, title]) => text(x, HEAD - 16, title, { size: 13, bold: true, fill: GREY }));

interface Place {
  readonly top: number;
  readonly height: number;
  readonly isLast: boolean;
}

interface Scale {
  /** The most complaints that a topic has: the longest bar. */
  readonly most: number;
  readonly meanwhile: Journey['meanwhile'];
}

function stageDrawing(stage: Stage, number: number, place: Place, scale: Scale): Drawing {
  const { top } = place;
  const { shown, topics } = stage;
  const more = topics - shown.length;
  return svg`<rect x="${TOPIC - 14}" y="${top}" width="${END - TOPIC + 14}" height="${place.height}" fill="${PALE}" rx="6"/>
${sign(place)}
${text(STAGE + 14, top + 24, fitted(`${number}. ${stage.name}`, STAGE_WIDTH - 24, 17, 'bold'), { size: 17, bold: true, fill: '#ffffff' })}
${text(STAGE + 14, top + 43, fitted(countsLine(stage), STAGE_WIDTH - 24, 13), { size: 13, fill: '#ffffff' })}
${shown.map((topic, row) => topicDrawing(topic, top + row * ROW, row > 0, scale))}
${shown.length === 0 ? text(TOPIC, top + 31, 'no topics', { size: 15, fill: GREY }) : []}
${more > 0 ? text(TOPIC, top + place.height - 9, `and ${counted(more, 'more topic')}`, { size: 13, fill: GREY }) : []}`;
}

/** A stage's sign points to the next one. */
function sign({ top, height, isLast }: Place): Drawing {
  const [left, right, bottom] = [STAGE, STAGE + STAGE_WIDTH, top + height];
  const middle = (left + right) / 2;
  const point = isLast ? '' : `L ${middle + 16} ${bottom} L ${middle} ${bottom + GAP - 2} L ${middle - 16} ${bottom} `;
  return svg`<path d="M ${left} ${top} L ${right} ${top} L ${right} ${bottom} ${point}L ${left} ${bottom} Z" fill="${STAGE_FILL}"/>`;
}

const countsLine = ({ topics, complaints, open }: Stage): string =>
  topics === 0
    ? 'no topics'
    : `${short(complaints)} ${complaints === 1 ? 'complaint' : 'complaints'}, ${short(open)} open`;

function topicDrawing(topic: TopicNow, top: number, isBelow: boolean, { most, meanwhile }: Scale): Drawing {
  const [score] = topic.scores;
  return svg`${isBelow ? svg`<path d="M ${TOPIC} ${top} H ${END - 12}" stroke="${LINE}"/>` : []}
${text(TOPIC, top + 23, fitted(topic.name, OWNER - TOPIC - 12, 15, 'bold'), { size: 15, bold: true })}
${text(TOPIC, top + 41, fitted(topic.department, OWNER - TOPIC - 12, 12), { size: 12, fill: GREY })}
${ownerDrawing(topic, top, meanwhile)}
${volumeDrawing(topic, top, most)}
${text(OPEN + 32, top + 23, short(topic.open), { size: 15, bold: topic.open > 0, end: true })}
${score === undefined ? text(SCORE, top + 23, 'too few answers', { size: 12, fill: GREY }) : scoreDrawing(score, top)}`;
}

const OWNER_ROOM = VOLUME - OWNER - 16;

function ownerDrawing({ key, owner, orphaned }: TopicNow, top: number, meanwhile: Journey['meanwhile']): Drawing {
  if (orphaned === undefined) return text(OWNER, top + 23, fitted(owner?.name ?? '', OWNER_ROOM, 14), { size: 14 });
  const answers = meanwhile.get(key);
  const [x, y] = [OWNER, top + 7];
  return svg`<path d="M ${x + 2} ${y} L ${x + 15} ${y + 5} L ${x + 2} ${y + 10} Z M ${x} ${y - 1} H ${x + 2} V ${y + 16} H ${x} Z" fill="${ORPHAN}"/>
${text(x + 22, top + 20, 'No owner', { size: 14, bold: true, fill: ORPHAN })}
${text(x, top + 34, ORPHANED_TEXT[orphaned], { size: 11, fill: GREY })}
${text(x, top + 47, fitted(answers ? `meanwhile ${answers.name}` : '', OWNER_ROOM, 11), { size: 11, fill: GREY })}`;
}

/** A large number as far as it matters: "1.2M". */
const short = (n: number): string => (n < 100_000 ? String(n) : compact.format(n));
const compact = new Intl.NumberFormat('en', { notation: 'compact' });

const BAR = OPEN - VOLUME - 70;

function volumeDrawing({ complaints, praise }: Counts, top: number, most: number): Drawing {
  const length = complaints === 0 ? 0 : Math.max(3, Math.round((complaints / most) * BAR));
  return svg`<rect x="${VOLUME}" y="${top + 12}" width="${length}" height="13" fill="${HURT}"/>
${text(VOLUME + length + 6, top + 23, short(complaints), { size: 14, bold: complaints > 0 })}
${text(VOLUME, top + 41, `${complaints === 1 ? 'complaint' : 'complaints'}${praise > 0 ? `, ${short(praise)} praise` : ''}`, { size: 11, fill: GREY })}`;
}

const AXIS = END - SCORE - 16;

/** The score in words; and on a line as long as its scale, how sure it is. */
function scoreDrawing(score: ScoreStanding, top: number): Drawing {
  const { kind, value, low, high } = score;
  const least = kind === 'nps' ? -100 : 0;
  const x = (at: number) => Math.round(SCORE + ((at - least) / (100 - least)) * AXIS);
  const y = top + 46;
  return svg`${text(SCORE, top + 20, fitted(scoreText(score), AXIS, 14, 'bold'), { size: 14, bold: true })}
${text(SCORE, top + 35, intervalText(score), { size: 11, fill: GREY })}
<path d="M ${SCORE} ${y} H ${SCORE + AXIS} M ${x(0)} ${y - 4} V ${y + 4}" stroke="${LINE}" stroke-width="2"/>
<path d="M ${x(low)} ${y} H ${x(high)}" stroke="${GLAD}" stroke-width="4"/>
<circle cx="${x(value)}" cy="${y}" r="5" fill="${GLAD}" stroke="#ffffff" stroke-width="1.5"/>`;
}

function foot({ outside, moreStages }: Journey, top: number): Drawing {
  const { complaints, praise, open } = outside;
  const more = moreStages > 0 ? ` · and ${counted(moreStages, 'more stage')}` : '';
  const beside = `Outside every topic: ${counted(complaints, 'complaint')}, ${praise} praise, ${open} open${more}`;
  return svg`${text(STAGE, top + 26, beside, { size: 14, bold: true })}
${text(STAGE, top + 48, 'A flag marks a topic that nobody answers for by their own word. Bars are complaints: the longest is the most.', { size: 12, fill: GREY })}
${text(STAGE, top + 66, 'Scores of the scale most answered, from ten answers up: a dot on its line; the thick part is where the true score lies, 19 times in 20. What only few may read is in no number.', { size: 12, fill: GREY })}`;
}
