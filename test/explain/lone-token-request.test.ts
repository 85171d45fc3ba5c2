import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'

/** Token requests by themselves, each without something that its grant needs. */
const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }
const namesOf = async (text: string) =>
  (await readRecord(recognise([text], given))).map(({ gravity, name }) => `${gravity}:${name}`)
const curl = (form: string, at = 'https://op.example/token', more = '') =>
  `curl ${more} ${at} ${form.split('&').map(pair => `-d ${pair}`).join(' ')}`
const code = 'code=SplxlOBeZQQYbYS6WxSb&redirect_uri=https://app.example.com/cb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const urn = 'urn:ietf:params:oauth:grant-type:'

test.each([
  [curl(`grant_type=authorization_code&${code}`), 'weak:client-absent'],
  [curl('grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA'), 'weak:client-absent'],
  [curl(`grant_type=${urn}device_code&device_code=GmRhmhcxhwAzkoEqiMEg`), 'weak:client-absent'],
  [
    `${curl(`grant_type=${urn}jwt-bearer&assertion=eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln`)}\n{"error":"invalid_client"}`,
    'broken:client-absent',
  ],
  [curl(`${code}&client_id=abc`), 'broken:grant-type-missing'],
  [curl('grant_type=password&username=joe&password=hunter2&client_id=abc'), 'weak:grant-password'],
  [curl('grant_type=password&username=joe&client_id=abc'), 'broken:grant-parts-missing'],
  [curl(`grant_type=${urn}device_code&client_id=abc`), 'broken:grant-parts-missing'],
  [curl(`grant_type=${urn}token-exchange&subject_token=abcdef&client_id=abc`), 'broken:grant-parts-missing'],
  [curl(`grant_type=${urn}jwt-bearer&client_id=abc`), 'broken:grant-parts-missing'],
  [curl('grant_type=urn:openid:params:grant-type:ciba&client_id=abc'), 'broken:grant-parts-missing'],
])('%s', async (text, expected) => {
  expect(await namesOf(text)).toContain(expected)
})

test.each([
  curl(`grant_type=authorization_code&${code}&client_id=abc`),
  curl(`grant_type=authorization_code&${code}`, 'https://op.example/token', '-u abc:s3cr3t-0123'),
  // A form by itself, or a line of a log, does not have the header fields.
  `grant_type=authorization_code&${code}`,
  curl(`${code}&client_id=abc&client_secret=s3cr3t-0123`, 'https://github.com/login/oauth/access_token'),
  curl(`${code}&client_id=abc&client_secret=s3cr3t-0123`, 'https://slack.com/api/oauth.v2.access'),
  curl(`grant_type=${urn}device_code&device_code=GmRhmhcxhwAzkoEqiMEg&client_id=abc`),
  curl(`grant_type=${urn}token-exchange&subject_token=abcdef&subject_token_type=${urn}access_token&client_id=abc`),
  curl(`grant_type=${urn}jwt-bearer&assertion=eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln&client_id=abc`),
  // The grant says by itself who may have the token.
  curl(`grant_type=${urn}jwt-bearer&assertion=eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln`),
  `${curl(`grant_type=${urn}jwt-bearer&assertion=eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln`)}\n{"error":"invalid_grant"}`,
  curl(`grant_type=${urn}saml2-bearer&assertion=PHNhbWxwOl`),
  curl(`grant_type=${urn}token-exchange&subject_token=abcdef&subject_token_type=${urn}access_token`),
  curl(`grant_type=${urn}pre-authorized_code&pre-authorized_code=oaKazRN8I0IbtZ0C7JuMn5`),
])('nothing is missing: %s', async (text) => {
  expect((await namesOf(text)).filter(name => /client-absent|grant-/.test(name))).toEqual([])
})
