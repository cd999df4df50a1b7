import { seeded } from '../kernel/chance.ts';
import type { UserId } from '../kernel/slack.ts';

/** The chance that decides whether and when somebody answers about a thing they are asked of. */
export type Luck = (who: UserId, subject: string) => () => number;

/**
 * Everybody is as lucky about each thing, each time they are asked of it, whatever is asked of others: so that two lives
 * under two policies differ by what the policies do, and not by chance that was drawn in another order.
 */
export function ownLuck(seed: number): Luck {
  const asked = new Map<string, number>();
  return (who, subject) => {
    const about = `${who} ${subject}`;
    const times = (asked.get(about) ?? 0) + 1;
    asked.set(about, times);
    return seeded(hashed(`${seed} ${about} ${times}`));
  };
}

/** FNV-1a, in 32 bits. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
