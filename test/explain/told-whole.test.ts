import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Secrets } from '../../src/secrets/secrets.ts'
import { freshHome, run } from '../support/cli.ts'
import { harOf, type Entry } from './har.ts'

const at = '2026-11-28T10:00:30Z'
const [code, state] = ['code-f3Kq81vXz0', 'state-7mWq92hTb5']
const asked = new URLSearchParams({
  response_type: 'code', client_id: 'web', redirect_uri: 'https://app.example.com/cb', scope: 'api', state,
})
const callback = `https://app.example.com/cb?code=${code}&state=${state}`
const json = { 'Content-Type': 'application/json' }
const beginning: Entry[] = [
  {
    url: `https://id.example.com/authorize?${asked.toString()}`,
    answer: { status: 302, headers: { Location: callback } },
  }, { url: callback, answer: { status: 200 } },
]
const redeem = (answer: Entry['answer']): Entry => ({
  method: 'POST', url: 'https://id.example.com/token', answer,
  form: { grant_type: 'authorization_code', client_id: 'web', code, redirect_uri: 'https://app.example.com/cb' },
})
const granted = redeem({
  status: 200, headers: json, json: { access_token: 'at-9sXw2Zr8LmN5bYc1HdJ7', token_type: 'Bearer', expires_in: 60 },
})
const refused = redeem({
  status: 400, headers: json, json: { error: 'invalid_grant', error_description: 'used before' },
})
const call = (authorization: string): Entry => ({
  url: 'https://api.example.com/orders', headers: { Authorization: authorization }, answer: { status: 401 },
})

async function tell(entries: readonly Entry[], ...words: string[]): Promise<string> {
  const home = freshHome()
  writeFileSync(join(home, 'login.har'), harOf(entries))
  const { status, stdout, stderr } = await run(['explain', join(home, 'login.har'), '--at', at, ...words], { home })
  expect(status, stderr).toBe(0)
  return stdout
}

describe('a code that is redeemed twice', () => {
  test('is told with both requests and both answers, in their order', async () => {
    const story = await tell([...beginning, granted, refused])
    expect(story.match(/^ {3}(?:→ token request|← token response {2}\d+)/gm)).toEqual([
      '   → token request', '   ← token response  200', '   → token request', '   ← token response  400',
    ])
  })

  test('is told as it was refused, where it never was granted', async () => {
    expect((await tell([...beginning, refused, refused])).match(/← token response {2}400/g)).toHaveLength(2)
  })
})

describe('what a program writes for a value that it does not have', () => {
  test.each(['Bearer undefined', 'Bearer null', 'Bearer [object Object]'])('is shown: %s', async (field) => {
    expect(await tell([...beginning, granted, call(field)])).toContain(`authorization  ${field}  `)
  })

  test('is shown where a verifier should be', async () => {
    const bare = { ...granted, form: { ...granted.form, code_verifier: 'undefined' } }
    expect(await tell([...beginning, bare])).toMatch(/code_verifier (?: *)undefined/)
  })

  test('is hidden where it is what we were given, and a token still is', async () => {
    const secrets = new Secrets()
    expect(secrets.placeholder('access_token', 'undefined')).toBe('undefined')
    expect(String(secrets.keep('client_secret', 'none'))).toMatch(/^<client_secret#/)
    expect(secrets.placeholder('client_secret', 'none')).toMatch(/^<client_secret#/)
    expect(await tell([...beginning, granted, call('Bearer at-9sXw2Zr8LmN5bYc1HdJ7')])).not.toContain('at-9sXw2')
  })
})
