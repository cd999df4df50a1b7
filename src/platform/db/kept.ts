import type { Db } from './schema.ts';

/** Keeps something beside each database for as long as it is open: for what never changes there once it is committed. Every transaction on it gets the same. */
export function keptFor<Value>(make: () => Value): (db: Db) => Value {
  const kept = new WeakMap<object, Value>();
  return (db) => {
    // A database and its transactions share one adapter.
    const { adapter } = db.getExecutor();
    const value = kept.get(adapter) ?? make();
    kept.set(adapter, value);
    return value;
  };
}
