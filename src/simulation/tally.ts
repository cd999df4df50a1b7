import { localDay } from '../kernel/calendar/day.ts';
import type { Imagined } from '../platform/outbox/imagined.ts';

/** The messages of one person, or the top-level posts of one channel. */
export interface Tally {
  readonly name: string;
  readonly total: number;
  readonly aWeek: number;
  readonly worstDay: { readonly day: string; readonly messages: number };
  readonly days: ReadonlyMap<string, number>;
}

interface Span {
  readonly days: number;
  readonly zone: string;
  /** Who or what an id is. */
  readonly nameOf: (id: string) => string;
}

/** Per person the DMs, per channel the top-level posts, the busiest first. */
export function tallied(
  messages: readonly Imagined[],
  span: Span,
): { readonly people: Tally[]; readonly channels: Tally[] } {
  const loud = messages.filter(({ inThread }) => !inThread);
  const of = (isPerson: boolean) =>
    perRecipient(
      loud.filter(({ to }) => to.startsWith('U') === isPerson),
      span,
    );
  return { people: of(true), channels: of(false) };
}

function perRecipient(messages: readonly Imagined[], { days: length, zone, nameOf }: Span): Tally[] {
  const recipients = new Map<string, Map<string, number>>();
  for (const { to, at } of messages) {
    const days = recipients.get(to) ?? new Map<string, number>();
    const day = localDay(at, zone);
    recipients.set(to, days.set(day, (days.get(day) ?? 0) + 1));
  }
  return [...recipients]
    .map(([id, days]): Tally => {
      const total = [...days.values()].reduce((sum, count) => sum + count, 0);
      const [day = '', worst = 0] = [...days].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? [];
      return { name: nameOf(id), total, aWeek: (total * 7) / length, worstDay: { day, messages: worst }, days };
    })
    .sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
}
