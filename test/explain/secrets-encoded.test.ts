import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

const password = 'S3cr3tPassw0rdQ7xT'
const basic = Buffer.from(`client-9:${password}`).toString('base64')
const json = Buffer.from(JSON.stringify({ user: 'ada', nested: { client_secret: password } })).toString('base64')
const form = Buffer.from(`grant_type=password&client_secret=${password}`).toString('base64url')

test.each([
  ['the words of a server', `{"error":"invalid_client","error_description":"bad header Basic ${basic}"}`],
  [
    'those words without their scheme',
    `{"error":"invalid_client","error_description":"Client with ${basic} not known"}`,
  ],
  ['an answer in the address', `https://app.example.com/cb?error=server_error&error_description=Basic+${basic}`],
  ['a member of an answer', `{"error":"invalid_request","debug":{"headers":{"Authorization":"Basic ${basic}"}}}`],
  ['JSON in a member', `{"error":"invalid_request","debug":"${json}"}`],
  ['a form in a member', `{"error":"invalid_request","debug":"${form}"}`],
  [
    'JSON in a parameter',
    `https://id.example.com/authorize?response_type=code&client_id=x&state=abcdefgh12345&appdata=${json}`,
  ],
  [
    'a parameter of an API',
    `GET https://api.example.com/me?auth=${basic}\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="got Basic ${basic}"\n`,
  ],
  [
    'a page',
    `<html><head><title>Error</title></head><body><p>invalid_client: Authorization: Basic ${basic}</p></body></html>`,
  ],
  ['a line of a log', `ERROR token request failed: Authorization: Basic ${basic}\n400 {"error":"invalid_client"}\n`],
  [
    'a command',
    `curl https://id.example.com/token -H 'X-Data: ${json}' -d 'grant_type=authorization_code&code=x9x8x7x6&foo=${json}'\n{"error":"invalid_client"}`,
  ],
])('a secret in base64 is hidden in %s', async (_where, input) => {
  for (const words of [[], ['--json'], ['-vvv']] as string[][]) {
    const home = freshHome()
    writeFileSync(join(home, 'input.txt'), input)
    const { status, stdout } = await runInside(['explain', join(home, 'input.txt'), ...words], { home })
    expect(status).toBe(0)
    for (const secret of [password, basic, json, form]) expect(stdout).not.toContain(secret)
  }
})

test('words in base64 that hold no secret stay', async () => {
  const harmless = Buffer.from('https://app.example.com/back to the page').toString('base64')
  const { stdout } = await runInside(
    [
      'explain',
      `https://id.example.com/authorize?response_type=code&client_id=x&state=abcdefgh12345&appdata=${harmless}`,
      '--json',
    ],
    { home: freshHome() },
  )
  expect(stdout).toContain(harmless)
})
