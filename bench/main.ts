import { parseArgs } from 'node:util';
import { acknowledgements } from './acks.ts';
import { deliveries } from './deliveries.ts';
import { type Figure, table } from './figures.ts';
import { line } from './line.ts';
import { memory } from './memory.ts';
import { nudges } from './nudges.ts';
import { pending } from './pending.ts';
import { policies } from './policies/policies.ts';
import { ready } from './ready.ts';
import { sandbox } from './sandbox.ts';
import { simulate } from './simulate.ts';
import { who } from './who.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    feedback: { type: 'string', default: '100000' },
    due: { type: 'string', default: '10000' },
    posts: { type: 'string', default: '10000' },
    pending: { type: 'string', default: '1000000' },
    weeks: { type: 'string', default: '12' },
  },
});

const PARTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  deliveries,
  acks: acknowledgements,
  nudges: () => nudges(Number(values.due)),
  pending: () => pending(Number(values.pending), 10_000),
  line: () => line(Number(values.posts)),
  memory: () => memory(Number(values.feedback)),
  ready,
  sandbox,
  policies: () => policies(Number(values.weeks)),
  simulate,
  who,
};

const unknown = positionals.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(
    `There is no part "${unknown.join('", "')}". Parts: ${Object.keys(PARTS).join(', ')}; without any, all.`,
  );
  process.exit(64);
}

const figures: Figure[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(PARTS)) {
  console.error(`${name} …`);
  figures.push(...((await PARTS[name]?.()) ?? []));
}
console.log(table(figures));
process.exit(0);
