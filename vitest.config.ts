import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/support/slow-first.ts';

/**
 * For the processes of tests, where glibc is: it returns blocks above 32 MiB to the system at once, and a hash of a password
 * takes one such. Where getting pages is dear (in virtual machines), that was two thirds of what a hash costs.
 */
process.env['GLIBC_TUNABLES'] ??=
  'glibc.malloc.mmap_threshold=67108864:glibc.malloc.trim_threshold=268435456';

/** Servers and stores are started by the files that need them; a file owns what it starts. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/make-fresh-stores.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    sequence: { sequencer: SlowFirst },
    pool: 'forks',
    // A process goes on to the next file: what it has loaded and compiled took seconds, and files leave nothing behind.
    isolate: false,
    // One more than the processors that are counted on: servers and browsers of tests are waited for a good deal.
    maxWorkers: 3,
    // For what never ends. How long a thing takes is no test's business, and the machine may have other work.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
