import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/compiled.ts'],
    // A process with little memory starts programs far faster than one that holds all workers as threads, since it is
    // copied each time.
    pool: 'forks',
    // No test replaces a module, so that files may share what is loaded: loading it anew for each file takes a tenth of
    // the whole run.
    isolate: false,
    // Most tests wait for child processes: two more workers use what two leave idle.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    reporters: process.env['CI'] ? ['default', './test/support/tally.ts'] : ['default'],
  },
})
