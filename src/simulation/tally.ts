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

/** What all people together got on one day. */
export interface CompanyDay {
  readonly day: string;
  readonly messages: number;
  readonly people: number;
  /** Who got most of it, by name where several got as many. */
  readonly most: { readonly names: readonly string[]; readonly messages: number };
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

/** What everybody together got on each day, the worst first; of two alike the earlier. */
export function companyDays(people: readonly Tally[]): CompanyDay[] {
  const days = new Map<string, { readonly name: string; readonly messages: number }[]>();
  for (const { name, days: own } of people) {
    for (const [day, messages] of own) days.set(day, [...(days.get(day) ?? []), { name, messages }]);
  }
  return [...days]
    .map(([day, shares]): CompanyDay => {
      const most = Math.max(...shares.map(({ messages }) => messages));
      const names = shares.filter(({ messages }) => messages === most).map(({ name }) => name);
      const messages = shares.reduce((sum, share) => sum + share.messages, 0);
      return { day, messages, people: shares.length, most: { names: names.sort(), messages: most } };
    })
    .sort((a, b) => b.messages - a.messages || (a.day < b.day ? -1 : 1));
}

/** "4 to ann", "3 each to ann, bob and 2 more". */
export function mostText({ most: { names, messages } }: CompanyDay): string {
  const [first = '', second, ...more] = names;
  if (second === undefined) return `${messages} to ${first}`;
  return more.length === 0
    ? `${messages} each to ${first} and ${second}`
    : `${messages} each to ${first}, ${second} and ${more.length} more`;
}
