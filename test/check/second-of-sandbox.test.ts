import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { readExamined } from './provider/exam-stub.ts'

test.for<[words: string[], verdict: string, reason: string | undefined]>([
  [[], 'PASS', undefined],
  [['--client-id', 'oauth-walk-public'], 'PASS', undefined],
  // Its locks let no client through that has no key.
  [['--fapi2'], 'SKIP', 'no-second-client'],
  [['--fapi2', 'message-signing'], 'SKIP', 'no-second-client'],
])('the sandbox has a second client where its locks let one through: %j', async ([words, verdict, reason]) => {
  const { status, rules } = readExamined(await runInside(
    ['check', 'sandbox', '--auto', '--probe', 'C25', '--json', ...words],
    { home: freshHome() },
  ))
  expect([status === 5, rules['C25']?.verdict, rules['C25']?.reason?.code]).toEqual([false, verdict, reason])
})
