import type { KnownBlock } from '@slack/types';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { button, context, section } from '../../../platform/slack/blocks.ts';
import { mention, moment, mrkdwn } from '../../../platform/slack/mrkdwn.ts';

/** A customer whom somebody asks about, and what of theirs is open: who has waited longest first. */
export interface Customer {
  /** As customers are called, for example "a customer at Orbit"; several where all may be meant. */
  readonly name: string;
  readonly open: readonly Open[];
}

interface Open {
  readonly issue: number;
  /** What it is about, in words. */
  readonly title: string;
  readonly owner: UserId;
  readonly since: Instant;
  readonly sinceText: string;
}

/** Whom somebody means by an account, or its first words, or by a customer's whole name. */
export type FindCustomer = (tx: Tx, named: string) => Promise<Customer | undefined>;

const MOST = 5;

/** Who answers this customer now. */
export function customerBlocks({ name, open }: Customer): KnownBlock[] {
  const called = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  if (open.length === 0) return [section(mrkdwn`*${called}*: no complaint of theirs is open.`)];
  const count = open.length === 1 ? 'one complaint is open' : `${open.length} complaints are open`;
  const rest = open.length - MOST;
  return [
    section(mrkdwn`*${called}*: ${count}.`),
    ...open.slice(0, MOST).map(({ issue, title, owner, since, sinceText }) => ({
      ...section(
        mrkdwn`*#${issue} ${title}*: ${mention(owner)} answers for it; waiting ${moment('since', since, sinceText)}.`,
      ),
      accessory: button('Details', 'issue.open', String(issue)),
    })),
    ...(rest > 0 ? [context(mrkdwn`${rest} more are open.`)] : []),
  ];
}
