import type { Context } from '../../platform/context.ts';
import type { Feature } from '../../platform/feature.ts';
import { LEAVE_TIMER, onLeaveTimer } from './away.ts';
import { surface } from './commands.ts';
import { onChannelChange, onDnd, onMembership, onUserChange } from './on-change.ts';

export { type Channel, channelNames, findChannelByRef, hasLeft } from './channels/store.ts';
export { denial } from './denial.ts';
export { enterChannel, meet, meetChannel, readDirectory } from './directory.ts';
export {
  ACTIONS,
  type Action,
  can,
  isNamed,
  type Leave,
  type Person,
  type Relation,
  type Standing,
  whoMay,
} from './domain.ts';
export { daysOff } from './holidays.ts';
export {
  findPerson,
  findPersonByRef,
  findPrimaryOwner,
  groupHandles,
  membersByName,
  membersLike,
  membersNamed,
} from './store.ts';
export { type Sweeper, startSweeps } from './sweep.ts';

/** Who is who: Slack's users and channels, and what each may do. */
export function people(context: Context): Feature {
  return {
    name: 'people',
    surface,
    timers: { [LEAVE_TIMER]: onLeaveTimer },
    inbox: {
      'slack/user_change': (tx, item) => onUserChange(context, tx, item),
      'slack/dnd_updated_user': (tx, item) => onDnd(tx, item, context.now()),
      'slack/team_join': (tx, item) => onUserChange(context, tx, item),
      'slack/channel_created': onChannelChange,
      'slack/member_joined_channel': (tx, item) => onMembership(context, tx, item),
      'slack/member_left_channel': (tx, item) => onMembership(context, tx, item),
      'slack/channel_rename': onChannelChange,
      'slack/channel_archive': onChannelChange,
      'slack/channel_unarchive': onChannelChange,
      'slack/channel_left': onChannelChange,
      'slack/group_rename': onChannelChange,
      'slack/group_archive': onChannelChange,
      'slack/group_unarchive': onChannelChange,
      'slack/group_left': onChannelChange,
    },
  };
}
