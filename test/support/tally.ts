import type { Reporter, TestModule } from 'vitest/node'

/** Ends the output of a run with one line that a gate can read: `N passed, N failed, N skipped`. */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const count = (state: string) => tests.filter(test => test.result().state === state).length
    const broken = modules.filter(module =>
      module.state() === 'failed' && [...module.children.allTests('failed')].length === 0).length
    const skipped = count('skipped')
    process.stdout.write(
      `${count('passed')} passed, ${count('failed') + broken} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    )
  }
}
