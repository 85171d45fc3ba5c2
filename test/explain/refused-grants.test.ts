import { describe, expect, test } from 'vitest'
import { enRefusalReadings } from '../../src/messages/en/explain-refusals.ts'
import { zhRefusalReadings } from '../../src/messages/zh/explain-refusals.ts'
import { grantCauses } from '../../src/explain/readings/refusals/standard-codes.ts'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'

/** Token requests that a server refuses by a code of the standard alone: what it means depends on the grant. */
const urn = 'urn:ietf:params:oauth:grant-type:'
const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }

async function broken(form: string, error: string, type = 'application/x-www-form-urlencoded'): Promise<string[]> {
  const asked = `POST /token HTTP/1.1\nHost: op.example\nContent-Type: ${type}\n\n${form}\n\n`
  const answered = `HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"${error}"}\n`
  return (await readRecord(recognise([asked + answered], given)))
    .filter(({ gravity }) => gravity === 'broken').map(({ name, details }) => String(details['cause'] ?? name))
}

const grants = [
  ['grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSb', 'grant-refused-code', 'scope-of-earlier'],
  ['grant_type=refresh_token&refresh_token=abcdefabcdef12345', 'grant-refused-refresh', 'scope-of-earlier'],
  ['grant_type=password&username=joe&password=ppppppppp', 'grant-refused-password', 'scope-wanted'],
  ['grant_type=client_credentials', 'grant-refused-client', 'scope-wanted'],
  [
    `grant_type=${urn}jwt-bearer&assertion=eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln`, 'grant-refused-assertion',
    'scope-wanted',
  ],
  [`grant_type=${urn}saml2-bearer&assertion=PHNhbWxwOl`, 'grant-refused-assertion', 'scope-wanted'],
  [`grant_type=${urn}device_code&device_code=GmRhmhcxhwAzkoEqiMEg`, 'grant-refused-device', 'scope-of-earlier'],
  [
    `grant_type=${urn}token-exchange&subject_token=abcdef&subject_token_type=${urn}access_token`,
    'grant-refused-exchange', 'scope-wanted',
  ],
  ['grant_type=urn:openid:params:grant-type:ciba&auth_req_id=abcdef123', 'grant-refused-ciba', 'scope-of-earlier'],
  ['grant_type=urn:example:own&ticket=abcdef123', 'grant-refused-other', 'scope-wanted'],
] as const

describe.each(grants)('%s', (form, refused, scope) => {
  const sent = `${form}&client_id=app&client_secret=abcdefgh12345678`

  test('invalid_grant is about what this grant sends', async () => {
    expect(await broken(sent, 'invalid_grant')).toContain(refused)
    expect(await broken(sent, 'invalid_grant')).not.toContain('invalid_grant')
  })

  test('unsupported_grant_type of a correct form is about what is offered', async () => {
    expect(await broken(sent, 'unsupported_grant_type')).toEqual(['grant-not-offered'])
  })

  test('invalid_scope without a scope is about the one that is wanted', async () => {
    expect(await broken(sent, 'invalid_scope')).toEqual([scope])
    expect(await broken(`${sent}&scope=a`, 'invalid_scope')).toContain('invalid_scope')
  })

  test('unauthorized_client says nothing of a proof', async () => {
    expect(await broken(`${form}&client_id=app`, 'unauthorized_client')).toEqual(['unauthorized_client'])
  })
})

test.each([
  ['a grant that is missing', 'client_id=app&code=SplxlOBeZQQYbYS6WxSb', undefined],
  ['one that is misspelt', 'grant_type=refresh-token&refresh_token=abcdefabcdef&client_id=app', undefined],
  ['the end of a name', 'grant_type=device_code&device_code=abcdefabcdef&client_id=app', undefined],
  ['a form called text', 'grant_type=client_credentials&client_id=app&client_secret=abcdefgh12345678', 'text/plain'],
  ['JSON', '{"grant_type":"client_credentials","client_id":"app","client_secret":"abcdefgh1234"}', 'application/json'],
])('unsupported_grant_type may be about how it was sent: %s', async (_, form, type) => {
  expect(await broken(form, 'unsupported_grant_type', type)).toContain('unsupported_grant_type')
})

test('an answer whose request is not seen keeps the words for all grants', async () => {
  const told = await readRecord(recognise(['{"error":"invalid_grant"}'], given))
  expect(told.map(({ details }) => details['cause'])).toEqual(['invalid_grant'])
})

test('a client that sent no proof is told so as a possibility, for invalid_client alone', async () => {
  expect(await broken('grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSb&client_id=app', 'invalid_client'))
    .toContain('client-unproven')
})

test.each(grantCauses)('%s has words of its own in both languages', (cause) => {
  for (const words of [enRefusalReadings, zhRefusalReadings]) {
    const { why, fix } = words['refused-by-standard']
    expect(why({ cause })).not.toBe(why({ cause: 'invalid_request' }))
    expect(fix({ cause })).not.toBe(fix({ cause: 'invalid_request' }))
  }
})
