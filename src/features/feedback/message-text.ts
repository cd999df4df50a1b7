import type { UserId } from '../../kernel/slack.ts';

const MARKUP = /<([^<>|]{1,3000})(?:\|([^<>]{0,3000}))?>/g;

/** The people a message mentions by id alone. */
export function mentionedIn(text: string): UserId[] {
  return [...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)>/g)].map(([, id]) => id as UserId))];
}

/** A message as people read it: Slack gives links, mentions and `&<>` as it stores them. What people typed has no `<` of its own. */
export function readableText(text: string, names: ReadonlyMap<UserId, string>): string {
  return text
    .replace(MARKUP, (_, target: string, label: string | undefined) => shownFor(target, label || undefined, names))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function shownFor(target: string, label: string | undefined, names: ReadonlyMap<UserId, string>): string {
  const id = target.slice(1);
  switch (target[0]) {
    case '@':
      return `@${label ?? names.get(id as UserId) ?? 'somebody'}`;
    case '#':
      return `#${label ?? 'channel'}`;
    case '!':
      return specialFor(id, label);
    default:
      return label ?? target.replace(/^(?:mailto|tel):/, '');
  }
}

/** `!here`, `!subteam^S1`, `!date^1392734382^{date}`: all but a date call somebody. */
function specialFor(target: string, label: string | undefined): string {
  const [kind = ''] = target.split('^');
  if (kind === 'date') return label ?? '';
  const name = label ?? (kind === 'subteam' ? 'group' : kind);
  return name.startsWith('@') ? name : `@${name}`;
}
