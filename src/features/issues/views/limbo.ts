import type { ActionsBlock, Button, MrkdwnElement } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import { actions, button, context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, moment, mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { Issue, Limbo } from '../domain.ts';
import { decided, headline, queued, quoted, type Shown } from './card.ts';

/** A hand-off by somebody, departments by their names. */
export interface Passed {
  readonly from: string;
  readonly to: string | undefined;
  readonly reason: string;
}

/** A department that had it, or was named. */
export interface Side {
  readonly key: string;
  readonly name: string;
}

/** Hand-offs that are shown: the last ones. */
const MOST_PASSED = 5;

/** "Support (“not in the app”) → Product (“terms aren't ours”) → Marketing": what each said, and nothing on who is right. */
export function ledgerLine(passed: readonly Passed[]): MrkdwnElement {
  const last = passed.slice(-MOST_PASSED);
  const steps = last.map(({ from, reason }) => mrkdwn`${named(from)} (“${shortened(masked(reason), 100)}”)`);
  const to = last.at(-1)?.to;
  return joined(to === undefined ? steps : [...steps, mrkdwn`${named(to)}`], ' → ');
}

const named = (department: string): string => shortened(department, 60);

/** Whether its card asks the heads to agree, rather than for the next step of the work. */
export const liesBetween = ({ issue: { limbo, state, pause, restricted } }: Pick<Shown, 'issue'>): boolean =>
  limbo !== undefined && restricted === undefined && pause === undefined && state !== 'fixed' && state !== 'closed';

const namesOf = (sides: readonly Side[]): string => sides.map(({ name }) => named(name)).join(' and ');

/** In place of the usual card, while it lies between departments. */
export function betweenCard(shown: Shown): Message {
  const { issue, title, customer, sides = [] } = shown;
  return {
    text: words`#${issue.id} ${title}, complaint from ${customer}: between departments; please agree whose it is`,
    blocks: [
      section(mrkdwn`*Between departments · the CX lead looks after it now*`),
      section(headline(shown)),
      ...quoted(shown),
      section(joined([passedOn(shown), asked(shown)], '\n')),
      ...decided(shown),
      agreeActions(issue, sides),
      context(mrkdwn`#${issue.id} · ${mention(issue.owner)} has it until it is agreed${queued(shown)}`),
    ],
  };
}

const WHY: Readonly<Record<Exclude<Limbo['why'], 'bounced'>, string>> = {
  silence: 'could not take it in time',
  overdue: 'could not finish it in time',
};

/** How it came to lie there. */
function passedOn({ issue: { limbo }, sides = [], passed }: Shown): MrkdwnElement {
  if (limbo === undefined || limbo.why === 'bounced') return ledgerLine(passed);
  return joined(
    [
      ...(passed.length > 0 ? [ledgerLine(passed)] : []),
      mrkdwn`${namesOf(sides) || 'Whoever had it'} ${WHY[limbo.why]}.`,
    ],
    '\n',
  );
}

function asked({ issue: { limbo }, sides = [], dateText }: Shown): MrkdwnElement {
  const by = limbo === undefined ? mrkdwn`` : mrkdwn` ${moment('by', limbo.agreeBy, dateText(limbo.agreeBy))}`;
  if (sides.length === 0) return mrkdwn`The customer is still waiting. *CX lead: please say${by} whose this is.*`;
  return sides.length > 1
    ? mrkdwn`The customer is still waiting. *${namesOf(sides)} heads: please agree in the thread${by} whose this is.*`
    : mrkdwn`The customer is still waiting. *Head of ${namesOf(sides)}: please say${by} whose this is.*`;
}

/** What can be said of whose it is. No button is the primary one: that would take sides. */
export function agreeActions({ id }: Issue, sides: readonly Side[]): ActionsBlock {
  const takes = sides.map(
    ({ key, name }, place): Button => button(`${named(name)} takes it`, `issue.agree-${place + 1}`, `${id}@${key}`),
  );
  const others = [button('Someone else', 'issue.agree', String(id)), button('Details', 'issue.open', String(id))];
  return actions(`between-${id}`, ...takes, ...others);
}
