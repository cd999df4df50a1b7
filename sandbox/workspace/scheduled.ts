import { type Draft, postMessage } from './messages.ts';
import type { Message } from './model.ts';
import type { Workspace } from './workspace.ts';

/** A message that waits for its time. */
export interface Scheduled {
  readonly id: string;
  /** Seconds of the workspace's time. */
  readonly post_at: number;
  readonly date_created: number;
  readonly draft: Draft;
}

export interface Scheduler {
  /** Something was scheduled or time was turned: whatever is due is posted, and the next is waited for. */
  look(): void;
  close(): void;
}

const LONGEST_WAIT_MS = 3_600_000;

/** Posts what is due by the workspace's clock. As in Slack a message with metadata is taken, and never posted. */
export function createScheduler(workspace: Workspace, posted: (message: Message) => void): Scheduler {
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    clearTimeout(timer);
    for (const each of dueBy(workspace, workspace.clock.now())) {
      workspace.scheduled.delete(each.id);
      const channel = workspace.channels.get(each.draft.channel);
      if (each.draft.metadata === undefined && channel && !channel.is_archived)
        posted(postMessage(workspace, each.draft));
    }
    const next = Math.min(...[...workspace.scheduled.values()].map(({ post_at }) => post_at * 1000));
    if (!Number.isFinite(next)) return;
    timer = setTimeout(look, Math.min(Math.max(0, next - workspace.clock.now()), LONGEST_WAIT_MS)).unref();
  };
  const still = workspace.clock.onTurn(look);
  return {
    look,
    close() {
      still();
      clearTimeout(timer);
    },
  };
}

const dueBy = ({ scheduled }: Workspace, now: number): Scheduled[] =>
  [...scheduled.values()].filter(({ post_at }) => post_at * 1000 <= now).sort((a, b) => a.post_at - b.post_at);
