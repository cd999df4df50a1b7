import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from './schema.ts';

/** Who changed something: a person in Slack, whoever applied a file, or the bot by a rule of its own. */
export type Author = UserId | 'file' | 'loopkeeper';

/** One thing that stands otherwise than before. `before` and `after` are short texts; one is absent where there was nothing. */
export interface Deed {
  /** As the permissions name it, where it is one of them: `topic.confirm`. */
  readonly action: string;
  /** To what: `topics.double-charges.owner`. */
  readonly subject: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

export interface AuditEntry extends Deed {
  readonly at: Instant;
  readonly by: Author;
}

const AT_ONCE = 500;

/** Adds to what is never rewritten: the database refuses any change of it. */
export async function saveAudit(tx: Tx, deeds: readonly Deed[], by: Author, now: Instant): Promise<void> {
  for (let from = 0; from < deeds.length; from += AT_ONCE) {
    const rows = deeds.slice(from, from + AT_ONCE).map(({ before, after, ...deed }) => ({
      ...{ ...deed, at: now, by, before: before ?? null, after: after ?? null },
    }));
    await tx.insertInto('audit_entry').values(rows).execute();
  }
}

/** The newest first, `most` of them; with `about` only those whose subject, action or author has these letters. */
export async function auditTrail(
  tx: Tx,
  { about, most }: { readonly about?: string | undefined; readonly most: number },
): Promise<readonly AuditEntry[]> {
  let query = tx.selectFrom('audit_entry').selectAll().orderBy('id', 'desc').limit(most);
  if (about !== undefined) {
    const like = `%${about.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where(({ eb, or }) =>
      or((['subject', 'action', 'by'] as const).map((column) => eb(column, 'like', like).$castTo<boolean>())),
    );
  }
  return (await query.execute()).map(({ by, before, after, at, action, subject }) => ({
    ...{ at, action, subject, by: by as Author, before: before ?? undefined, after: after ?? undefined },
  }));
}
