import type { ContextBlock, MrkdwnElement } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, moment, mrkdwn, quote, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import { ENDING_TEXT, type Issue, type IssueEvent, type Pause } from '../domain.ts';
import { type Cause, cameBack } from '../life/causes.ts';
import { type Again, againText } from '../life/opening.ts';
import type { lastWord } from '../life/sorted.ts';
import { cardActions, type Slot } from './actions.ts';
import type { Passed, Side } from './limbo.ts';
import { storyOf } from './story.ts';

/** All that a view of an issue shows, looked up and worked out beforehand. */
export interface Shown {
  readonly issue: Issue;
  /** The topic's name, or what stands for it. */
  readonly title: string;
  readonly department: string;
  readonly customer: string;
  readonly score: string | undefined;
  readonly stage: string | undefined;
  readonly text: string;
  readonly source: string;
  readonly because: string;
  /** An open issue that this may be the same as. */
  readonly like: number | undefined;
  /** Whether this customer has complained of it before. */
  readonly again: Again | undefined;
  /** What was waited for, when the day came to look again. */
  readonly cameBack: string | undefined;
  /** What it has in common with others. */
  readonly cause: Cause | undefined;
  /** What was decided of it last from the executive sponsor's queue. */
  readonly decision: IssueEvent | undefined;
  /** What the customer says of the mending, where they have said anything. */
  readonly lastWord: LastWord | undefined;
  /** In how many days the customer's contract renews, where that is known and near. */
  readonly renewsIn?: number | undefined;
  readonly helpers: readonly UserId[];
  /** Within what most teams answer, where that is so and is said. */
  readonly custom?: string | undefined;
  /** Every hand-off by people, oldest first. */
  readonly passed: readonly Passed[];
  /** The departments between which it lies; undefined where it lies between none. */
  readonly sides: readonly Side[] | undefined;
  readonly acceptBy: Instant | undefined;
  readonly resolveBy: Instant | undefined;
  /** Times that its owner could promise the customer, the soonest first; worked out when asked, which few views do. */
  readonly slots: () => readonly Slot[];
  /** An instant as words, for where Slack cannot show it in the reader's own time. */
  readonly dateText: (at: Instant) => string;
}

/** The one message of an issue in its department's channel: who waits, who answers, what is asked by when. */
export function issueCard(shown: Shown): Message {
  const { issue, title, customer } = shown;
  return {
    text: words`#${issue.id} ${title}, complaint from ${customer}: ${stateText(shown)}`,
    blocks: [
      section(headline(shown)),
      ...quoted(shown),
      section(ownership(shown)),
      ...(shown.again ? [context(mrkdwn`${againText(shown.again)}.`)] : []),
      ...(issue.rootCause && issue.change
        ? [
            context(
              mrkdwn`Cause: ${shortened(masked(issue.rootCause), 300)} · Changed: ${shortened(masked(issue.change), 300)}`,
            ),
          ]
        : []),
      ...causeLine(shown),
      ...confirmation(shown),
      ...decided(shown),
      ...(shown.like === undefined ? [] : [context(mrkdwn`Looks like #${shown.like}. Is it the same?`)]),
      cardActions(issue, shown.like),
      context(footer(shown)),
    ],
  };
}

/** What it has in common with others. */
export function causeLine({ issue, cause }: Pick<Shown, 'issue' | 'cause'>): ContextBlock[] {
  if (cause === undefined) return [];
  const back = cameBack(issue, cause) ? ', mended once and back again' : '';
  const title = shortened(masked(cause.title), 120);
  return [context(mrkdwn`One cause with others: “${title}”${back} · \`/cx cause ${cause.id}\``)];
}

/** What was decided of it last from the executive sponsor's queue, while it is open. */
export const decided = ({ issue, decision }: Pick<Shown, 'issue' | 'decision'>): ContextBlock[] =>
  decision === undefined || issue.state === 'closed' ? [] : storyOf([decision]).map((line) => context(line));

/** Since when it is before the executive sponsor; nothing where it is not. */
export function queued({ issue: { queuedAt, state }, dateText }: Pick<Shown, 'issue' | 'dateText'>): MrkdwnElement {
  if (queuedAt === undefined || state === 'fixed' || state === 'closed') return mrkdwn``;
  return mrkdwn` · in the CEO queue ${moment('since', queuedAt, dateText(queuedAt))}`;
}

type LastWord = NonNullable<ReturnType<typeof lastWord>>;

/** "It is sorted", in the customer's own words where there are any. */
export function confirmation({ lastWord: said }: Pick<Shown, 'lastWord'>): ContextBlock[] {
  if (said === undefined) return [];
  const line =
    said.says === 'yes' ? '*Confirmed by the customer: it is sorted.*' : '*The customer says: not yet sorted.*';
  const quoted = said.words === '' ? mrkdwn`` : mrkdwn` “${shortened(masked(said.words), 300)}”`;
  return [context(joined([{ type: 'mrkdwn', text: line }, quoted], ''))];
}

