import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { isOfProvider, listOf, textOf, type Metadata } from './document.ts'

/** What OpenID's metadata must have beyond what OAuth's must (OpenID Connect Discovery 1.0, section 3). */
const openid = ['jwks_uri', 'subject_types_supported', 'id_token_signing_alg_values_supported']
/** Members that OAuth's metadata has too (RFC 8414, section 2): such a document need not be OpenID's. */
const ofBoth = ['jwks_uri']
const lists = [
  'response_types_supported', 'response_modes_supported', 'grant_types_supported', 'scopes_supported',
  'subject_types_supported', 'id_token_signing_alg_values_supported',
  'token_endpoint_auth_methods_supported', 'code_challenge_methods_supported', 'claims_supported',
  'dpop_signing_alg_values_supported',
]

/** What is missing in a provider's metadata, and what is there in another type (RFC 8414, section 2). */
export function readMetadataMembers(record: WalkRecord): Reading[] {
  return record.metadata.filter(isOfProvider).flatMap(document =>
    [missing, types, pkce, weaknesses].flatMap(read => read(document)))
}

function missing(document: Metadata): Reading[] {
  const isOpenid = document.url?.includes('openid-configuration')
    ?? openid.some(name => name in document.content && !ofBoth.includes(name))
  const grants = listOf(document, 'grant_types_supported')
  const front = grants.length === 0 || grants.includes('authorization_code') || grants.includes('implicit')
  const types = listOf(document, 'response_types_supported')
  // Whoever only issues tokens to machines, such as a cluster, has no endpoints; a front channel without code has no
  // token endpoint.
  const isIssuerOnly = types.length === 1
    && types[0] === 'id_token'
    && document.content['authorization_endpoint'] === undefined
  const endpoints = isIssuerOnly
    ? []
    : [
        ...front ? ['authorization_endpoint'] : [],
        ...types.length > 0 && !types.some(type => /\bcode\b/.test(type)) ? [] : ['token_endpoint'],
      ]
  const names = [...endpoints, 'response_types_supported', ...isOpenid ? openid : []].filter(name =>
    document.content[name] === undefined)
  const isWeak = names.every(name => name === 'response_types_supported' || name === 'subject_types_supported')
  return only(
    names.length > 0
    && found('metadata-missing', isWeak ? 'weak' : 'broken', isOpenid ? 'OIDC Discovery 3' : 'RFC 8414 2', {
      names, issuer: textOf(document, 'issuer') ?? '',
    }),
  )
}

function types(document: Metadata): Reading[] {
  const names = lists.filter(name => document.content[name] !== undefined && !Array.isArray(document.content[name]))
  return only(
    names.length > 0
    && found('metadata-not-list', 'broken', 'RFC 8414 2', {
      names, value: JSON.stringify(document.content[names[0] ?? '']).slice(0, 100),
    }),
  )
}

/** A client of OAuth 2.1 or MCP goes no further without it. */
function pkce(document: Metadata): Reading[] {
  const methods = listOf(document, 'code_challenge_methods_supported')
  // Without an authorization endpoint there is no code that it would guard.
  if (document.content['authorization_endpoint'] === undefined) return []
  if (document.content['code_challenge_methods_supported'] === undefined)
    return [found('pkce-unsaid', 'note', 'RFC 8414 2; RFC 9700 2.1.1', {})]
  // What is no list has its own reading.
  const isList = Array.isArray(document.content['code_challenge_methods_supported'])
  return only(isList && !methods.includes('S256') && found('pkce-plain-only', 'weak', 'RFC 7636 4.2', { methods }))
}

function weaknesses(document: Metadata): Reading[] {
  const algorithms = listOf(document, 'id_token_signing_alg_values_supported')
  const implicit = listOf(document, 'response_types_supported').filter(type =>
    /\btoken\b/.test(type.replace('id_token', '')))
  const dead = [
    ...implicit.length > 0 ? ['implicit'] : [],
    ...listOf(document, 'grant_types_supported').filter(grant => grant === 'password' || grant === 'implicit'),
  ]
  return [
    ...only(algorithms.includes('none') && found('metadata-none', 'weak', 'OIDC Discovery 3; RFC 8725 3.2', {})),
    ...only(
      algorithms.length > 0
      && !algorithms.includes('RS256')
      && found('metadata-without-rs256', 'note', 'OIDC Discovery 3', { algorithms }),
    ),
    ...only(
      dead.length > 0 && found('metadata-dead-flows', 'note', 'RFC 9700 2.1.2, 2.4', { flows: [...new Set(dead)] }),
    ),
  ]
}
