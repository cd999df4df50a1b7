import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { type Issue, type Outcome, refused } from '../domain.ts';
import { type Fields, missing } from '../fields.ts';
import { type Act, back, CLOSED, changed, remembered, signOfLife } from './change.ts';
import { outOfLimbo } from './limbo.ts';
import { snooze, snoozeProblem } from './pausing.ts';

/** What one asks a colleague about an issue: to allow that it is put off, to take it, to tell the customer, to say why. */
export type AskKind = 'snooze' | 'offer' | 'tell' | 'why';

/** One question to one person. Of each kind an issue has at most one that is not answered. */
export interface Ask {
  readonly id: number;
  readonly issue: number;
  readonly kind: AskKind;
  readonly by: UserId;
  readonly asked: UserId;
  /** Who had the issue then. */
  readonly owner: UserId;
  readonly payload: Fields;
  readonly at: Instant;
  readonly answer: 'yes' | 'no' | 'withdrawn' | undefined;
  /** The answer in words, where words were asked for. */
  readonly reply: string | undefined;
}

/** A decision to ask somebody: what becomes of the issue meanwhile, and what whoever asks is told. */
export interface Asking {
  readonly kind: 'asking';
  readonly ask: Pick<Ask, 'kind' | 'asked' | 'payload'>;
  readonly outcome: Outcome;
  readonly say: string;
}

/** Somebody who might be asked, as far as we know them. */
export interface Candidate {
  readonly id: UserId;
  readonly standing: string | undefined;
}

/** Only a colleague who works here can be asked; a guest, a bot or somebody who has left cannot, nor oneself. */
export function candidateProblem(candidate: Candidate | undefined, by: UserId, field: string): Outcome | undefined {
  if (candidate === undefined) return refused('Choose a colleague.', field);
  if (candidate.id === by) return refused('Choose a colleague, not yourself.', field);
  if (candidate.standing === 'member') return undefined;
  return refused('Choose a full member of this workspace: guests, bots and who has left cannot be asked.', field);
}

/** The third time it is put off somebody is asked first; until they say yes nothing changes. */
export function askToPutOff(issue: Issue, act: Act, fields: Fields, asked: UserId): Outcome | Asking {
  const problem = snoozeProblem(issue, act, fields);
  if (problem) return problem;
  const { until, reason } = fields;
  return {
    kind: 'asking',
    ask: { kind: 'snooze', asked, payload: { until, reason, times: String(issue.snoozes + 1) } },
    outcome: remembered(issue, act, 'asked to put off', { to: asked, until, reason }),
    say: `It has been put off ${issue.snoozes} times, so <@${asked}> is asked first. You'll hear the answer; until then it stays as it is.`,
  };
}

/** "Would you take it?" Its owner stays accountable until the colleague says yes. */
export function offer(issue: Issue, act: Act, to: Candidate | undefined, { reason }: Fields): Outcome | Asking {
  if (issue.state === 'closed') return refused(CLOSED);
  const problem = candidateProblem(to, act.by, 'colleague') ?? missing({ reason });
  if (problem || to === undefined) return problem ?? refused('Choose a colleague.', 'colleague');
  if (to.id === issue.owner) return refused('They have it already.', 'colleague');
  return {
    kind: 'asking',
    ask: { kind: 'offer', asked: to.id, payload: { reason } },
    outcome: signOfLife(issue, act, 'offered', { to: to.id, reason }),
    say: `<@${to.id}> is asked. Until they say yes, <@${issue.owner}> has it.`,
  };
}

/** Fixed, and somebody else is to say so to the customer; the owner stays accountable until that is done. */
export function askTeller(issue: Issue, act: Act, to: Candidate | undefined, { words }: Fields): Outcome | Asking {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.state !== 'fixed')
    return refused('First see it fixed: then there is something to tell, and the words write themselves.');
  const problem = candidateProblem(to, act.by, 'colleague') ?? missing({ words });
  if (problem || to === undefined) return problem ?? refused('Choose a colleague.', 'colleague');
  return {
    kind: 'asking',
    ask: { kind: 'tell', asked: to.id, payload: { words } },
    outcome: changed(issue, act, 'teller asked', { ...back(issue, act), teller: to.id }, { to: to.id }),
    say: `<@${to.id}> has your words now. <@${issue.owner}> stays accountable until the customer knows.`,
  };
}

/** Words to the customer, from what is known of the cause and the change. */
export function suggestedWords({ rootCause, change }: Pick<Issue, 'rootCause' | 'change'>): string {
  const parts = [
    'Thank you for telling us, and sorry for the trouble.',
    rootCause && `What went wrong: ${sentence(rootCause)}`,
    change && `What we have changed: ${sentence(change)}`,
  ];
  return parts.filter(Boolean).join(' ');
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** Why a question need not be answered any more, in kind words; undefined while it stands. */
export function mootBecause(
  { answer, by, owner }: Pick<Ask, 'answer' | 'by' | 'owner'>,
  issue: Pick<Issue, 'state' | 'owner'>,
): string | undefined {
  if (answer === 'yes' || answer === 'no') return 'You have answered already, thank you.';
  if (issue.state === 'closed') return 'It is closed by now, so there is nothing left to do. Thank you.';
  if (issue.owner !== owner) return `<@${issue.owner}> has it by now, so there is nothing left to do. Thank you.`;
  return answer === undefined ? undefined : `<@${by}> does not need this any more. Thank you all the same.`;
}

/** What an answer makes of the issue. `asker` is whoever asked, by whose days a day is meant. */
export function answered(
  ask: Ask,
  issue: Issue,
  says: 'yes' | 'no',
  { act, asker }: { act: Act; asker: Act },
): Outcome {
  if (ask.kind === 'snooze' && says === 'yes') return snooze(issue, asker, ask.payload, act.by);
  if (ask.kind === 'snooze') return remembered(issue, act, 'not put off', { until: ask.payload.until });
  if (ask.kind === 'offer' && says === 'yes') return takeOver(issue, act);
  if (ask.kind === 'offer') return remembered(issue, act, 'declined', { from: ask.by });
  return refused('Once the customer knows, "The customer knows" is the button.');
}

/** Taken from a colleague who offered it: no bounce. What the customer was promised stays promised. */
export function takeOver(issue: Issue, act: Act): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const { promisedFor, owner, state } = issue;
  const taken = {
    ...back(issue, act),
    owner: act.by,
    standing: 'owner',
    state: state === 'open' ? (issue.contactedAt === undefined ? 'accepted' : 'contacted') : state,
    acceptedAt: issue.acceptedAt ?? act.now,
    promisedFor,
    ...outOfLimbo(issue),
  } as const;
  return changed(issue, act, 'taken over', taken, { from: owner });
}
