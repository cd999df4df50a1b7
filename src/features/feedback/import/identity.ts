import { hash } from 'node:crypto';

/** Counts how often something was seen. A million things cost some 25 MB, where a Map of strings would cost 150. */
export interface Tally {
  /** How often this was seen, this time included. `digest` is at least 8 bytes of a hash. */
  readonly count: (digest: Buffer) => number;
}

const FIRST_SLOTS = 1 << 12;

/** Open addressing on the first 64 bits of a hash; at a million rows two differ in them but for one chance in 37 million. */
export function createTally(): Tally {
  let slots = FIRST_SLOTS;
  let keys = new BigUint64Array(slots);
  let counts = new Uint32Array(slots);
  let used = 0;

  const placeOf = (key: bigint) => {
    let at = Number(key & BigInt(slots - 1));
    while (counts[at] !== 0 && keys[at] !== key) at = (at + 1) & (slots - 1);
    return at;
  };
  const grow = () => {
    const old = { keys, counts };
    slots *= 2;
    keys = new BigUint64Array(slots);
    counts = new Uint32Array(slots);
    for (const [index, count] of old.counts.entries()) {
      if (count === 0) continue;
      const key = old.keys[index] ?? 0n;
      const at = placeOf(key);
      keys[at] = key;
      counts[at] = count;
    }
  };
  return {
    count(digest) {
      if (used > slots * 0.7) grow();
      const key = digest.readBigUInt64LE();
      const at = placeOf(key);
      if (counts[at] === 0) used++;
      keys[at] = key;
      counts[at] = (counts[at] ?? 0) + 1;
      return counts[at] ?? 1;
    },
  };
}

export type Named = { readonly id: string } | { readonly problem: string };

/**
 * Names the rows of one file, in its order: by their own id, which no two may share, else by their content and, among
 * equal rows, by which of them they are. So the same file names its rows the same again, whatever is mapped.
 */
export function createNamer(): (cells: readonly string[], ownId: string | undefined) => Named {
  const rows = createTally();
  const ids = createTally();
  return (cells, ownId) => {
    if (ownId !== undefined) {
      const again = ids.count(digestOf(ownId)) > 1;
      return again ? { problem: `the id "${ownId.slice(0, 40)}" is there already, further up` } : { id: ownId };
    }
    const digest = digestOf(JSON.stringify(cells.map(content)));
    return { id: `row-${digest.toString('base64url').slice(0, 22)}-${rows.count(digest)}` };
  };
}

const digestOf = (text: string) => hash('sha256', text, 'buffer');

/** What a spreadsheet changes when it saves a file again is no difference. */
const content = (cell: string) => cell.trim().replace(/\r\n?/g, '\n');
