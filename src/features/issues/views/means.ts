import { lengthText } from '../../../kernel/duration.ts';
import { masked } from '../../../kernel/masking.ts';
import type { Instant } from '../../../kernel/time.ts';
import { context, header, type Message, section } from '../../../platform/slack/blocks.ts';
import { mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { Want } from '../life/means.ts';
import { capital, NEED_TEXT } from './asks.ts';

const MOST = 10;

/** `/cx blocked`: what customers wait for that only leadership can give, the greatest want first. */
export function wantList(wants: readonly Want[], customers: number, now: Instant): Message {
  if (wants.length === 0) {
    const text = words`Nothing is blocked for want of people, money or a tool.`;
    return { text, blocks: [section({ type: 'mrkdwn', text })] };
  }
  const title = `${customers} ${customers === 1 ? 'customer waits' : 'customers wait'} for people, money or a tool`;
  const rest = wants.length - MOST;
  return {
    text: words`${title}`,
    blocks: [
      header(title),
      ...wants.slice(0, MOST).map((want, place) => section(lineOf(want, place + 1, now))),
      ...(rest > 0 ? [context(mrkdwn`${rest} more.`)] : []),
    ],
  };
}

function lineOf({ need, department, issues, customers, value, longest }: Want, place: number, now: Instant) {
  const worth = value > 0 ? mrkdwn`, accounts worth ${Math.round(value).toLocaleString('en-GB')}` : mrkdwn``;
  const waiting = `${counted(issues, 'issue')}, ${counted(customers, 'customer')}`;
  return mrkdwn`${place}. *${capital(NEED_TEXT[need])}, ${department}*: ${waiting}${worth}. Longest: ${lengthText(longest.waitingSince, now)} (#${longest.issue}: “${shortened(masked(longest.reason), 80)}”)`;
}

const counted = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
