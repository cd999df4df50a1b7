import { saying, section } from '../../../platform/slack/blocks.ts';
import { joined, mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import type { CommandVerb } from '../../../platform/slack/surface.ts';
import { currentOrganisation, standsFor } from '../../ownership/index.ts';
import { audit } from './audit.ts';

const SHOWN = 10;

/** `/cx doctor`: what ought never to be, for those who can see to it. */
export const doctor: CommandVerb = {
  verb: 'doctor',
  usage: '',
  help: 'whether every issue has an owner, a next step and its messages',
  may: 'issue.doctor',
  async run(tx, { user, now }) {
    const { organisation } = await currentOrganisation(tx);
    if (!(await standsFor(tx, organisation, user)))
      return { say: saying('That is for the CX lead, their deputy and the executive sponsor.') };
    const flaws = await audit.find(tx, now);
    if (flaws.length === 0)
      return { say: saying('All is well: every open issue has an owner, a next step and its messages.') };
    const lines = flaws.slice(0, SHOWN).map((flaw) => mrkdwn`• ${flaw.words}`);
    const rest = flaws.length > SHOWN ? mrkdwn`\n${flaws.length - SHOWN} more.` : mrkdwn``;
    const text = words`${flaws.length === 1 ? 'One thing is not as it ought to be' : `${flaws.length} things are not as they ought to be`}`;
    return {
      say: { text, blocks: [section({ type: 'mrkdwn', text }), section(joined([joined(lines, '\n'), rest], ''))] },
    };
  },
};
