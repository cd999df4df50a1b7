import { afterAll, beforeAll, describe } from 'vitest';
import { redisForTests, startTestRedis } from '../support/redis.ts';
import { faultTests } from './faults.ts';

const binary = redisForTests();

describe.skipIf(binary === undefined)('on Redis', () => {
  let redis: Awaited<ReturnType<typeof startTestRedis>>;
  let worlds = 0;
  beforeAll(async () => {
    redis = await startTestRedis(binary ?? '');
  });
  afterAll(() => redis.stop());
  faultTests(() => ({ redis: { url: redis.url, prefix: `chaos${++worlds}` } }));
});
