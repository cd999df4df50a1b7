import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { says } from '../../../platform/slack/answers.ts';
import type { Answer, Click, Sent, Surface } from '../../../platform/slack/surface.ts';
import { findChannelByRef, findPersonByRef } from '../../people/index.ts';
import { type ActingOnDirectory, actingOnDirectory, actingOnTopic, onDirectory } from '../acting.ts';
import { withChannel } from '../amendments.ts';
import type { Organisation } from '../domain.ts';
import { amend } from '../edit.ts';
import { fillAll, name } from '../upkeep/act.ts';
import { usableChannel } from '../upkeep/channel.ts';
import { missing, type Place } from '../upkeep/lines.ts';
import { openDirectory } from '../upkeep/open.ts';
import { nextStep, type Step, standsIn, stepOf } from './steps.ts';
import { doneView, type Holders, handedOver, stepForm } from './views.ts';

/** The next step with something missing, or that nothing comes any more. */
export async function openNext(tx: Tx, now: Instant, after?: string): Promise<Answer> {
  const directory = await openDirectory(tx, now);
  const next = nextStep(directory, after);
  const left = missing(directory).length;
  return { open: next ? stepForm(next, await holdersIn(tx, directory.organisation)) : doneView(left), inPlace: true };
}

async function holdersIn(tx: Tx, { roles, departments }: Organisation): Promise<Holders> {
  const { cx_lead, cx_deputy, executive_sponsor, people_lead } = roles;
  const people = new Map<Place, string>();
  const places: [Place, string | undefined][] = [
    ...Object.entries({ cx_lead, cx_deputy, executive_sponsor, people_lead }),
    ...departments.map(({ key, head, interim }) => [`head/${key}`, interim ? undefined : head]),
  ] as [Place, string | undefined][];
  for (const [place, ref] of places) {
    const person = ref && (await findPersonByRef(tx, ref));
    if (person && person.standing === 'member') people.set(place, person.id);
  }
  const channels = new Map<string, string>();
  for (const { key, channel } of departments) {
    const found = channel && (await findChannelByRef(tx, channel));
    if (found && !found.archived && !found.external) channels.set(key, found.id);
  }
  return { personIn: (place) => people.get(place), channelOf: (key) => channels.get(key) };
}

type Values = Sent['values'];
type Errors = Readonly<Record<string, string>>;

/** Keeps what was filled in at a step; a field left as it was changes nothing. Resolves to what is wrong, by field. */
async function save(tx: Tx, acting: ActingOnDirectory, step: Step, values: Values): Promise<Errors | undefined> {
  if (step.kind === 'places') return saveHolders(tx, acting, step.places, values);
  if (step.kind === 'owners') return saveOwners(tx, acting, step, values);
  const { key } = step.department;
  const chosen = values[`channel/${key}`];
  const channel = chosen === undefined ? undefined : await usableChannel(tx, chosen);
  if (channel && 'wrong' in channel) return { [`channel/${key}`]: channel.wrong };
  const wrong = await saveHolders(tx, acting, [`head/${key}`], values);
  if (wrong || channel === undefined) return wrong;
  const stands = step.department.channel && (await findChannelByRef(tx, step.department.channel));
  if (!stands || stands.id !== channel.id) await amend(tx, acting.person.id, withChannel(key, channel.id), acting.now);
  return undefined;
}

async function saveHolders(
  tx: Tx,
  acting: ActingOnDirectory,
  places: readonly Place[],
  values: Values,
): Promise<Errors | undefined> {
  const holders = await holdersIn(tx, acting.organisation);
  const named = places.flatMap((place): [Place, UserId][] => {
    const person = values[place] as UserId | undefined;
    const isNew = person !== holders.personIn(place) || standsIn(acting.organisation, place);
    return person !== undefined && isNew ? [[place, person]] : [];
  });
  const wrong = await fillAll(tx, acting, named);
  return wrong && { [wrong.place]: wrong.why };
}

async function saveOwners(
  tx: Tx,
  { person, now }: ActingOnDirectory,
  { topics }: Extract<Step, { kind: 'owners' }>,
  values: Values,
): Promise<Errors | undefined> {
  const errors: Record<string, string> = {};
  for (const { key } of topics) {
    const owner = values[`owner/${key}`] as UserId | undefined;
    const acting = owner && (await actingOnTopic(tx, { user: person.id, now }, key, 'topic.edit'));
    if (!owner || !acting || 'refused' in acting) continue;
    const outcome = await name(tx, acting, owner);
    if ('wrong' in outcome) errors[`owner/${key}`] = outcome.wrong;
  }
  return Object.keys(errors).length === 0 ? undefined : errors;
}

const GONE = 'That is not in the directory any more. `/cx setup` goes on from here.';

/** Setting up step by step: each is kept at once, may be skipped, and is taken up again where something is missing. */
export const leadingSurface = {
  actions: {
    'ownership.lead': onDirectory('directory.edit', (tx, { now }) => openNext(tx, now)),
    'ownership.skip': onDirectory('directory.edit', (tx, { now }, { value }: Click) => openNext(tx, now, value)),
  },
  forms: {
    'ownership.lead': onDirectory('directory.edit', async (tx, acting, { about, values, ...asked }: Sent) => {
      const step = stepOf(await openDirectory(tx, acting.now), about);
      if (step === undefined) return says(GONE);
      const errors = await save(tx, acting, step, values);
      if (errors) return { errors };
      const still = await actingOnDirectory(tx, asked, 'directory.edit');
      return 'refused' in still ? { open: handedOver(values.cx_lead as UserId) } : openNext(tx, acting.now, about);
    }),
  },
} satisfies Surface;
