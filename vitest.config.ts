import { configDefaults, defineConfig } from 'vitest/config'
import { wide } from './test/support/wide.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What `npm test` leaves to the gate: files that keep the processor or other programs busy for a second or more,
    // while a lighter one beside them meets the same rooms. Whoever changes such a room runs its wide ones too.
    exclude: [...configDefaults.exclude, ...wide ? [] : ['test/**/*.wide.test.ts']],
    globalSetup: ['test/support/compiled.ts'],
    setupFiles: ['test/support/swept.ts', 'test/support/kept-rsa.ts'],
    // A process with little memory starts programs far faster than one that holds all workers as threads, since it is
    // copied each time.
    pool: 'forks',
    // No test replaces a module, so that files may share what is loaded: loading it anew for each file takes a tenth of
    // the whole run.
    isolate: false,
    // What a source was compiled to is kept for the next run, until the source changes: half of what all workers load.
    experimental: { fsModuleCache: true },
    // Most tests wait for child processes and for time to pass: four more workers use what two leave idle. With eight,
    // the same tests take a seventh more of the processor, and no less time.
    maxWorkers: 6,
    // A wait ends by what it waits for. These are for what would hang, also on a machine that has ten times as much to
    // do.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    reporters: process.env['CI'] ? ['default', './test/support/tally.ts'] : ['default'],
  },
})
