import { localDay } from '../../kernel/calendar/day.ts';
import { quarterOf } from '../../kernel/calendar/quarter.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import type { Message } from '../../platform/slack/blocks.ts';
import { currentOrganisation, cxLead } from '../ownership/index.ts';
import { findPerson, type Person } from '../people/index.ts';
import { currentOf, letDownOf, type SupportDay } from './domain.ts';
import { calendarFor, hasHosts, hostDepartment, isOfSupport, questionFor, timed } from './look.ts';
import { offersFor } from './offering.ts';
import { daysOfGuest, plannedWith } from './store.ts';
import {
  asked,
  type Before,
  had,
  nobodyHosts,
  noneLeft,
  offered,
  planned,
  type Shown,
  type ShownOffer,
} from './views/answers.ts';
import { hosting } from './views/hosting.ts';

/** How somebody stands to their day of this quarter. */
export type Standing =
  | { readonly kind: 'over' | 'coming'; readonly shown: Shown }
  | { readonly kind: 'had'; readonly day: SupportDay }
  | { readonly kind: 'hosting'; readonly coming: readonly Shown[]; readonly past: readonly Shown[] }
  | { readonly kind: 'free'; readonly letDown: SupportDay | undefined }
  | { readonly kind: 'nobody hosts' };

export async function standingFor(tx: Tx, person: Person, now: Instant): Promise<Standing> {
  const { zone } = await calendarFor(tx, person.id);
  const days = await daysOfGuest(tx, person.id);
  const current = currentOf(days, localDay(now, zone));
  if (current?.state === 'planned') {
    const shown = { day: await timed(tx, current), zone };
    return { kind: now >= shown.day.until ? 'over' : 'coming', shown };
  }
  if (await isOfSupport(tx, person)) return hostingOf(tx, person, zone, now);
  if (current !== undefined) return { kind: 'had', day: current };
  if (!(await hasHosts(tx))) return { kind: 'nobody hosts' };
  return { kind: 'free', letDown: letDownOf(days, localDay(now, zone)) };
}

async function hostingOf(tx: Tx, { id }: Person, zone: string, now: Instant): Promise<Standing> {
  const shown: Shown[] = [];
  for (const day of await plannedWith(tx, id, quarterOf(localDay(now, zone)).from))
    shown.push({ day: await timed(tx, day), zone });
  const { coming = [], past = [] } = Object.groupBy(shown, ({ day }) => (now >= day.until ? 'past' : 'coming'));
  return { kind: 'hosting', coming, past };
}

/** `/cx day`: how it stands, and for whoever has none three days to choose from. */
export async function dayFor(tx: Tx, person: Person, now: Instant): Promise<Message> {
  const standing = await standingFor(tx, person, now);
  switch (standing.kind) {
    case 'over':
      return asked(standing.shown, standing.shown.day.host);
    case 'coming':
      return planned(standing.shown);
    case 'had':
      return had(standing.day);
    case 'hosting':
      return hosting(standing.coming, standing.past);
    case 'nobody hosts':
      return nobodyFor(tx);
    case 'free':
      return offersTo(tx, person, now, { before: standing.letDown });
  }
}

async function nobodyFor(tx: Tx): Promise<Message> {
  const { organisation } = await currentOrganisation(tx);
  const department = (await hostDepartment(tx))?.name ?? organisation.support_days?.host ?? 'support';
  return nobodyHosts(await cxLead(tx, organisation), department);
}

/** Three days; `except` is the one that they want to get away from. */
export async function offersTo(
  tx: Tx,
  person: Person,
  now: Instant,
  { before, except }: { readonly before?: Before; readonly except?: string },
): Promise<Message> {
  const question = await questionFor(tx, person, now, except);
  if (question.hosts.length === 0) return nobodyFor(tx);
  const found = offersFor(question);
  if ('none' in found) {
    const { organisation } = await currentOrganisation(tx);
    return noneLeft(found.none, question.until, await cxLead(tx, organisation), before);
  }
  const offers: ShownOffer[] = [];
  for (const offer of found.offers) {
    const name = (await findPerson(tx, offer.host))?.name ?? '';
    const { from, until } = await timed(tx, { ...offer, guest: person.id, ...UNBOOKED });
    offers.push({ ...offer, name, from, until });
  }
  return offered(offers, question.guest.calendar.zone, before);
}

const UNBOOKED = { id: 0, state: 'planned', learned: undefined } as const;
