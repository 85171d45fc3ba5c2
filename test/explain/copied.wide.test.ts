import { expect, test } from 'vitest'
import { recognise } from '../../src/explain/recognise/index.ts'
import { processorTime } from '../support/processor-time.ts'

const given = { issuer: undefined, clientId: undefined, now: 1_795_860_000_000 }
const body
  = 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6&client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb'
const url = 'https://op.example/token'

/** As the network panel of a browser copies a request. */
const copied: [string, string][] = [
  ['fetch', `fetch("${url}", {
  "headers": {
    "accept": "application/json",
    "content-type": "application/x-www-form-urlencoded",
    "sec-ch-ua": "\\"Chromium\\";v=\\"140\\""
  },
  "body": "${body}",
  "method": "POST",
  "mode": "cors"
});`],
  [
    'fetch of Node',
    `await fetch("${url}", {"headers":{"content-type":"application/x-www-form-urlencoded","sec-ch-ua":"\\"Chromium\\";v=\\"140\\""},"body":"${body}","method":"POST"})`,
  ],
  ['PowerShell', `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
Invoke-WebRequest -UseBasicParsing -Uri "${url}" \`
-Method "POST" \`
-WebSession $session \`
-Headers @{
"sec-ch-ua"="\`"Chromium\`";v=\`"140\`""
  "origin"="https://app.example"
} \`
-ContentType "application/x-www-form-urlencoded" \`
-Body ([System.Text.Encoding]::UTF8.GetBytes("${body}"))`],
]

test.each(copied)('a request that was copied as %s is read whole', (_, text) => {
  const answer = '\nHTTP/1.1 400 Bad Request\ncontent-type: application/json\n\n{"error":"invalid_grant"}'
  const { seen } = recognise([`${text}\n${answer}`], given)
  expect(seen).toHaveLength(1)
  expect(seen[0]).toMatchObject({
    kind: 'token-request', request: { method: 'POST', url, body }, response: { status: 400 },
  })
  expect(seen[0]?.request?.headers).toEqual(expect.arrayContaining([
    ['content-type', 'application/x-www-form-urlencoded'], ['sec-ch-ua', '"Chromium";v="140"'],
  ]))
})

test('one address alone, and what is written by hand, is read as before', () => {
  const address = 'https://op.example/authorize?response_type=code&client_id=app'
  for (const text of [
    `fetch("${address}");`, `fetch("${address}", { method: 'GET', mode })`, `Invoke-WebRequest ${address}`,
    `fetch("${address}",`,
  ]) expect(recognise([text], given).seen.map(({ kind }) => kind), text).toEqual(['authorization-request'])
})

test('many beginnings without an end take no longer than their lines', async () => {
  const took = await processorTime(() => {
    for (const line of [`fetch("${url}", {`, `Invoke-WebRequest -Uri "x \``, `fetch("${url}", )${' '.repeat(5000)}x`])
      recognise([`${line}\n`.repeat(20_000)], given)
  })
  expect(took).toBeLessThan(20_000)
})
