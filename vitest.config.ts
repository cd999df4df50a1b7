import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/empty-database.ts'],
    // Left to itself it keeps one core for nobody.
    maxWorkers: '100%',
    // Three times what the slowest needs on a machine that does nothing else.
    testTimeout: 15_000,
  },
});
