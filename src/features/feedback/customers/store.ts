import { sql } from 'kysely';
import type { Instant } from '../../../kernel/time.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Db, Tx } from '../../../platform/db/schema.ts';
import { type Feedback, sameCustomer } from '../domain.ts';
import { customerFrom } from '../store.ts';

const COLUMNS = [
  'id',
  'customer_id',
  'customer_name',
  'customer_email',
  'account',
  'account_value',
  'renews_on',
] as const;

type Earlier = Pick<Feedback, 'id' | 'receivedAt' | 'customer'>;

const MOST_OF_ONE = 200;

/** What this customer said since then before this, the newest first. */
export async function earlierOf(tx: Tx, { id, customer, receivedAt }: Feedback, since: Instant): Promise<Earlier[]> {
  const known = [
    ['customer_id', customer.id],
    ['customer_email', customer.email],
    ['customer_name', customer.name],
  ] as const;
  const found = new Map<number, Earlier>();
  for (const [column, value] of known) {
    if (!value?.trim()) continue;
    const asked = column === 'customer_id' ? value : value.trim();
    const rows = await EARLIER[column].all(tx, { id, since, until: receivedAt, value: asked });
    for (const row of rows) found.set(row.id, { id: row.id, receivedAt: row.received_at, customer: customerFrom(row) });
  }
  return [...found.values()].filter((each) => sameCustomer(each.customer, customer)).sort((a, b) => b.id - a.id);
}

interface Said {
  readonly id: number;
  readonly since: Instant;
  readonly until: Instant;
  readonly value: string;
}

const said = (db: Db, { id, since, until }: Omit<Said, 'value'>) =>
  db
    .selectFrom('feedback')
    .select(['received_at', ...COLUMNS])
    .where('id', '<', id)
    .where('received_at', '>=', since)
    .where('received_at', '<=', until)
    .orderBy('id', 'desc')
    .limit(MOST_OF_ONE);

/** By e-mail and name an index on small letters is asked. */
const saidAs = (column: 'customer_email' | 'customer_name') =>
  prepared((db, { value, ...when }: Said) =>
    said(db, when)
      .where(column, 'is not', null)
      .where(({ eb, fn, val }) => eb(fn('lower', [column]), '=', fn('lower', [val(value)]))),
  );

const EARLIER = {
  customer_id: prepared((db, { value, ...when }: Said) =>
    said(db, when).where('customer_id', 'is not', null).where('customer_id', '=', value),
  ),
  customer_email: saidAs('customer_email'),
  customer_name: saidAs('customer_name'),
};

const BEGINNING = 1000;

/** Several at once, by their numbers: who said it, and how it begins. */
export async function beginningsOf(
  tx: Tx,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Pick<Feedback, 'customer' | 'text'>>> {
  const rows = ids.length === 0 ? [] : await beginnings.all(tx, { ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.id, { customer: customerFrom(row), text: row.text }]));
}

const beginnings = prepared((db, { ids }: { readonly ids: string }) =>
  db
    .selectFrom('feedback')
    .select(COLUMNS)
    .select(({ fn, val }) => fn<string>('substr', ['text', val(1), val(BEGINNING)]).as('text'))
    .where('id', 'in', sql<number>`(select value from json_each(${ids}))`),
);

const LEAST_LETTERS = 3;
/** Sorts behind whatever a name goes on with. */
const LAST = '\u{10ffff}';

/** What was said by customers of an account of this name, or whose name begins with these words, or of whom this is the whole name; the newest first, at most so many. What only few may read is not in it. */
export async function saidBy(
  tx: Tx,
  named: string,
  most: number,
): Promise<readonly Pick<Feedback, 'id' | 'customer'>[]> {
  const asked = named.trim().toLowerCase();
  if (asked.length < LEAST_LETTERS) return [];
  const said = () =>
    tx.selectFrom('feedback').select(COLUMNS).where('restricted', 'is', null).orderBy('id', 'desc').limit(most);
  const ofAccount = await said()
    .where('account', 'is not', null)
    .where(({ eb, fn, or, and }) => {
      const account = fn('lower', ['account']);
      return or([eb(account, '=', asked), and([eb(account, '>', `${asked} `), eb(account, '<', `${asked} ${LAST}`)])]);
    })
    .execute();
  const ofName = await said()
    .where('customer_name', 'is not', null)
    .where(({ eb, fn }) => eb(fn('lower', ['customer_name']), '=', asked))
    .execute();
  const rows = new Map([...ofAccount, ...ofName].map((row) => [row.id, row]));
  return [...rows.values()].map((row) => ({ id: row.id, customer: customerFrom(row) }));
}
