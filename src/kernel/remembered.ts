/** The same, worked out once for each key: of as many as `most`, after which it begins anew. */
export function remembered<Key, Value extends NonNullable<unknown>>(
  most: number,
  find: (key: Key) => Value,
): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const ready = known.get(key);
    if (ready !== undefined) return ready;
    const found = find(key);
    if (known.size >= most) known.clear();
    known.set(key, found);
    return found;
  };
}
