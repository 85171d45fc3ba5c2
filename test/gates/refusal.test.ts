import { describe, expect, test } from 'vitest'
import { refuseAuthorizationError, checkAuthorizationResponse } from '../../src/protocol/authorization-response.ts'
import { readChallenges } from '../../src/protocol/answer/challenge.ts'
import { readRefusal } from '../../src/protocol/answer/refusal.ts'
import { judgePoll } from '../../src/protocol/device.ts'
import { refuseUserinfoError } from '../../src/protocol/userinfo.ts'
import { failureOf } from '../transport/support.ts'

const answer = (body: unknown, status = 400, headers: Record<string, string> = {}) => ({
  status, headers, body: typeof body === 'string' ? body : JSON.stringify(body),
})
const words = async (body: unknown, status?: number, headers?: Record<string, string>, first?: 'challenge') => {
  const { error = null, error_description = null, numbers = [] } = await readRefusal(
    answer(body, status, headers), first,
  )
  return [error, error_description, ...numbers]
}

describe('refusal: what a provider says is read, however it says it', () => {
  test.each<[string, unknown, (string | null)[]]>([
    ['RFC 6749', { error: 'invalid_grant', error_description: 'spent' }, ['invalid_grant', 'spent']],
    ['a form', 'error=invalid_grant&error_description=too+late', ['invalid_grant', 'too late']],
    [
      'Okta',
      {
        errorCode: 'invalid_client', errorSummary: 'Invalid value for \'client_id\' parameter.',
        errorLink: 'invalid_client', errorCauses: [],
      },
      ['invalid_client', 'Invalid value for \'client_id\' parameter.'],
    ],
    [
      'an error that is an object', { error: { type: 'forbidden', message: 'Request not allowed' } },
      ['forbidden', 'Request not allowed'],
    ],
    [
      'a message beside the status', { message: 'client secret mismatch', statusCode: 400 },
      [null, 'client secret mismatch'],
    ],
    [
      'problem details', { title: 'Bad Request', detail: 'PKCE code_verifier missing' },
      [null, 'PKCE code_verifier missing'],
    ],
    [
      'a list of objects', { errors: [{ errorType: 'invalid_grant', message: 'Authorization code invalid' }] },
      ['invalid_grant', 'Authorization code invalid'],
    ],
    [
      'Spring', { timestamp: 1, status: 401, error: 'Unauthorized', message: 'Bad client credentials' },
      ['Unauthorized', 'Bad client credentials'],
    ],
    [
      'Rails and Laravel', { errors: { code: ['is invalid', 'is spent'], redirect_uri: 'does not match' } },
      [null, 'code: is invalid, is spent; redirect_uri: does not match'],
    ],
    ['an object of errors that says nothing', { errors: { code: [1], at: {} } }, [null, null]],
    ['a short text', 'invalid client credentials', [null, 'invalid client credentials']],
    ['XML', '<error><message>expired code</message></error>', [null, 'expired code']],
    // Of our own finding:
    [
      'Google', { error: { code: 403, message: 'Insufficient Permission', status: 'PERMISSION_DENIED' } },
      ['PERMISSION_DENIED', 'Insufficient Permission', '403'],
    ],
    [
      'Facebook',
      { error: { message: 'Invalid verification code', type: 'OAuthException', code: 100, fbtrace_id: 'A' } },
      ['OAuthException', 'Invalid verification code', '100'],
    ],
    [
      'Kubernetes',
      {
        kind: 'Status', status: 'Failure', message: 'forbidden: User "system:anonymous"', reason: 'Forbidden',
        code: 400,
      },
      ['Forbidden', 'forbidden: User "system:anonymous"'],
    ],
    ['WeChat', { errcode: 40029, errmsg: 'invalid code' }, ['40029', 'invalid code']],
    ['a number as a text', { error_code: '21325', error_msg: 'no such grant' }, ['21325', 'no such grant']],
    [
      'Apigee', { fault: { faultstring: 'Invalid ApiKey', detail: { errorcode: 'oauth.v2.InvalidApiKey' } } },
      ['oauth.v2.InvalidApiKey', 'Invalid ApiKey'],
    ],
    ['a list of texts', { errors: ['The code is spent'] }, [null, 'The code is spent']],
    ['a text in JSON', '"nope"', [null, 'nope']],
    [
      'errors by member, with a message', { message: 'The given data was invalid.', errors: { code: ['too old'] } },
      [null, 'The given data was invalid.'],
    ],
    [
      'SOAP',
      '<?xml version="1.0"?><s:Envelope xmlns:s="x"><s:Body><s:Fault><faultcode>Client</faultcode><faultstring>No such client</faultstring></s:Fault></s:Body></s:Envelope>',
      [null, 'No such client'],
    ],
    ['a web page', '<!doctype html><title>Bad Gateway</title><p>x', [null, 'Bad Gateway']],
    [
      'JSONP', 'callback({"error":"100016","error_description":"access token check failed"});',
      ['100016', 'access token check failed'],
    ],
    ['a success that is none', { success: false, msg: '授权码已使用' }, [null, '授权码已使用']],
    [
      'nothing', '', [null, null],
    ], ['an empty object', {}, [null, null]], ['bytes', '\u0000\u0001\ufffd', [null, null]],
    ['a broken object', '{"access_token":"x', [null, null]],
  ])('%s', async (_who, body, expected) => {
    expect(await words(body)).toEqual(expected)
  })

  test.each<[string, string, (string | null)[]]>([
    [
      'in quotes', 'Bearer realm="x", error="invalid_token", error_description="too \\"old\\""',
      ['invalid_token', 'too "old"'],
    ],
    ['without quotes', 'Bearer error=insufficient_scope', ['insufficient_scope', null]],
    [
      'several in one field', 'Basic realm="a, b=c", Negotiate abc==, Bearer error="invalid_token"',
      ['invalid_token', null],
    ],
    [
      'blanks without quotes', 'Bearer error=invalid_token, error_description=The access token expired',
      ['invalid_token', 'The access token expired'],
    ],
    ['no commas', 'Bearer error="invalid_token" error_description="gone"', ['invalid_token', 'gone']],
    ['DPoP before another', 'Custom error="x", DPoP error="use_dpop_nonce"', ['use_dpop_nonce', null]],
    ['a quote that never ends', 'Bearer error="invalid_token', ['invalid_token', null]],
    ['no error', 'Bearer realm="x"', [null, null]],
  ])('a challenge: %s', async (_how, field, expected) => {
    expect(await words('', 401, { 'www-authenticate': field }, 'challenge')).toEqual(expected)
  })

  test('a challenge of another scheme keeps its parameters to itself', () => {
    expect(readChallenges('Basic realm="error=no", Bearer error=yes').map(({ scheme, parameters }) => [
      scheme, ...parameters,
    ])).toEqual([
      ['basic', ['realm', 'error=no']], ['bearer', ['error', 'yes']],
    ])
  })

  test('a text is cut at 1,000 characters, and how many were left out is told; emoji stay whole', async () => {
    const refusal = await readRefusal(answer({ error: 'e'.repeat(500), error_description: '😀'.repeat(1500) }))
    expect([
      refusal.error?.length, Array.from(refusal.error_description ?? '').length,
      refusal.error_description?.endsWith('😀'), refusal.left_out,
    ]).toEqual([200, 1000, true, 500])
  })

  test.each([
    'usercancel', 'user_cancelled_authorize', 'authorization_declined', 'User-Denied', 'cancel',
  ])('%s is a denial', async (error) => {
    expect(await readRefusal(answer({ error }))).toMatchObject({ error, meaning: 'access_denied' })
  })

  test.each(['access_denied_by_policy_engine', 'cancellation_policy', 'invalid_grant'])('%s is none', async (error) => {
    expect(await readRefusal(answer({ error }))).not.toHaveProperty('meaning')
  })
})

