import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome, run, type Ended } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { sampled, wide } from '../support/wide.ts'
import { jwt } from './samples.ts'

/** Nothing but a secret looks like it. */
const S = 'Q7xT2vN9kLm4Rw8ZpB3cYd6H'
const callback = `https%3A%2F%2Fapp.example%2Fcallback%3Fcode%3D${S}%26state%3Dabc`
const authorize = 'https://idp.example/authorize?response_type=code&client_id=app'
const inner = jwt({ iss: 'https://w.example', a: 1 }).replace('c2lnbmF0dXJl', S)
const har = (entry: object, answer: object = {}) => JSON.stringify({ log: { entries: [{
  startedDateTime: '2026-11-28T10:00:00Z',
  request: { method: 'POST', url: 'https://idp.example/login', headers: [], ...entry },
  response: { status: 302, headers: [], content: {}, ...answer },
}] } })
const field = (name: string, value: string) => [{ name, value }]
const form = (text: string) => ({ postData: { mimeType: 'application/x-www-form-urlencoded', text } })
const tokenUrl = {
  url: 'https://idp.example/token', ...form('grant_type=authorization_code&code=Kd83jfPq2mVx&client_id=app'),
}

const inputs: Record<string, string> = {
  'the proxy user of a command':
    `curl -U me:${S} --proxy http://p:1 https://idp.example/token -d grant_type=client_credentials`,
  'user info of an address': `https://user:${S}@idp.example/authorize?response_type=code&client_id=app`,
  'user info of a command':
    `curl 'https://app:${S}@idp.example/token' -d 'grant_type=authorization_code&code=abcdefgh'`,
  'a nested address': `https://idp.example/login?continue=${callback}`,
  'a nested address, encoded twice': `https://idp.example/login?continue=${encodeURIComponent(callback)}`,
  'user info of a redirect_uri': `${authorize}&redirect_uri=https%3A%2F%2Fu%3A${S}%40app.example%2Fcb`,
  'a code in a redirect_uri': `${authorize}&redirect_uri=${callback}`,
  'JWTs within a JWT': jwt({ iss: 'https://a.example', request: inner, vp: inner, sub: 'ada' }),
  'a private key within a JWT': jwt(
    { iss: 'https://a.example', cnf: { jwk: { kty: 'oct', k: S } }, sub: 'ada' }, { jwk: { kty: 'oct', k: S } },
  ),
  'a code in a refusal': `{"error":"invalid_grant","error_description":"AADSTS54005: code ${S} already redeemed","error_uri":"https://e/?code=${S}","code":"${S}"}`,
  'a code beside a token': `{"access_token":"at-0123456789abcdef","token_type":"Bearer","code":"${S}"}`,
  'a token in a sentence': `{"error":"invalid_token","error_description":"The token ${S} expired"}`,
  'a code in a sentence': `{"error":"invalid_grant","error_description":"Code ${S} is not valid"}`,
  'a code in base64 in a sentence':
    `https://app.example/cb?code=${S}&state=xyz&error_description=bad+${Buffer.from(S).toString('base64url')}`,
  'a code that is cut': `POST https://idp.example/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=${S}andmuchmore\n\n`
    + `HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"invalid_grant","error_description":"bad ${S.slice(
      0, 20,
    )}"}`,
  'a sign-in form': har(form(`username=ada&password=x&otp=${S}&pin=${S}1&credential=${S}2`)),
  'a ticket in an address': har({
    method: 'GET',
    url:
      `https://idp.example/login?ticket=${S}&session_code=${S}1&flow=${S}2&lt=${S}3&response_type=code&client_id=app`,
  }),
  'a ticket in Location': har(form('username=ada&password=x'), {
    headers: field('Location', `https://idp.example/go?ticket=${S}&session_code=${S}4`),
  }),
  'proof of a client': har({
    ...tokenUrl, headers: field('OAuth-Client-Attestation-PoP', `eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.${S}`),
  }),
  'a header of a refresh token': har(
    { ...tokenUrl, headers: field('X-Refresh', S) },
    {
      status: 200, headers: field('X-Refresh', S),
      content: { mimeType: 'application/json', text: '{"access_token":"at-0123456789"}' },
    },
  ),
  'a session state': `https://app.example/cb?code=Kd83jfPq2mVx&state=xyz0123456789&session_state=${S}`,
  'a SAML response': har(form(`SAMLResponse=${S}&RelayState=1`)),
  'a pushed request': `${authorize}&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A${S}`,
  'the answer to a pushed request': `{"request_uri":"urn:ietf:params:oauth:request_uri:${S}","expires_in":60}`,
}
const outputs = [
  [], ['-v'], ['--json'], ['--html', '-', '--quiet'], ['--har', '-', '--quiet'], ['--curl', '-', '--quiet'],
  ['--save', '-', '--quiet'],
]
/**
 * Each input goes through what people read, what programs read, and the page; the other forms are made of the same
 * events.
 */
const chosen = [['-v'], ['--json'], ['--html', '-', '--quiet']]

function expectHidden({ stdout, stderr }: Ended, flags: readonly string[]): void {
  expect(stdout + stderr, flags.join(' ')).not.toContain(S.slice(0, 16))
  expect(stdout + stderr, flags.join(' ')).not.toContain(Buffer.from(S).toString('base64url'))
}

test.each(Object.entries(inputs))('%s is in no output', async (_, input) => {
  const home = freshHome()
  const file = join(home, 'input.txt')
  writeFileSync(file, input)
  for (const flags of wide ? outputs : chosen) {
    const ended = await runInside(['explain', file, ...flags], { home })
    expect([0, 2]).toContain(ended.status)
    expectHidden(ended, flags)
  }
})

test.each(sampled(Object.entries(inputs), 8))('%s is in no output, from stdin', async (_, input) => {
  expectHidden(await run(['explain', '-', '-v'], { home: freshHome(), input }), ['-v'])
})
