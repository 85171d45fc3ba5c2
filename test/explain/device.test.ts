import { describe, expect, test } from 'vitest'
import { page, provider, readingsOf, recordOf, tokens, type Entry } from './recording.ts'

const { id_token: _idToken, ...granted } = tokens
const grant = 'urn:ietf:params:oauth:grant-type:device_code'
const challenge = 'mkPGwxZVXLXVKBsQeWVFzTE4Tke1a0BpFMdx4kFBYZE'
const answer = { 'content-type': 'application/json', 'cache-control': 'no-store' }
const codes = {
  device_code: 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS', user_code: 'WDJB-MJHT',
  verification_uri: `${provider}/user/device`, expires_in: 1800, interval: 5,
}

/** What a device asks with, at one address, with PKCE or without. */
const began = (path: string, own: Partial<Entry> = {}): Entry => ({
  method: 'POST', url: `${provider}${path}`, answer, body: codes,
  form: { client_id: 'tv', scope: 'profile', code_challenge: challenge, code_challenge_method: 'S256' }, ...own,
})
const polled: Entry = {
  method: 'POST', url: `${provider}/token`, answer, body: { ...granted, scope: 'profile' },
  form: {
    grant_type: grant, client_id: 'tv', device_code: codes.device_code,
    code_verifier: 'kT3vQ9sXw2Zr8LmN5bYc1HdJ7fGpA4eU6iOoR0tWqVx',
  },
}
const metadata = (own: object): Entry => ({
  url: `${provider}/.well-known/oauth-authorization-server`,
  body: { issuer: provider, token_endpoint: `${provider}/token`, ...own },
})
const refusal = { status: 400, body: { error: 'invalid_client' } }
const kindsOf = (...entries: Entry[]) => recordOf(entries).seen.map(({ kind }) => kind)

describe('what a device asks for its code with is no authorization request', () => {
  test.each(['/device', '/device/code', '/oauth2/device_authorization', '/v1/start'])('by its answer at %s', async (
    path,
  ) => {
    expect(kindsOf(began(path), polled)).toEqual(['device-request', 'device-poll'])
    expect((await readingsOf([began(path), polled])).filter(reading => !reading.startsWith('note:'))).toEqual([])
  })

  test.each(['/device', '/device/code', '/connect/deviceauthorization', '/oauth2/device_authorization'])(
    'by its form at %s, where it was refused or not answered', (path) => {
      expect(kindsOf(began(path, refusal))).toEqual(['device-request'])
      expect(kindsOf(began(path, { failure: 'net::ERR_FAILED' }))).toEqual(['device-request'])
    },
  )

  test('by the metadata beside it, wherever that is', () => {
    const named = metadata({ device_authorization_endpoint: `${provider}/v1/start` })
    expect(kindsOf(named, began('/v1/start', refusal))).toEqual(['metadata-request', 'device-request'])
    expect(kindsOf(began('/v1/start', refusal), named)).toEqual(['device-request', 'metadata-request'])
  })
})

test('a pushed request is one where the metadata say so, without response_type too', () => {
  const named = metadata({ pushed_authorization_request_endpoint: `${provider}/request` })
  const pushed: Entry = {
    method: 'POST', url: `${provider}/request`, form: { client_id: 'app', request: 'opaque' }, status: 201, answer,
    body: { request_uri: 'urn:ietf:params:oauth:request_uri:6esc', expires_in: 60 },
  }
  expect(kindsOf(named, pushed)).toEqual(['metadata-request', 'pushed-request'])
})

test('a request through the browser to a page with such a name is still an authorization request', () => {
  const parameters = { client_id: 'app', redirect_uri: `${page}/callback`, code_challenge: challenge, scope: 'profile' }
  expect(kindsOf({ url: `${provider}/device?${new URLSearchParams(parameters).toString()}` })).toEqual([
    'authorization-request',
  ])
  expect(kindsOf({ method: 'POST', url: `${provider}/device`, form: parameters })).toEqual(['authorization-request'])
  expect(kindsOf({ method: 'POST', url: `${page}/api/devices`, form: { client_id: 'app', name: 'x' } }))
    .toEqual(['other'])
})
