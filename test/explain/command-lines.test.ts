import { expect, test } from 'vitest'
import { recognise } from '../../src/explain/recognise/index.ts'

const given = { issuer: undefined, clientId: undefined, now: 0 }
const answer = 'HTTP/1.1 400 Bad Request\ncontent-type: application/json\n\n{"error":"invalid_grant"}'

test.each([
  [
    'an apostrophe in a quotation',
    'curl https://op.example/token -H "X: it\'s" -d grant_type=authorization_code -d code=abcdefghijkl',
  ],
  ['an apostrophe that is escaped', 'curl https://op.example/token -H X:it\\\'s -d grant_type=authorization_code'],
  ['an apostrophe that nothing closes', 'curl https://op.example/token -d grant_type=authorization_code -d name=it\'s'],
  ['a quotation over several lines', 'curl https://op.example/token -d "grant_type=authorization_code\n&code=a"'],
  ['lines that go on', 'curl https://op.example/token \\\n  -d grant_type=authorization_code \\\n  -d code=a'],
])('a command ends before its answer: %s', (_, command) => {
  const { seen } = recognise([`${command}\n${answer}`], given)
  expect(seen).toMatchObject([
    { kind: 'token-request', response: { status: 400, members: { error: 'invalid_grant' } } },
  ])
})
