import type { KnownBlock, ModalView, MrkdwnElement } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { actions, button, context, type Message, plain, section } from '../../../platform/slack/blocks.ts';
import { channelNamed, joined, mention, mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { ChannelRef } from '../domain.ts';

/** A topic with the people of today. */
export interface Responsible {
  readonly topic: string;
  readonly key: string;
  readonly department: string;
  /** Where its cards stand, as the organisation names it. */
  readonly channel: ChannelRef | undefined;
  /** What its department is there for in customers' eyes. */
  readonly purpose: string | undefined;
  readonly stage: string;
  readonly answers: UserId;
  /** Whose it is, where they are away or gone and another answers meanwhile. */
  readonly standsInFor: UserId | undefined;
  readonly backup: UserId | undefined;
  /** Named, but asked still, or not answering by their own word. */
  readonly notYet: { readonly user: UserId; readonly why: 'asked' | 'declined' | 'lapsed' } | undefined;
  /** When they last said that it is theirs, as a day. */
  readonly confirmed: string | undefined;
  /** Who does the work, is asked for advice, is kept informed: people as mentions, groups by name. */
  readonly raci: readonly { readonly part: string; readonly who: readonly MrkdwnElement[] }[];
  /** Whoever asks may change the topic. */
  readonly mayEdit: boolean;
  /** Its department by key, where whoever asks may change that. */
  readonly editableDepartment?: string | undefined;
  /** Its words that led here, in small letters and without accents. */
  readonly because: readonly string[];
}

const ASKED = 60;
/** People in one part: whoever asks wants to know whom to go to. */
const NAMED = 10;

/** One answer, and what else it may be; or several that fit equally well. */
export function whoAnswers(asked: string, found: readonly Responsible[], tied: number): Message {
  const [best, ...others] = found;
  if (best === undefined) throw new Error('There is nobody to name');
  const equal = found.slice(0, tied);
  if (tied > 1) {
    return {
      text: words`${tied} topics fit “${asked.slice(0, ASKED)}” equally: ${equal.map(({ topic }) => topic).join(', ')}`,
      blocks: [
        section(
          mrkdwn`*${tied} topics fit “${shortened(masked(asked), ASKED)}” equally well.* One more word would tell.`,
        ),
        ...equal.map((each) => section(line(each))),
        wrong(asked, best),
      ],
    };
  }
  return {
    text: words`${best.topic}: who answers for it`,
    blocks: [
      section(line(best)),
      ...(parts(best).length > 0 ? [context(...parts(best))] : []),
      ...thereFor(best),
      context(why(best)),
      ...alsoPossible(others),
      wrong(asked, best),
    ],
  };
}

function line({ topic, department, channel, answers, standsInFor, backup }: Responsible): MrkdwnElement {
  const instead = standsInFor ? mrkdwn` for ${mention(standsInFor)}, who is away` : mrkdwn``;
  const behind = backup ? mrkdwn` Backup: ${mention(backup)}.` : mrkdwn``;
  const where = channel === undefined ? mrkdwn`` : mrkdwn` (${channelNamed(channel)})`;
  return joined(
    [mrkdwn`*${topic}*: ${mention(answers)}`, instead, mrkdwn`, ${department}`, where, mrkdwn`.`, behind],
    '',
  );
}

/** Who has which part in it, where the company tells that apart. */
function parts({ raci }: Responsible): MrkdwnElement[] {
  const told = raci.filter(({ who }) => who.length > 0);
  return told.map(({ part, who }) => {
    const rest = who.length - NAMED;
    const more = rest > 0 ? mrkdwn` and ${rest} more` : mrkdwn``;
    return joined([mrkdwn`${part}: `, joined(who.slice(0, NAMED), ', '), more], '');
  });
}

const thereFor = ({ department, purpose }: Responsible): KnownBlock[] =>
  purpose === undefined ? [] : [context(mrkdwn`${department} is there for: ${purpose}`)];

function why({ because, stage, confirmed, notYet }: Responsible): MrkdwnElement {
  const said = because.length > 0 ? mrkdwn`Because of “${because.join('”, “')}”` : mrkdwn`By its meaning`;
  const since = confirmed === undefined ? mrkdwn`` : mrkdwn` · last confirmed ${confirmed}`;
  const asked = notYet === undefined ? mrkdwn`` : mrkdwn` · ${mention(notYet.user)} ${NOT_YET[notYet.why]}`;
  return joined([said, mrkdwn` · stage: ${stage}`, since, asked], '');
}

const NOT_YET = {
  asked: 'is asked, and has not said yes yet',
  declined: 'was named, and has said no',
  lapsed: 'was named, and has not confirmed it',
};

const MOST_OTHERS = 3;

function alsoPossible(others: readonly Responsible[]): KnownBlock[] {
  if (others.length === 0) return [];
  const named = others.slice(0, MOST_OTHERS).map(({ topic, answers }) => mrkdwn`${topic} (${mention(answers)})`);
  return [context(joined([mrkdwn`Less likely: `, joined(named, ', ')], ''))];
}

const wrong = (
  asked: string,
  { key, mayEdit, editableDepartment }: Pick<Responsible, 'key' | 'mayEdit' | 'editableDepartment'>,
): KnownBlock =>
  actions(
    'who',
    button('Wrong?', 'ownership.wrong', JSON.stringify({ key, asked: asked.slice(0, ASKED) })),
    ...(mayEdit ? [button('Edit this topic', 'ownership.edit-topic', key)] : []),
    ...(editableDepartment === undefined
      ? []
      : [button('Edit its department', 'ownership.edit-department', editableDepartment)]),
  );

/** Nobody is named for it: the CX lead has it, and hears what to name somebody for. */
export function nobodyYet(asked: string, lead: UserId, some: readonly string[], mayAdd: boolean): Message {
  const said = shortened(masked(asked), ASKED);
  return {
    text: words`Nobody is named for “${said}” yet`,
    blocks: [
      section(
        mrkdwn`*Nobody is named for “${said}” yet.* Such feedback goes to ${mention(lead)}. I have noted it, so that somebody can be.`,
      ),
      context(mrkdwn`Known topics: ${some.join(', ')} …`),
      ...(mayAdd ? [actions('who', button('New topic', 'ownership.add-topic', 'any'))] : []),
    ],
  };
}

/** Somebody with a role of the company's own making. */
export const whoIs = (title: string, who: UserId): Message => ({
  text: words`${title}: who it is`,
  blocks: [section(mrkdwn`*${title}*: ${mention(who)}`)],
});

/** "Wrong?": what it should say. */
export function wrongForm(about: string, topic: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'ownership.wrong',
    private_metadata: about,
    title: plain('Who answers for it?'),
    submit: plain('Send'),
    close: plain('Cancel'),
    blocks: [
      context(mrkdwn`You were told *${topic}*. The CX lead reads what you write and puts it right.`),
      {
        type: 'input',
        block_id: 'instead',
        label: plain('Whose is it, and how do you know?'),
        element: { type: 'plain_text_input', action_id: 'instead', multiline: true, max_length: 500 },
      },
    ],
  };
}

/** To the CX lead: somebody was told the wrong one. */
export function correction(
  { by, asked, instead }: { readonly by: UserId; readonly asked: string; readonly instead: string },
  { name: topic, key }: { readonly name: string; readonly key?: string },
): Message {
  const said = shortened(masked(asked), ASKED);
  return {
    text: words`Who answers for “${said}”? A correction`,
    blocks: [
      section(
        mrkdwn`${mention(by)} asked who answers for “${said}” and was told *${topic}*. They say: “${shortened(masked(instead), 500)}”`,
      ),
      context(
        mrkdwn`If they are right, change the topic's owner or words: here, or with everything else under \`/cx setup\`.`,
      ),
      ...(key === undefined
        ? []
        : [actions('correct', button('Edit this topic', 'ownership.edit-topic', key, 'primary'))]),
    ],
  };
}
