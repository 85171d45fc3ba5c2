import { expect, test } from 'vitest'
import { freshHome } from '../../support/cli.ts'
import { runJson } from '../inside.ts'
import { startStub, type Said } from '../stub-provider.ts'
import { plantBound } from '../support.ts'

/** What `credential aws` says of an answer of the service: nothing is handed out. */
async function refusal(said: Said, ...words: string[]): Promise<Record<string, unknown>> {
  const home = freshHome()
  const stub = await startStub({ '/sts': () => said })
  plantBound(
    home, stub.issuer, [new URL(stub.issuer).host],
    { id_token: 'planted.id.token', id_token_claims: { aud: 'walker', exp: Math.floor(Date.now() / 1000) + 3000 } },
  )
  const document = await runJson(
    3, ['credential', 'aws', '--role-arn', 'arn:aws:iam::1:role/r', '--sts-endpoint', `${stub.issuer}/sts`, ...words],
    { home },
  )
  return document['error'] as Record<string, unknown>
}

const error = (code: string, status = 400): Said => ({
  status, headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
})

test.each<[string, number, RegExp]>([
  ['AccessDenied', 403, /trust policy does not allow/],
  ['ExpiredTokenException', 400, /has expired or is not valid[^]*token refresh/],
  ['IDPRejectedClaim', 403, /claim of the token is wrong/],
  ['InvalidIdentityToken', 400, /no identity provider for its iss and aud/],
  ['IDPCommunicationError', 400, /did not reach the provider.*Wait a minute/],
  ['MalformedPolicyDocument', 400, /sends none.*--sts-endpoint/],
  ['PackedPolicyTooLarge', 400, /session tags/],
  ['RegionDisabledException', 403, /not switched on.*--sts-endpoint/],
  ['ValidationError', 400, /longest duration.*--duration-seconds/],
  ['Throttling', 400, /too many requests.*Wait/],
  ['ThrottlingException', 400, /too many requests.*Wait/],
  ['RequestLimitExceeded', 503, /too many requests.*Wait/],
  ['ServiceUnavailable', 400, /overloaded.*Wait/],
  ['InternalFailure', 500, /fault is its own.*Wait/],
  ['SomethingNew', 400, /not known here/],
])('%s is told by what it means', async (code, status, says) => {
  const told = await refusal(error(code, status))
  const whole = [told['message'], told['cause'], told['hint']].join(' ')
  expect(told).toMatchObject({ code: 'sts-refused', provider: { error: code, status } })
  expect(whole).toMatch(says)
  if (code !== 'AccessDenied') expect(whole).not.toMatch(/trust policy/)
  const chinese = await refusal(error(code, status), '--lang', 'zh')
  expect(String(chinese['message'])).toMatch(/\p{Script=Han}/u)
})

test('references of XML in the words of the service are resolved, once', async () => {
  const told = await refusal({
    status: 403, headers: { 'content-type': 'text/xml' },
    body: '<ErrorResponse><Error><Code>New</Code><Message>it&apos;s &lt;no&gt; &#38; &#x6e;o &amp;lt;</Message></Error></ErrorResponse>',
  })
  expect(told).toMatchObject({ provider: { error_description: 'it\'s <no> & no &lt;' } })
})

const whole = { AccessKeyId: 'key', SecretAccessKey: 'secret', SessionToken: 'session', Expiration: '2099-01-01T00:00:00Z' }

function credentials(changed: Readonly<Record<string, string | undefined>>): Said {
  const all: Readonly<Record<string, string | undefined>> = { ...whole, ...changed }
  const members = Object.entries(all).filter(([, value]) => value !== undefined)
  const inner = members.map(([name, value]) => `<${name}>${value}</${name}>`).join('')
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>${inner}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
  }
}

test.each<[string, Said, RegExp]>([
  ['an end that is past', credentials({ Expiration: '2001-01-01T00:00:00Z' }), /ended at 2001-01-01T00:00:00Z/],
  ['no end', credentials({ Expiration: undefined }), /Expiration is missing/],
  ['an empty end', credentials({ Expiration: '' }), /Expiration is empty/],
  ['an end that is no time', credentials({ Expiration: 'soon' }), /Expiration must be a date and time/],
  ['an end of no zone', credentials({ Expiration: '2099-01-01T00:00:00' }), /Expiration must be a date and time/],
  ['an end that is a mere number', credentials({ Expiration: '2099' }), /Expiration must be a date and time/],
  ['no session token', credentials({ SessionToken: '' }), /SessionToken is empty/],
  ['two keys', credentials({ AccessKeyId: 'a</AccessKeyId><AccessKeyId>b' }), /AccessKeyId is a list/],
  ['a control character', credentials({ SecretAccessKey: 'a\u001b[2J' }), /SecretAccessKey must be .*printable/],
  ['an entity', credentials({ SecretAccessKey: 'a&amp;b' }), /SecretAccessKey must be .*printable/],
  ['other XML', { body: '<GetCallerIdentityResponse/>' }, /something else than the credentials/],
  ['JSON', { body: '{"AssumeRoleWithWebIdentityResponse":{}}' }, /something else than the credentials/],
  ['nothing', { body: '' }, /an empty body/],
])('%s: it is named, and not called "not JSON"', async (_what, said, says) => {
  const told = await refusal(said)
  expect(told).toMatchObject({ code: 'unreadable-answer' })
  expect([told['message'], told['cause']].join(' ')).toMatch(says)
  expect(String(told['message'])).not.toMatch(/JSON/)
})
