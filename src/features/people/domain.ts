import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

/** What somebody is in the workspace. Only a member may do more than look. */
export type Standing = 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated';

export interface Person extends Omit<SlackPerson, 'status'> {
  /** The leave under way or to come. */
  readonly leave: Leave | undefined;
  /** Whether it is under way: somebody else answers. */
  readonly away: boolean;
  /** They have asked Slack not to disturb them until then. */
  readonly quietUntil: Instant | undefined;
  /** They wish for the daily bundle only, or for what can wait once a week; undefined: as usual. */
  readonly rhythm: Rhythm | undefined;
  /** The user groups of Slack they are in: of each its id and its handle, `@support`. */
  readonly groups: readonly string[];
}

/** Whether that is how the organisation names this person: by Slack id, by e-mail, or as one of a user group. */
export const isNamed = (
  { id, email, groups }: Pick<Person, 'id' | 'email' | 'groups'>,
  ref: string | undefined,
): boolean => ref !== undefined && (ref === id || ref === email || groups.includes(ref));

export const RHYTHMS = ['daily', 'weekly'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** Days by the person's own wall, the last included. */
export interface Leave {
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** Who answers for them, where they have named somebody. */
  readonly delegate: UserId | undefined;
  /** Their Slack status says so, rather than they themselves. */
  readonly byStatus?: boolean | undefined;
}

/** Somebody as Slack shows them. */
export interface SlackPerson {
  readonly id: UserId;
  readonly name: string;
  readonly email: string | null;
  /** IANA zone as Slack has it. */
  readonly timezone: string | null;
  readonly standing: Standing;
  /** Undefined where Slack does not tell it. */
  readonly status?: Status | undefined;
  /** Whether they may administer the workspace, or are its primary owner. */
  readonly admin?: 'admin' | 'primary owner' | undefined;
}

/** What somebody's Slack status says. */
export interface Status {
  readonly text: string;
  /** As Slack writes it: `:palm_tree:`. */
  readonly emoji: string;
  /** When Slack takes it away; undefined: until they do. */
  readonly until: Instant | undefined;
}

/** How a person stands to what they act on. A founder administers a workspace for which nobody has named a CX lead. */
export type Relation =
  | 'owner'
  | 'backup'
  | 'colleague'
  | 'head'
  | 'cx_lead'
  | 'sponsor'
  | 'people_lead'
  | 'teller'
  | 'asked'
  | 'taker'
  | 'visitor'
  | 'host'
  | 'founder';

const ANSWERABLE: readonly Relation[] = ['owner', 'backup', 'head', 'cx_lead'];
/** Whoever is asked to tell the customer may do that, and see who it is. */
const SPEAKING: readonly Relation[] = [...ANSWERABLE, 'teller'];

/** The executive sponsor's queue. */
const DECIDING: readonly Relation[] = ['cx_lead', 'sponsor'];

/** Whoever looks after the directory as a whole. */
const DIRECTING: readonly Relation[] = [...DECIDING, 'founder'];

/** Who may do what. `everyone` includes guests and strangers; `members` are full members of the workspace. */
const ALLOWED = {
  'help.read': 'everyone',
  'issue.look': 'everyone',
  'ownership.look': 'everyone',
  'ownership.correct': 'members',
  'topic.agree': ['owner', 'asked'],
  'topic.agree-own': 'members',
  'topic.decline': ['owner', 'asked'],
  'topic.name': ['owner', 'head', 'cx_lead', 'founder'],
  'topic.keep': ['head', 'cx_lead'],
  'topic.edit': ['owner', 'head', ...DIRECTING],
  'topic.retire': ['owner', 'head', ...DIRECTING],
  'topic.move': ['cx_lead'],
  // All but its name and who heads it, which are of the directory as a whole.
  'department.edit': ['head', ...DIRECTING],
  'directory.edit': DIRECTING,
  // Which colleagues and user groups there are, which Slack shows them too.
  'directory.search': 'members',
  'audit.read': DECIDING,
  'cockpit.read': DECIDING,
  'journey.look': 'members',
  'wall.look': 'members',
  'wall.put-forward': 'members',
  'wall.name': 'members',
  'wall.take-down': DECIDING,
  'issue.list': 'members',
  'day.look': 'members',
  'day.choose': 'members',
  'day.cancel': ['visitor'],
  'day.veto': ['host'],
  'day.answer': ['visitor', 'host'],
  'people.leave': 'members',
  'people.quiet': 'members',
  'issue.doctor': DECIDING,
  'issue.help': 'members',
  'feedback.log': 'members',
  'issue.accept': ['owner', 'colleague', 'head', 'cx_lead'],
  'issue.promise': ['owner', 'colleague', 'head', 'cx_lead'],
  'issue.contact': SPEAKING,
  'issue.fix': ANSWERABLE,
  'issue.tell': SPEAKING,
  'issue.close': ANSWERABLE,
  'issue.bounce': ANSWERABLE,
  'issue.assign': ['head', 'cx_lead'],
  'issue.wait': ANSWERABLE,
  'issue.note': ANSWERABLE,
  'issue.show': SPEAKING,
  'issue.reopen': ANSWERABLE,
  'issue.snooze': ANSWERABLE,
  'issue.block': ANSWERABLE,
  'issue.unblock': ANSWERABLE,
  'issue.blocked': 'members',
  'issue.offer': ANSWERABLE,
  'issue.need-help': ANSWERABLE,
  'issue.ask-teller': ANSWERABLE,
  'issue.goodwill': ANSWERABLE,
  'issue.merge': ANSWERABLE,
  'issue.unmerge': ANSWERABLE,
  'issue.answer': ['asked'],
  'issue.unrestrict': ['cx_lead', 'people_lead'],
  'issue.agree': ['taker', 'cx_lead', 'sponsor'],
  'issue.queue': DECIDING,
  'issue.decide': DECIDING,
  'issue.set-day': DECIDING,
  'issue.ask-why': DECIDING,
  'issue.question': ['sponsor'],
  'issue.cause': ANSWERABLE,
  'cause.look': 'members',
  // The owner of any issue under it.
  'cause.ship': ['owner', 'head', 'cx_lead'],
} as const satisfies Record<string, 'everyone' | 'members' | readonly Relation[]>;

export type Action = keyof typeof ALLOWED;

export const ACTIONS = Object.keys(ALLOWED) as Action[];

export interface Actor {
  readonly standing: Standing;
  readonly relations: readonly Relation[];
}

/** Whether this person may do this to what they stand in these relations to. What is not allowed is denied. */
export function can({ standing, relations }: Actor, action: Action): boolean {
  const allowed: 'everyone' | 'members' | readonly Relation[] = ALLOWED[action];
  if (standing === 'deactivated' || standing === 'bot') return false;
  if (allowed === 'everyone') return true;
  if (standing !== 'member') return false;
  return allowed === 'members' || relations.some((relation) => allowed.includes(relation));
}

/** Whether somebody of this standing may do this at all; what depends on how they stand to something is asked where that is known, and answered by name. */
export function mayEver(standing: Standing | undefined, action: Action): boolean {
  if (standing === undefined) return false;
  const allowed: 'everyone' | 'members' | readonly Relation[] = ALLOWED[action];
  return typeof allowed !== 'string' || can({ standing, relations: [] }, action);
}

const TITLES: Record<Relation, string> = {
  owner: 'its owner',
  backup: 'the backup',
  colleague: 'anyone in the department',
  head: 'the department head',
  cx_lead: 'the CX lead',
  sponsor: 'the executive sponsor',
  people_lead: 'the people lead',
  teller: 'whoever was asked to tell the customer',
  asked: 'whoever was asked',
  taker: 'the head of the department that takes it',
  visitor: 'whoever chose that day',
  host: 'the host of that day',
  founder: 'an admin of the workspace',
};

/** Who may do it instead, as words for a refusal: "its owner, the backup or the CX lead". */
export function whoMay(action: Action): string {
  const allowed: 'everyone' | 'members' | readonly Relation[] = ALLOWED[action];
  if (typeof allowed === 'string') return 'full members of this workspace';
  // In a company that somebody has described there is no such person any more.
  const titles = allowed.filter((relation) => relation !== 'founder').map((relation) => TITLES[relation]);
  return titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}`;
}
