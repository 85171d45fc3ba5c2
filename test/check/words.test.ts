import { expect, test } from 'vitest'
import { split } from 'shlex'
import type { Json } from '../support/walks.ts'
import { check } from './support.ts'

test('the next command makes the same examination again, without the files that it was written to', async () => {
  const words = [
    'sandbox', '--misbehave', 'weak-redirect-unregistered', '--probe', 'C01,C11', '--fail-on', 'critical',
    '--no-sign-in', '--auto', '--param', 'a=b c',
  ]
  const { status, document } = await check([...words, '--junit', '/dev/null'])
  const hint = String((document['error'] as Json)['hint'])
  const [again = ''] = /oauth-walk check .*/.exec(hint) ?? []
  // The document holds the rules: nothing stands above it.
  expect(JSON.stringify(document['error'])).not.toContain('above')
  expect([status, split(again).slice(2).sort()]).toEqual([3, [...words].sort()])
})
