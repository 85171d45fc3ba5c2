import type { Configuration, Provider, errors as Errors } from 'oidc-provider'
import type { JsonWebKey } from 'node:crypto'
import type { Inside } from '../misbehave/hooks.ts'
import type { People } from '../people.ts'
import type { SandboxSettings } from './settings.ts'
import { claimsToTell, tellBeyondScopes } from './told-claims.ts'

/** What a configured sandbox has beyond its settings. */
export interface Parts {
  settings: SandboxSettings
  people: People
  keys: (JsonWebKey & { alg: string })[]
  errors: typeof Errors
}

/** How the settings change what the sandbox is made of. `take` gets the provider itself. */
export function insideOf(parts: Parts, take: (provider: Provider) => void): Inside {
  return {
    configuration: configuration => Object.assign(configuration, changesTo(configuration, parts)),
    provider: (provider) => {
      tellBeyondScopes(provider)
      take(provider)
    },
  }
}

function changesTo(before: Configuration, { settings, people, keys, errors }: Parts): Configuration {
  const { scopes = {}, resources = {}, rotation = true, claims, cors } = settings
  return {
    ...signing(before, keys),
    // Their values are unguessable and nothing else is in them: to sign them is a twentieth of a login.
    cookies: { ...before.cookies, keys: [] },
    scopes: [
      ...new Set([
        ...before.scopes ?? [], ...Object.keys(scopes),
        ...Object.values(resources).flatMap(({ scopes: own = [] }) => own),
      ]),
    ],
    claims: {
      ...before.claims, ...Object.fromEntries(Object.entries(scopes).filter(([, opened]) => opened.length > 0)),
    },
    conformIdTokenClaims: settings.claims_in_id_token !== true,
    ttl: { ...before.ttl, ...lifetimes(settings) },
    features: { ...before.features, resourceIndicators: resourceServers(settings, keys, errors) },
    findAccount: (_context, sub) => {
      const person = people.withSubject(sub)
      return person && { accountId: sub, claims: (use: string) => claimsToTell(person, use, settings) }
    },
    extraTokenClaims: () => claims?.access_token,
    rotateRefreshToken: ({ oidc }) => {
      const resource = oidc.params?.['resource']
      // The library rotates before it looks at the resource: a refused request would cost the refresh token.
      if (resource !== undefined
        && ![
          resource,
        ].flat().every(one =>
          typeof one === 'string' && Object.hasOwn(resources, one))) throw new errors.InvalidTarget()
      return rotation
    },
    ...cors === undefined
      ? {}
      : { clientBasedCORS: (_context: unknown, origin: string) => Array.isArray(cors) ? cors.includes(origin) : cors },
  }
}

function signing({ enabledJWA, clientDefaults }: Configuration, keys: Parts['keys']): Configuration {
  const algorithms = [...new Set(keys.map(({ alg }) => alg))] as 'ES256'[]
  const [first] = algorithms
  return {
    jwks: { keys: keys },
    enabledJWA: { ...enabledJWA, idTokenSigningAlgValues: algorithms, authorizationSigningAlgValues: [...algorithms] },
    clientDefaults: {
      ...clientDefaults, ...first && { id_token_signed_response_alg: first, authorization_signed_response_alg: first },
    },
  }
}

function lifetimes({ lifetimes: given = {} }: SandboxSettings): Record<string, number> {
  const { authorization_code, access_token, id_token, refresh_token, session } = given
  const named = {
    AuthorizationCode: authorization_code, AccessToken: access_token, ClientCredentials: access_token,
    IdToken: id_token,
    RefreshToken: refresh_token, Session: session,
  }
  return Object.fromEntries(Object.entries(named).filter((one): one is [string, number] => one[1] !== undefined))
}

function resourceServers(
  { resources = {}, lifetimes: { access_token: seconds } = {} }: SandboxSettings, keys: Parts['keys'],
  errors: typeof Errors,
) {
  return {
    enabled: true,
    getResourceServerInfo: (_context: unknown, indicator: string) => {
      const resource = Object.hasOwn(resources, indicator) ? resources[indicator] : undefined
      if (!resource) throw new errors.InvalidTarget()
      const alg = (keys[0]?.alg ?? 'ES256') as 'ES256'
      return {
        scope: (resource.scopes ?? []).join(' '), audience: indicator,
        ...seconds === undefined ? {} : { accessTokenTTL: seconds },
        accessTokenFormat: resource.access_token_format ?? 'jwt', jwt: { sign: { alg } },
      } as const
    },
  }
}
