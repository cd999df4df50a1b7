import type { MrkdwnElement } from '@slack/types';
import { durationText } from '../../../kernel/duration.ts';
import { mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import type { Anchor, LadderStep } from '../../ownership/index.ts';

/** Why a line stands in a DM. */
export interface Reason {
  readonly issue: number;
  readonly title: string;
  readonly step: string;
  /** The step of the ladder that it comes from, where it comes from one. */
  readonly rule: LadderStep | undefined;
  /** The version of the organisation file whose policy holds. */
  readonly version: number;
}

/** What no step of the ladder says. */
const SAID: Readonly<Record<string, string>> = {
  assigned: 'it is yours now',
  'handed-on': 'it was yours, and is with a colleague now',
  'brief-overdue': 'it is past its time, and you head its department',
  'brief-silent': 'its customer has had no word, and you head its department',
  'brief-blocked': 'its owner asks for means, and you head its department',
  'brief-agree': 'it lies between departments, one of which you head',
  'brief-decision': 'it waits in the queue for your decision',
};

const FROM: Readonly<Record<Anchor, string>> = {
  asked: 'you were asked',
  active: 'the last sign of life',
  customer: 'the customer spoke',
  promise: 'the promised time',
  'promise-day': 'the morning of the promised day',
  accepted: 'it was taken',
  warning: 'most of its time had gone',
  due: 'it was due',
  wake: 'the day to look at it again',
  agree: 'the time by which to agree',
};

/** "It came because it was not accepted: step accept, 4 working hours after you were asked; policy of version 3." */
export function reasonOf({ issue, title, step, rule, version }: Reason): MrkdwnElement {
  const because = rule === undefined ? (SAID[step] ?? 'it concerns you') : ruleText(rule);
  return mrkdwn`*#${issue} ${title}* stands in it because ${because} (policy of version ${version}).`;
}

function ruleText({ name, after, from }: LadderStep): string {
  const since = FROM[from as Anchor] ?? `the step “${from}”`;
  const when = after === undefined ? since : `${durationText(after)} after ${since}`;
  return `of the step “${name}”: ${when}`;
}
