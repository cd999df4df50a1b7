import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/empty-database.ts'],
    // By itself it leaves one core free, which of two is half.
    maxWorkers: '100%',
    // A busy machine takes several times as long as a quiet one.
    testTimeout: 15_000,
  },
});
