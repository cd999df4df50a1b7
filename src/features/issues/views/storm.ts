import { masked } from '../../../kernel/masking.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { actions, button, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, mrkdwn, quote, words } from '../../../platform/slack/mrkdwn.ts';
import type { Cause } from '../life/causes.ts';
import type { Suggestion } from '../life/storms.ts';

export interface Gathered {
  readonly suggestion: Suggestion;
  readonly settledBy: UserId | undefined;
  readonly issues: number;
}

const QUOTED = 200;

/** Many customers say the same within an hour: one post for all, which grows in place. */
export function stormPost(cause: Cause, { suggestion, settledBy, issues }: Gathered): Message {
  const said = quote(masked(cause.title), QUOTED);
  const by = settledBy ? mrkdwn`, says ${mention(settledBy)}` : mrkdwn``;
  const value = String(cause.id);
  if (suggestion === 'undone') {
    const line = mrkdwn`*Not one cause after all*${by}. Each issue stands by itself again.`;
    return { text: words`Not one cause after all`, blocks: [section(joined([line, said], '\n'))] };
  }
  const isAsked = suggestion === 'open' && !cause.shipped;
  const heading = isAsked ? mrkdwn`*Looks like one cause*` : mrkdwn`*One cause*${by}`;
  const line = mrkdwn`${heading} · ${issues} customers say nearly the same`;
  const next = cause.shipped
    ? mrkdwn`Mended. Each owner tells their customer.`
    : mrkdwn`Their issues hang together: mend it once, and each owner tells their customer.`;
  const asked = isAsked
    ? [button('It is one cause', 'cause.keep', value, 'primary'), button('Not the same', 'cause.undo', value)]
    : cause.shipped
      ? []
      : [button("It's fixed for all", 'cause.ship', value, 'primary')];
  return {
    text: words`${isAsked ? 'Looks like one cause' : 'One cause'}: ${issues} customers say nearly the same`,
    blocks: [
      section(joined([line, said, next], '\n')),
      actions(`storm-${cause.id}`, ...asked, button('Details', 'cause.open', value)),
    ],
  };
}
