import type { KnownBlock, MrkdwnElement } from '@slack/types';
import { actions, button, context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import { DAYS, type Journey, type Stage, type TopicNow } from '../domain.ts';
import { counted, countsText, intervalText, ORPHANED_TEXT, scoreText, summaryOf } from './words.ts';

const NAME = 40;
/** Scores of a topic by different scales. */
const MOST_SCORES = 2;

/** `/cx journey`: the stages in their order, of each the topics that want a look most. */
export function journeyText(journey: Journey): Message {
  const { from, to, stages, moreStages, outside } = journey;
  const summary = summaryOf(journey);
  return {
    text: words`The customer's journey, last ${DAYS} days: ${summary}`,
    blocks: [
      section(mrkdwn`*The customer's journey*, last ${DAYS} days (${from} to ${to}): ${summary}.`),
      ...stages.map((stage, place) => section(stageText(stage, place + 1, journey))),
      ...(moreStages > 0 ? [context(mrkdwn`and ${counted(moreStages, 'more stage')}.`)] : []),
      section(mrkdwn`*Outside every topic*: ${countsText(outside)}`),
      context(
        mrkdwn`Complaints and praise count once for each topic they are about, scores from ten answers up. What only few may read is in no number.`,
      ),
      buttons,
    ],
  };
}

/** What the picture stands below. */
export const journeyPictured = (journey: Journey): Message => ({
  text: words`The customer's journey as a picture, last ${DAYS} days: ${summaryOf(journey)}`,
  blocks: [
    section(
      mrkdwn`*The customer's journey*, last ${DAYS} days (${journey.from} to ${journey.to}): ${summaryOf(journey)}. \`/cx journey\` has it in words.`,
    ),
  ],
});

const buttons: KnownBlock = actions(
  'journey',
  button('Show as picture', 'journey.picture', 'now', 'primary'),
  button('Departments', 'journey.departments', 'now'),
);

function stageText(stage: Stage, place: number, { meanwhile }: Journey): MrkdwnElement {
  const { name, topics, orphans, shown } = stage;
  const flagged = orphans === 0 ? mrkdwn`` : mrkdwn` :triangular_flag_on_post: ${orphans} without an owner`;
  const head = joined(
    [mrkdwn`*${place}. ${shortened(name, NAME)}*: ${topics === 0 ? 'no topics' : countsText(stage)}`, flagged],
    '',
  );
  const more = topics - shown.length;
  return joined(
    [
      head,
      ...shown.map((topic) => topicText(topic, meanwhile)),
      ...(more > 0 ? [mrkdwn`and ${counted(more, 'more topic')}`] : []),
    ],
    '\n',
  );
}

function topicText(topic: TopicNow, meanwhile: Journey['meanwhile']): MrkdwnElement {
  const scores = topic.scores.slice(0, MOST_SCORES).map((each) => mrkdwn`${scoreText(each)} (${intervalText(each)})`);
  const more = topic.scores.length - scores.length;
  const others = more > 0 ? [mrkdwn`${counted(more, 'more scale')}`] : [];
  return joined([ownerText(topic, meanwhile), mrkdwn`${countsText(topic)}`, ...scores, ...others], ' · ');
}

function ownerText({ key, name, owner, orphaned }: TopicNow, meanwhile: Journey['meanwhile']): MrkdwnElement {
  const title = mrkdwn`*${shortened(name, NAME)}*`;
  if (orphaned === undefined) return joined([mrkdwn`• ${title}`, ...(owner ? [mention(owner.user)] : [])], ', ');
  const standsIn = meanwhile.get(key);
  const answers = standsIn ? mrkdwn`; ${mention(standsIn.user)} answers meanwhile` : mrkdwn``;
  return joined([mrkdwn`:triangular_flag_on_post: ${title} has no owner: ${ORPHANED_TEXT[orphaned]}`, answers], '');
}
