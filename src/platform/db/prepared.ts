import {
  type Compilable,
  type CompiledQuery,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PrimitiveValueListNode,
  RawNode,
  ValueListNode,
  ValueNode,
} from 'kysely';
import type { Db } from './schema.ts';
import { lentTo } from './statements.ts';

/** A query that many steps ask, with other values each time. */
export interface Prepared<Values extends object, Row> {
  readonly all: (db: Db, values: Values) => Promise<Row[]>;
  readonly first: (db: Db, values: Values) => Promise<Row | undefined>;
  /** Throws when there is none. */
  readonly one: (db: Db, values: Values) => Promise<Row>;
  /** Resolves to how many rows it changed. */
  readonly run: (db: Db, values: Values) => Promise<number>;
}

/**
 * A query that is built and compiled once, when it is first asked: that costs several times what SQLite needs to answer it.
 * `build` is handed stand-ins in place of values, which it puts where values go and cannot look into; a list of
 * unknown length is none. Throws at the first run when a value stands nowhere in the query. A process has one dialect.
 *
 * Whatever else stands in the query is the same each time and is written out in its SQL: SQLite plans by a limit and by what
 * a partial index is on, and where those are parameters it plans anew at each run. It may do so for any other value, if only
 * to know whether that is 0 or 1, and looks at none that stands behind a plus, which changes nothing else.
 */
export function prepared<Values extends object, Row>(
  build: (db: Db, values: Values) => Compilable<Row>,
): Prepared<Values, Row> {
  let known: CompiledQuery<Row> | undefined;
  const asked = (db: Db, values: Values) => {
    known ??= compiled(db, build, Object.keys(values));
    return { query: known, parameters: filledIn(known, values), statement: lentTo(db)?.(known.sql) };
  };
  const first = async (db: Db, values: Values): Promise<Row | undefined> => {
    const { query, parameters, statement } = asked(db, values);
    if (statement) return statement.get(parameters) as Row | undefined;
    return (await db.executeQuery<Row>({ ...query, parameters })).rows[0];
  };
  return {
    async all(db, values) {
      const { query, parameters, statement } = asked(db, values);
      return statement
        ? (statement.all(parameters) as Row[])
        : (await db.executeQuery<Row>({ ...query, parameters })).rows;
    },
    first,
    async one(db, values) {
      const row = await first(db, values);
      if (row === undefined) throw new Error(`No row was found: ${known?.sql}`);
      return row;
    },
    async run(db, values) {
      const { query, parameters, statement } = asked(db, values);
      return statement
        ? statement.run(parameters).changes
        : Number((await db.executeQuery<Row>({ ...query, parameters })).numAffectedRows ?? 0n);
    },
  };
}

/** Marks in a query where a value will go. */
class StandIn {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Whatever is worked out of a value is worked out before and given as a value of its own. */
  [Symbol.toPrimitive](): never {
    throw new Error(`A prepared query cannot look into "${this.name}": give what it needs of it as a value of its own`);
  }
}

function filledIn({ parameters }: CompiledQuery, values: object): unknown[] {
  const given = values as Readonly<Record<string, unknown>>;
  return parameters.map((each) => (each instanceof StandIn ? given[each.name] : each));
}

function compiled<Values extends object, Row>(
  db: Db,
  build: (db: Db, values: Values) => Compilable<Row>,
  names: readonly string[],
): CompiledQuery<Row> {
  const standIns = Object.fromEntries(names.map((name) => [name, new StandIn(name)]));
  const query = build(db.withPlugin(WRITTEN_OUT), standIns as Values).compile();
  const lost = names.filter((name) => !query.parameters.includes(standIns[name]));
  if (lost.length > 0) throw new Error(`The query has no place for "${lost.join('", "')}": ${query.sql}`);
  return query;
}

class WritingOut extends OperationNodeTransformer {
  protected override transformValue({ value }: ValueNode): ValueNode {
    return written(value);
  }

  protected override transformPrimitiveValueList({ values }: PrimitiveValueListNode): PrimitiveValueListNode {
    // Kysely takes either list wherever it takes this one.
    return ValueListNode.create(values.map(written)) as unknown as PrimitiveValueListNode;
  }
}

// Kysely takes the other nodes wherever it takes this one.
const written = (value: unknown): ValueNode =>
  value instanceof StandIn
    ? (RawNode.create(['+', ''], [ValueNode.create(value)]) as unknown as ValueNode)
    : ValueNode.createImmediate(value);

const writingOut = new WritingOut();
const WRITTEN_OUT: KyselyPlugin = {
  transformQuery: ({ node }) => writingOut.transformNode(node),
  transformResult: async ({ result }) => result,
};