/** An issue that has gone to another department leaves a line where its card stood. */
export function movedCard({ issue, title, department }: Shown): Message {
  return {
    text: words`#${issue.id} ${title} is with ${department} now`,
    blocks: [context(mrkdwn`#${issue.id} *${title}* is with *${department}* now · owner ${mention(issue.owner)}`)],
  };
}

export function headline({ issue, title, score, dateText }: Shown): MrkdwnElement {
  const state = issue.state === 'closed' ? 'closed' : severityText(issue);
  const parts = [
    mrkdwn`*${title} · complaint*`,
    ...(state ? [mrkdwn`${state}`] : []),
    ...(score ? [mrkdwn`${score}`] : []),
  ];
  const since = mrkdwn`waiting ${moment('since', issue.waitingSince, dateText(issue.waitingSince))}`;
  return joined(issue.state === 'closed' ? parts : [...parts, since], ' · ');
}

const severityText = ({ severity }: Issue) => (severity === 'normal' ? undefined : severity);

const QUOTED = 500;

export function quoted({ text, customer, stage }: Shown) {
  const said = masked(text).trim();
  const from = [`– ${customer}`, ...(stage ? [`stage: ${stage}`] : [])].join(' · ');
  if (said === '') return [section(mrkdwn`No words, only a score. ${from}`)];
  return [section(joined([quote(said, QUOTED), mrkdwn`${from}`], '\n'))];
}

function ownership(shown: Shown): MrkdwnElement {
  const { issue, department, helpers } = shown;
  const owner = mrkdwn`*Owner: ${mention(issue.owner)}, ${department}.* `;
  const helped = helpers.length > 0 ? mrkdwn` Helping: ${joined(helpers.map(mention), ', ')}.` : mrkdwn``;
  return joined([owner, asked(shown), helped], '');
}

function asked(shown: Shown): MrkdwnElement {
  const { issue, acceptBy, resolveBy, dateText } = shown;
  const by = (at: Instant | undefined) => (at === undefined ? mrkdwn`` : mrkdwn` ${moment('by', at, dateText(at))}`);
  if (issue.pause) {
    return mrkdwn`${PAUSED[issue.pause.kind]}${until(shown)}: ${shortened(masked(issue.pause.reason), 150)}`;
  }
  if (issue.state === 'open') return mrkdwn`Asked to accept${by(acceptBy)}.`;
  if (issue.state === 'accepted' && issue.promisedFor)
    return mrkdwn`Has it; the customer hears from us${by(issue.promisedFor)}. Fixed${by(resolveBy)}.`;
  if (issue.state === 'accepted') return mrkdwn`Has it. Next: answer the customer; fixed${by(resolveBy)}.`;
  if (issue.state === 'contacted') return mrkdwn`The customer has heard from us. Next: fixed${by(resolveBy)}.`;
  if (issue.state === 'fixed') return mrkdwn`Fixed. Next: tell the customer.`;
  return mrkdwn`Closed: ${ENDING_TEXT[issue.end?.ending ?? 'told']}.`;
}

export const PAUSED: Readonly<Record<Pause['kind'], string>> = {
  customer: 'Waiting for the customer',
  snooze: 'Put off',
  blocked: 'Blocked for want of means',
};

/** Until when it rests; nothing where no day is known. */
export function until({ issue: { pause }, dateText }: Shown): MrkdwnElement {
  return pause?.until === undefined ? mrkdwn`` : mrkdwn` ${moment('until', pause.until, dateText(pause.until))}`;
}

/** The state in a few words, for the fallback text. */
export function stateText({ issue, department, lastWord: said }: Shown): string {
  const confirmed = said?.says === 'yes' ? '; confirmed by the customer' : '';
  if (issue.state === 'closed') return `closed, ${ENDING_TEXT[issue.end?.ending ?? 'told']}${confirmed}`;
  if (issue.pause) return PAUSED[issue.pause.kind].toLowerCase();
  const asks = {
    open: 'please accept or pass on',
    accepted: 'answer the customer next',
    contacted: 'fix it next',
    fixed: 'tell the customer next',
  };
  return `${department}, ${asks[issue.state]}`;
}

function footer(shown: Shown): MrkdwnElement {
  const { issue, because, source } = shown;
  const why =
    because === '' ? mrkdwn`no words of a topic in it` : mrkdwn`sent here because of “${shortened(because, 80)}”`;
  const passed = issue.bounces + Number(issue.rerouted);
  const hands = passed > 0 ? mrkdwn` · passed on ${passed === 1 ? 'once' : `${passed} times`}` : mrkdwn``;
  return joined([mrkdwn`#${issue.id} · `, why, mrkdwn` · from ${source}`, hands, queued(shown)], '');
}
