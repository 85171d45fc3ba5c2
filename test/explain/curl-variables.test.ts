import { expect, test } from 'vitest'
import { recognise } from '../../src/explain/recognise/index.ts'

const given = { issuer: undefined, clientId: undefined, now: 1_795_860_000_000 }
const url = 'https://op.example/token'

const requestIn = (text: string) => recognise([text], given).seen.map(({ request }) => request)

test.each([
  ['--expand-data \'code={{code}}\'', 'POST', 'application/x-www-form-urlencoded'],
  ['--expand-data-urlencode \'code={{code}}\'', 'POST', 'application/x-www-form-urlencoded'],
  ['--expand-json \'{{body}}\'', 'POST', 'application/json'], ['-G --expand-data \'code={{code}}\'', 'GET', undefined],
  ['--expand-form \'code={{code}}\'', 'POST', 'multipart/form-data; boundary=------------------------curl'],
  ['--expand-url-query \'code={{code}}\'', 'GET', undefined], ['--expand-request {{method}}', undefined, undefined],
])('curl sends variables: %s', (options, method, type) => {
  const [request] = requestIn(`curl ${url} --variable code@code.txt ${options}`)
  expect(request?.method).toBe(method)
  expect(request?.headers).toEqual(type === undefined ? [] : [['content-type', type]])
  expect(request?.unread).not.toBeUndefined()
})
