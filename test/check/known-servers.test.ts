import { describe, expect, test } from 'vitest'
import { providerProbes } from '../../src/codes/exam.ts'
import { knownServers, recogniseServer } from '../../src/render/check/known-servers/index.ts'

const at = (origin: string, paths: Record<string, string>) =>
  Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, `${origin}${path}`]))

/** Addresses as each server publishes them. */
const published: [string, Record<string, unknown>][] = [
  [
    'Keycloak',
    at('https://sso.example/realms/walk/protocol/openid-connect', {
      authorization_endpoint: '/auth', token_endpoint: '/token', userinfo_endpoint: '/userinfo', jwks_uri: '/certs',
    }),
  ],
  [
    'Ory Hydra',
    at('https://op.example', {
      authorization_endpoint: '/oauth2/auth', token_endpoint: '/oauth2/token', userinfo_endpoint: '/userinfo',
      jwks_uri: '/.well-known/jwks.json',
    }),
  ],
  [
    'Authelia',
    at('https://auth.example', {
      authorization_endpoint: '/api/oidc/authorization', token_endpoint: '/api/oidc/token', jwks_uri: '/jwks.json',
    }),
  ],
  [
    'Dex',
    at('https://dex.example/dex', {
      authorization_endpoint: '/auth', token_endpoint: '/token', jwks_uri: '/keys',
      device_authorization_endpoint: '/device/code',
    }),
  ],
  [
    'ZITADEL',
    at('https://z.example', {
      authorization_endpoint: '/oauth/v2/authorize', token_endpoint: '/oauth/v2/token', jwks_uri: '/oauth/v2/keys',
    }),
  ],
  [
    'Duende IdentityServer',
    at('https://ids.example', {
      authorization_endpoint: '/connect/authorize', token_endpoint: '/connect/token',
      jwks_uri: '/.well-known/openid-configuration/jwks',
    }),
  ],
  [
    'Spring Authorization Server',
    at('https://as.example', {
      authorization_endpoint: '/oauth2/authorize', token_endpoint: '/oauth2/token', jwks_uri: '/oauth2/jwks',
    }),
  ],
  [
    'oidc-provider',
    at('https://op.example/oidc', {
      authorization_endpoint: '/auth', token_endpoint: '/token', userinfo_endpoint: '/me', jwks_uri: '/jwks',
    }),
  ],
  [
    'Glewlwyd',
    at('http://127.0.0.1:14593/api/oidc', {
      authorization_endpoint: '/auth', token_endpoint: '/token', userinfo_endpoint: '/userinfo', jwks_uri: '/jwks',
    }),
  ],
  [
    'Django OAuth Toolkit',
    at('https://op.example/o', {
      authorization_endpoint: '/authorize/', token_endpoint: '/token/', userinfo_endpoint: '/userinfo/',
      jwks_uri: '/.well-known/jwks.json',
    }),
  ],
]

describe('a server is recognised by its addresses', () => {
  test.each(published)('%s', (name, metadata) => {
    expect(recogniseServer(metadata)?.name).toBe(name)
  })

  test('each of those that are known', () => {
    expect(published.map(([name]) => name).sort()).toEqual(knownServers.map(({ name }) => name).sort())
  })

  test.each([
    {}, { authorization_endpoint: 7 },
    { authorization_endpoint: 'https://op.example/authorize', jwks_uri: 'https://op.example/jwks' },
    { authorization_endpoint: `${'a'.repeat(3000)}/api/oidc/authorization` },
  ])('none of them: %j', (metadata) => {
    expect(recogniseServer(metadata)).toBeUndefined()
  })
})

test('each setting belongs to a rule, and says where it was read', () => {
  const names: readonly string[] = Object.values(providerProbes)
  expect(knownServers.flatMap(({ settings }) => Object.keys(settings)).filter(name => !names.includes(name)))
    .toEqual([])
  expect(knownServers.filter(({ source }) => !source.startsWith('https://'))).toEqual([])
})
