import { expect, test } from 'vitest'
import { examine, openExamined } from './exam-stub.ts'

const csp = (value: string) => ({ 'content-security-policy': value })

test.concurrent.for<[Record<string, string>, string]>([
  [{}, 'The answer has none of Content-Security-Policy: frame-ancestors, X-Frame-Options'],
  [csp('default-src *'), 'The answer has none of Content-Security-Policy: frame-ancestors, X-Frame-Options'],
  [
    csp('default-src *; Frame-Ancestors *'),
    'Content-Security-Policy: frame-ancestors * does not keep other sites from framing the page',
  ],
  [
    { ...csp('frame-ancestors https:'), 'x-frame-options': 'DENY' },
    'Content-Security-Policy: frame-ancestors https: does not keep other sites from framing the page; browsers overlook X-Frame-Options beside it',
  ],
  [
    { 'x-frame-options': 'ALLOW-FROM https://x' },
    'X-Frame-Options: ALLOW-FROM https://x does not keep other sites from framing the page',
  ],
])('a page that can be framed is told by what it says of frames: %j', async ([headers, message], context) => {
  const stub = await openExamined(context, { authorize: () => ({ body: '<title>Sign in</title>', headers }) })
  const { rules } = await examine(stub, '--probe', 'C10')
  expect([rules['C10']?.verdict, rules['C10']?.evidence.map(one => one.message)]).toEqual(['FAIL', [message]])
})
