import type { MrkdwnElement, SectionBlock } from '@slack/types';
import { localDay, localTime } from '../../kernel/calendar/day.ts';
import { type AuditEntry, type Author, auditTrail } from '../../platform/db/audit-trail.ts';
import { context, type Message, saying, section } from '../../platform/slack/blocks.ts';
import { joined, mention, mrkdwn, shortened, words } from '../../platform/slack/mrkdwn.ts';
import type { CommandVerb } from '../../platform/slack/surface.ts';
import { type Asking, onDirectory } from './acting.ts';

const MOST = 20;

/** `/cx audit`: who changed what of the directory, the newest first. */
export const auditCommand: CommandVerb = {
  verb: 'audit',
  usage: '<words>',
  help: 'who changed what, as in `/cx audit double-charges`',
  ...onDirectory('audit.read', async (tx, { organisation }, { words: about }: { readonly words: string } & Asking) => {
    const entries = await auditTrail(tx, { ...(about !== '' && { about }), most: MOST });
    return { say: trailShown(entries, about, organisation.company.timezone) };
  }),
};

function trailShown(entries: readonly AuditEntry[], about: string, zone: string): Message {
  if (entries.length === 0)
    return saying(about === '' ? 'Nothing has been changed yet.' : 'Nothing with these words has been changed.');
  return {
    text: words`The last ${entries.length} changes`,
    blocks: [
      section(mrkdwn`*The last changes*, the newest first`),
      ...sectionsOf(entries.map((entry) => lineOf(entry, zone))),
      context(mrkdwn`Times in ${zone}. Nothing here can be changed or taken away, by anybody.`),
    ],
  };
}

const A_SECTION = 8;

/** A section holds three thousand characters. */
const sectionsOf = (lines: readonly MrkdwnElement[]): SectionBlock[] =>
  Array.from({ length: Math.ceil(lines.length / A_SECTION) }, (_, n) =>
    section(joined(lines.slice(n * A_SECTION, (n + 1) * A_SECTION), '\n')),
  );

const LONGEST = 60;

function lineOf({ at, by, action, subject, before, after }: AuditEntry, zone: string) {
  const when = `${localDay(at, zone)} ${localTime(at, zone)}`;
  const [from, to] = [before, after].map((value) => shortened(value ?? '–', LONGEST));
  return joined([mrkdwn`${when} · `, authorOf(by), mrkdwn` · ${action} · ${subject}: ${from ?? ''} → ${to ?? ''}`], '');
}

const authorOf = (by: Author) => {
  if (by === 'file') return mrkdwn`the organisation file`;
  return by === 'loopkeeper' ? mrkdwn`Loopkeeper` : mention(by);
};
