import { defineConfig } from 'vitest/config';

/** Servers and stores are started by the files that need them; a file owns what it starts. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/make-fresh-stores.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    pool: 'forks',
    // A process goes on to the next file: what it has loaded and compiled took seconds, and files leave nothing behind.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
