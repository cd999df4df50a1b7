import { beginWall } from './features/love-wall/index.ts';
import {
  applyOrganisation,
  beginUpkeep,
  findCxLead,
  findOrganisation,
  type Organisation,
  organisationFrom,
  orgProblemsText,
  templateOrganisation,
} from './features/ownership/index.ts';
import { channelNames, findPersonByRef, findPrimaryOwner, readDirectory } from './features/people/index.ts';
import type { Context } from './platform/context.ts';
import type { Log } from './platform/log.ts';
import type { Call } from './platform/slack/calls.ts';
import type { Identity } from './platform/slack/identity.ts';

/** Something only a person can mend before the bot can start; printed as it is, exit 78. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}

/** Nothing is wrong here that a person could mend: whoever starts us tries again. Printed as it is, exit 75. */
export class TryAgain extends Error {
  override name = 'TryAgain';
}

interface World {
  readonly context: Context;
  readonly call: Call;
  readonly log: Log;
  /** What the workspace is called. */
  readonly team: Identity['team'];
}

export interface OrgFile {
  readonly path: string;
  /** Undefined where there is none. */
  readonly text: string | undefined;
  /** Somebody named the file, so that its absence is a mistake. */
  readonly explicit?: boolean;
}

/**
 * Makes sure that there is an organisation and that somebody answers in the end. An empty database takes the file or,
 * without one, the template; a database that has one keeps it, and only edits by `/cx setup` or `loopkeeper org apply` change it. Throws `CannotStart`, or `TryAgain`
 * when Slack did not show everybody and nobody of those it did show answers. Resolves to whether the whole directory was read.
 */
export async function organise(world: World, file: OrgFile): Promise<boolean> {
  const { context } = world;
  const whole = await answerable(world, file);
  await context.transaction(async (tx) => {
    await beginUpkeep(tx, context.now());
    await beginWall(tx, context.now());
  });
  return whole;
}

async function answerable(world: World, file: OrgFile): Promise<boolean> {
  const { context } = world;
  const known = await context.transaction(findOrganisation);
  if (known === undefined && file.text === undefined) return begun(world, file);
  const organisation = known?.organisation ?? (await seeded(context, file));
  if (await someoneAnswers(world, organisation)) return false;
  const whole = await readDirectory(world);
  if (await someoneAnswers(world, organisation)) return whole;
  if (!whole) throw new TryAgain('Slack did not show who is in the workspace, so nobody is known to answer: try again');
  throw new CannotStart(
    `${file.path}: roles.cx_lead: ${organisation.roles.cx_lead} is no member of this Slack workspace, nor is anybody who could stand in; name somebody who is, because whatever nobody else owns goes to them`,
  );
}

/** Whether somebody is known to whom goes what nobody else owns: the CX lead, or who stands in. */
function someoneAnswers({ context, log }: World, organisation: Organisation): Promise<boolean> {
  return context.transaction(async (tx) => {
    const user = await findCxLead(tx, organisation);
    const lead = await findPersonByRef(tx, organisation.roles.cx_lead);
    if (user !== undefined && user !== lead?.id)
      log.warn({ user }, 'the CX lead is no member of this workspace: this person stands in');
    return user !== undefined;
  });
}

/** A workspace that nobody has described: whose it is answers for all of it, until others are named by `/cx setup`. */
async function begun(world: World, { path, explicit }: OrgFile): Promise<boolean> {
  if (explicit)
    throw new CannotStart(`${path} is missing: describe your organisation there, or leave out LOOPKEEPER_ORG`);
  const whole = await readDirectory(world);
  await world.context.transaction(async (tx) => {
    const owner = await findPrimaryOwner(tx);
    if (owner === undefined && !whole)
      throw new TryAgain('Slack did not show who is in the workspace, so nobody is known to answer: try again');
    if (owner === undefined)
      throw new CannotStart(
        `Slack shows no owner or admin of this workspace who could begin: describe your organisation in ${path} (start from demo/org.yml)`,
      );
    const { id, email, timezone } = owner;
    const beginning = {
      company: world.team,
      timezone: timezone ?? 'UTC',
      lead: email ?? id,
      channels: await channelNames(tx),
    };
    await applyOrganisation(tx, templateOrganisation(beginning), 'loopkeeper', world.context.now());
    world.log.warn(
      { user: id },
      'nobody has described the organisation: it begins with a template, and /cx setup leads on',
    );
  });
  return whole;
}

async function seeded(context: Context, { path, text = '' }: OrgFile): Promise<Organisation> {
  const parsed = organisationFrom(text);
  if (!parsed.ok) throw new CannotStart(orgProblemsText(path, parsed.problems));
  await context.transaction((tx) => applyOrganisation(tx, parsed.organisation, 'file', context.now()));
  return parsed.organisation;
}
