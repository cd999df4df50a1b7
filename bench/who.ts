import { readFileSync } from 'node:fs';
import { type Organisation, organisationFrom, topicsMeant } from '../src/features/ownership/index.ts';
import { PHRASINGS } from '../test/features/ownership/phrasings.ts';
import { ORG_FILE } from './company.ts';
import { atMost, type Figure, percentile, spread, whole } from './figures.ts';

const [AIM_MS, TOPICS, ROUNDS] = [50, 10_000, 5];

/** How long somebody waits for "who answers for this?" in a company of very many topics; the first question builds the index. */
export async function who(): Promise<Figure[]> {
  const demo = organisationFrom(readFileSync(ORG_FILE, 'utf8'));
  if (!demo.ok) throw new Error('the demo is not in order');
  const large = enlarged(demo.organisation);
  const began = performance.now();
  topicsMeant(large, 'invoice');
  const built = performance.now() - began;
  const times = Array.from({ length: ROUNDS }, () => PHRASINGS)
    .flat()
    .map(([typed]) => {
      const start = performance.now();
      topicsMeant(large, typed);
      return performance.now() - start;
    });
  const beside = `${spread(times)}; the index is built in ${whole(built)} ms, once a version`;
  return [atMost(`/cx who among ${whole(TOPICS)} topics, p99`, percentile(times, 99), AIM_MS, ' ms', beside)];
}

function enlarged(organisation: Organisation): Organisation {
  const topics = Array.from({ length: TOPICS }, (_, n) => {
    const like = organisation.topics[n % organisation.topics.length] as Organisation['topics'][number];
    return { ...like, key: `topic-${n}`, name: `${like.name} ${n}`, words: [...like.words.slice(0, 4), `thing${n}`] };
  });
  return { ...organisation, topics };
}