describe('refusal: an authorization response in a provider’s own words', () => {
  const server = { issuer: 'https://op.example' }
  const refused = (query: string) => {
    const parameters = new URLSearchParams(query)
    expect(checkAuthorizationResponse(server, parameters).filter(({ ok }) => !ok)).toEqual([])
    return failureOf(
      (async () => refuseAuthorizationError(parameters))(),
      query.includes('scope') ? 'authorization-refused' : 'access-denied',
    )
  }
  test.each([
    ['usercancel=1&state=s', 'usercancel'],
    ['errorCode=access_denied&errorSummary=User+is+not+assigned&state=s', 'access_denied'],
    ['error=user_denied&state=s', 'user_denied'],
    ['error_code=200&error=access_denied&error_reason=user_denied&state=s', 'access_denied'],
    ['error_code=invalid_scope&msg=no&state=s', 'invalid_scope'],
  ])('%s', async (query, error) => {
    expect((await refused(query)).details).toMatchObject({ provider: { error } })
  })

  test.each([
    'state=s', 'state=s&session_state=x&scope=openid', 'state=s&error=',
  ])('%s says neither yes nor no', (query) => {
    expect(checkAuthorizationResponse(server, new URLSearchParams(query)).map(({ name, ok }) => ok || name))
      .toContain('code-or-error')
  })
})

describe('refusal: within a 200', () => {
  const asked = (body: unknown) => refuseUserinfoError({ url: 'https://op.example/me', answer: answer(body, 200) })
  test.each([
    { errcode: 40001, errmsg: 'invalid credential' }, { error: 'invalid_token' },
    { error: { code: 190, message: 'expired' } }, { ret: -23, msg: 'token is invalid' },
  ])('%j', async (body) => {
    await failureOf(asked(body), 'userinfo-refused')
  })
  test.each([
    { sub: 'a', error: 'x' }, { id: 1, ret: 5 }, { name: 'A', message: 'hello', code: 7 }, { errcode: 0, openid: 'o' },
    { error: null, name: 'A' },
  ])('%j is a user', async (body) => {
    await expect(asked(body)).resolves.toBeUndefined()
  })
})

describe('refusal: of a device code', () => {
  const judge = (body: unknown, status: number) =>
    judgePoll({ url: 'https://op.example/token', answer: answer(body, status) })
  test.each<[unknown, number, string]>([
    [{ error: 'authorization_pending' }, 400, 'pending'], [{ error: 'slow_down' }, 429, 'slow-down'],
    ['<title>Bad Gateway</title>', 502, 'fault'],
    [{ error: 'too_many_requests' }, 429, 'fault'], ['', 503, 'fault'], [{ error: 'server_error' }, 400, 'fault'],
    [{ error: 'temporarily_unavailable' }, 400, 'fault'],
    ['', 408, 'fault'], [{ error: 'invalid_client' }, 401, 'decided'], [{ access_token: 'x' }, 200, 'decided'],
    [{ error: 'invalid_scope' }, 400, 'decided'],
  ])('%j with %i', async (body, status, judged) => {
    expect(await judge(body, status)).toBe(judged)
  })
  test.each(
    [
      ['authorization_declined', 'access-denied'], ['access_denied', 'access-denied'],
      ['expired_token', 'device-code-expired'],
    ] as const,
  )('%s', async (error, code) => {
    await failureOf(judge({ error }, 400), code)
  })
})
