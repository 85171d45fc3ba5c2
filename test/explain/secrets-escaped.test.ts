import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

/** What stands on both sides of an escape within one secret: neither may be left over. */
const [left, right] = ['Xq7LeftPart9a', 'Zw8RightPart4b']
const form = (value: string) => `grant_type=authorization_code&client_secret=${value}&client_id=app`
const refused = (said: string) => `{"error":"invalid_grant","error_description":"${said}"}`

const har = (value: string) => JSON.stringify({
  log: {
    entries: [{
      request: {
        method: 'POST', url: 'https://op.example/token', headers: [],
        postData: { mimeType: 'application/x-www-form-urlencoded', text: form(value) },
      },
      response: { status: 400, headers: [], content: { mimeType: 'application/json', text: refused(value) } },
    }],
  },
})

const carriers: Readonly<Record<string, (value: string) => string>> = {
  'the address of a callback': value => `https://app.example/cb?state=abcdefghij&code=${value}&iss=https://op.example`,
  'a message and its answer': value =>
    `POST /token HTTP/1.1\nHost: op.example\nContent-Type: application/x-www-form-urlencoded\n\n${form(value)}\n\n`
    + `HTTP/1.1 400 Bad Request\ncontent-type: application/json\n\n${refused('bad')}`,
  'a line of a log': value => `2026-11-28 10:00:00 INFO token request client_secret=${value} failed: invalid_grant`,
  'a challenge': value => `GET /me HTTP/1.1\nHost: api.example\nAuthorization: Bearer ${value}\n\n`
    + `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="token ${value} bad"`,
  'a recording whose answer repeats it': har,
  'a command': value => `curl https://op.example/token -d $'${form(value)}'`,
}

const separators: Readonly<Record<string, string>> = {
  'a sequence of a terminal': '\x1b[31m', 'one that is written out': '\\x1b[31m', 'one as JSON writes it': '\\u001b[31m',
  'one that is percent-encoded': '%1b%5B31m', 'a title of a terminal': '\x1b]0;t\x07', 'half a pair': '\ud800',
  'half a pair as JSON writes it': '\\ud800', 'octets that are no UTF-8': '%ed%A0%80', 'no encoding at all': '%zz',
  'octets in both cases': '%7e%2f%2F', 'a letter as JSON writes it': '\\u0041',
}

async function outputs(input: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'escaped-'))
  const files = ['html', 'mermaid', 'har', 'curl', 'save'].flatMap(name => [`--${name}`, join(folder, name)])
  let all = ''
  for (const flags of [['-v'], ['--json'], files]) {
    const { stdout, stderr } = await runInside(['explain', '-', ...flags], { home: freshHome(), input })
    all += stdout + stderr
  }
  return all + readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8')).join('')
}

test.each(Object.keys(carriers))('a secret with an escape in it is hidden whole in %s', async (carrier) => {
  for (const [name, separator] of Object.entries(separators)) {
    const shown = await outputs(carriers[carrier]?.(`${left}${separator}${right}`) ?? '')
    expect([shown.includes(left), shown.includes(right)], name).toEqual([false, false])
    expect(shown, name).toMatch(/#[\da-f]{4}/)
  }
})
