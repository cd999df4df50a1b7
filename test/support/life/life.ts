import { organisationFrom } from '../../../src/features/ownership/org-file.ts';
import { surface as peopleSurface } from '../../../src/features/people/commands.ts';
import { findPerson } from '../../../src/features/people/index.ts';
import { dayAfter } from '../../../src/kernel/calendar/day.ts';
import type { ChannelId, UserId } from '../../../src/kernel/slack.ts';
import { type Instant, later } from '../../../src/kernel/time.ts';
import type { Tx } from '../../../src/platform/db/schema.ts';
import { deliver } from '../../../src/platform/inbox/inbox.ts';
import type { Imagined } from '../../../src/platform/outbox/imagined.ts';
import { createWorld, type World } from '../../../src/simulation/world.ts';
import { type Command, filledIn, TEXTS } from './commands.ts';
import { COMPANY, dayOf, idOf, NAMES, type Name, zoneOf } from './company.ts';

/** The company as it lives: what happens to it is done, and after each event somebody looks. */
export interface Life {
  readonly world: World;
  readonly happens: (command: Command) => Promise<void>;
  readonly passes: (ms: number) => Promise<void>;
}

interface Options {
  readonly begins: Instant;
  /** What was said since the last look; all that follows from it is done. */
  readonly looks: (tx: Tx, said: readonly Imagined[], now: Instant) => Promise<void>;
}

const organisation = () => {
  const read = organisationFrom(COMPANY);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.organisation;
};

export async function createLife({ begins, looks }: Options): Promise<Life> {
  const heard: Imagined[] = [];
  const world: World = await createWorld({
    organisation: organisation(),
    begins,
    random: () => 0.5,
    heard: (said) => heard.push(said),
    looked: () => world.context.transaction((tx) => looks(tx, heard.splice(0), world.context.now())),
  });
  const now = () => world.context.now();
  const passes = (ms: number) => world.turnTo(later(now(), ms));
  for (const name of NAMES) await slackTells(world, name, {}, `tz-${name}`);
  await passes(0);
  let events = 0;
  return {
    world,
    passes,
    async happens(command) {
      if (command.does === 'pass') return passes(command.ms);
      if (command.does === 'press') await press(world, command);
      else if (command.does === 'hear') await hear(world, command, ++events);
      else await change(world, command, ++events);
      await passes(0);
    },
  };
}

type Of<Does extends Command['does']> = Extract<Command, { readonly does: Does }>;

async function hear(world: World, { said, customer, urgent }: Of<'hear'>, n: number): Promise<void> {
  const score = urgent ? { score: { kind: 'nps', value: 1 } } : {};
  const from = { id: `c${customer}`, account: `Customer ${customer}` };
  await world.hears(said === 'board' ? 'board' : 'survey', `f${n}`, { text: TEXTS[said], ...score, customer: from });
}

const SLACK = { are: { deleted: true }, become: { is_restricted: true } } as const;

async function change(world: World, command: Exclude<Command, Of<'pass' | 'press' | 'hear'>>, n: number) {
  const { who, does } = command;
  if (does === 'go away') return commanded(world, who, 'away', awayWords(world, command));
  if (does === 'come back') return commanded(world, who, 'back', '');
  if (does === 'wish') return commanded(world, who, 'quiet', command.rhythm);
  const state = does === 'are deactivated' ? SLACK.are : does === 'become guests' ? SLACK.become : {};
  await slackTells(world, who, state, `e${n}`);
}

/** As Slack tells that somebody's profile has changed. */
async function slackTells({ context }: World, who: Name, state: object, externalId: string): Promise<void> {
  const user = { id: idOf(who), name: who, tz: zoneOf(who), profile: { email: `${who}@acme.test` }, ...state };
  const delivery = { kind: 'slack/user_change', source: 'slack', externalId, body: { type: 'user_change', user } };
  await context.transaction((tx) => deliver(tx, delivery, context.now()));
}

function awayWords(world: World, { who, days, delegate }: Of<'go away'>): string {
  let until = dayOf(who, world.context.now());
  for (let day = 0; day < days; day++) until = dayAfter(until);
  return `until ${until}${delegate === undefined || delegate === who ? '' : ` → <@${idOf(delegate)}>`}`;
}

async function commanded({ context }: World, who: Name, verb: string, words: string): Promise<void> {
  const command = peopleSurface.commands?.find((each) => each.verb === verb);
  await context.transaction(async (tx) => {
    if (!(await isMember(tx, idOf(who)))) return;
    await command?.run(tx, { user: idOf(who), channel: 'C1' as ChannelId, words, now: context.now() });
  });
}

const isMember = async (tx: Tx, id: UserId) => (await findPerson(tx, id))?.standing === 'member';

/** Presses the button, and fills in the form that it opens. Of who may not, or what is not there, comes a refusal. */
async function press({ context, actions, forms }: World, command: Of<'press'>): Promise<void> {
  const now = context.now();
  await context.transaction(async (tx) => {
    const aim = await aimOf(tx, command, now);
    if (aim === undefined || !(await isMember(tx, aim.user))) return;
    const { user, value } = aim;
    const form = (await actions.get(`issue.${command.action}`)?.run(tx, { user, value, now, at: undefined }))?.open;
    if (form === undefined) return;
    const name = NAMES.find((each) => idOf(each) === user) ?? 'ann';
    const values = filledIn(form, {
      ...command,
      day: (ahead) => days(name, now, ahead),
      colleague: someone(command.choice),
    });
    const about = form.private_metadata ?? '';
    await forms.get(form.callback_id ?? '')?.run(tx, { user, now, about, values, form: `f${now}` });
  });
}

const someone = (choice: number) => idOf(NAMES[choice % NAMES.length] ?? 'ann');

function days(name: Name, now: Instant, ahead: number): string {
  let day = dayOf(name, now);
  for (let n = 0; n < ahead; n++) day = dayAfter(day);
  return day;
}

/** Who presses, and what stands in the button. */
async function aimOf(tx: Tx, { who, action, issue: nth, choice }: Of<'press'>, now: Instant) {
  const issues = await tx.selectFrom('issue').select(['id', 'owner']).orderBy('id', 'desc').execute();
  const issue = issues[nth % Math.max(1, issues.length)];
  if (issue === undefined) return undefined;
  const { id, owner } = issue;
  if (who === 'asked') {
    const asks = await tx.selectFrom('issue_ask').selectAll().where('answer', 'is', null).orderBy('id').execute();
    const ask = asks[choice % Math.max(1, asks.length)];
    return ask && { user: ask.asked, value: `${ask.issue_id}@${ask.id}` };
  }
  const user = who === 'owner' ? owner : idOf(who);
  return { user, value: `${id}${behind(action, issues, choice, now)}` };
}

function behind(action: string, issues: readonly { id: number }[], choice: number, now: Instant): string {
  if (action.startsWith('slot')) return `@${later(now, (1 + choice) * 3 * 3_600_000)}`;
  if (action === 'merge') return `@${issues[choice % issues.length]?.id}`;
  return action === 'agree-1' ? '@product' : '';
}
