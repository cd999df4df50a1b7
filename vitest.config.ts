import { defineConfig } from 'vitest/config';

/** A busy machine is no failure: a time-out is for what hangs. */
const HANGS = 30_000;

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: HANGS, hookTimeout: HANGS },
});
