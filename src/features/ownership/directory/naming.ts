import type { UserId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { mention, mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import { findChannelByRef, findPersonByRef } from '../../people/index.ts';
import { refOf } from '../acting.ts';
import type { Department, Topic } from '../domain.ts';
import type { Naming } from './edits.ts';
import type { Person } from './views.ts';

type Ref = string | undefined;

interface Known {
  readonly id: string;
  /** As the organisation would name them. */
  readonly ref: string;
  readonly label: string;
  /** Whether Slack would let somebody choose them. */
  readonly here: boolean;
}

/** All that these entries name, and the values of a form, as Slack knows them. */
export async function namingOf(tx: Tx, refs: readonly Ref[]): Promise<Naming & { readonly personOf: Person }> {
  const known = new Map<string, Known>();
  for (const ref of new Set(refs)) {
    const found = ref ? await findKnown(tx, ref) : undefined;
    if (ref && found) known.set(ref, found).set(found.id, found);
  }
  return {
    idOf: (ref) => {
      const found = known.get(ref ?? '');
      return found?.here ? found.id : '';
    },
    valueFor: (ref) => known.get(ref)?.id ?? ref,
    refOf: (value) => known.get(value)?.ref ?? value,
    labelOf: (ref) => known.get(ref)?.label ?? ref,
    personOf: (ref) => {
      const id = known.get(ref)?.id;
      return id === undefined ? mrkdwn`${ref}` : mention(id as UserId);
    },
  };
}

async function findKnown(tx: Tx, ref: string): Promise<Known | undefined> {
  const person = await findPersonByRef(tx, ref);
  if (person) return { id: person.id, ref: refOf(person), label: person.name, here: person.standing === 'member' };
  const channel = await findChannelByRef(tx, ref);
  if (channel === undefined) return undefined;
  return { id: channel.id, ref: channel.id, label: channel.name, here: !channel.archived && !channel.external };
}

export const namedInTopic = ({ owner, backup, responsible = [], consulted = [], informed = [] }: Topic): Ref[] => [
  owner,
  backup,
  ...responsible,
  ...consulted,
  ...informed,
];

export const namedInDepartment = ({ head, deputy, channel, members }: Department): Ref[] => [
  head,
  deputy,
  channel,
  ...members,
];
