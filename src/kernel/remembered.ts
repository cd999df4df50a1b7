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

const [MOST_TEXTS, LONGEST] = [1000, 1000];

/** The same for what is worked out of texts that come over and over. Long ones are not kept, so that a flood of them costs no memory. */
export function rememberedOfText<Value extends NonNullable<unknown>>(
  find: (text: string) => Value,
): (text: string) => Value {
  const ofShort = remembered(MOST_TEXTS, find);
  return (text) => (text.length > LONGEST ? find(text) : ofShort(text));
}
