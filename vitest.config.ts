import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/empty-database.ts'],
    // Three times what the slowest needs on a machine that does nothing else.
    testTimeout: 15_000,
  },
});
