import { differenceOf, hostOf } from '../../facts/addresses.ts'
import { audienceOf, judgedAt, numberClaim, secondsClaim, spanOf, textClaim, textHeader } from '../../facts/jwt.ts'
import { addressOf, sentAs } from '../../facts/messages.ts'
import { kindOf, typeOf } from '../../facts/token-kind.ts'
import { usedAs } from '../../facts/use.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

const rule = 'RFC 7523 3'
/** An assertion is made for one request, within the minute; this much is more than anybody needs, in seconds. */
const hour = 3600

/** The JWT with which a client proves itself (RFC 7523, section 3; OpenID Connect Core 1.0, section 9). */
export function readClientAssertions(record: WalkRecord): Reading[] {
  return record.jwts.filter(isAssertion).flatMap(jwt =>
    [party, audience, kind, life, algorithm, identifier].flatMap(read => read(jwt, record)))
}

function isAssertion(jwt: SeenJwt): boolean {
  const isSent = usedAs(jwt) === 'client_assertion'
  return jwt.claims !== undefined
    && !isForApple(jwt)
    && (isSent || (usedAs(jwt) === undefined && kindOf(jwt) === 'client_assertion') || jwt.role === 'client_assertion')
}

/** Apple's client secret is such a JWT under another name, with rules of its own. */
export function isForApple(jwt: SeenJwt): boolean {
  const seen = jwt.in?.request
  return audienceOf(jwt).some(one => /^https?:\/\/appleid\.apple\.com\b/.test(one))
    || (sentAs(seen, 'client_secret') === jwt.token && /(?:^|\.)appleid\.apple\.com$/.test(hostOf(seen?.url) ?? ''))
}

function party(jwt: SeenJwt): Reading[] {
  const [iss, sub, client] = [textClaim(jwt, 'iss'), textClaim(jwt, 'sub'), sentAs(jwt.in?.request, 'client_id')]
  const details = { iss: iss ?? '', sub: sub ?? '', client: client ?? '' }
  if (iss === undefined || sub === undefined)
    return [
      found(
        'assertion-party-missing', 'broken', rule, { ...details, missing: iss === undefined ? 'iss' : 'sub' }, { jwt },
      ),
    ]
  if (iss !== sub) return [found('assertion-party-differs', 'broken', 'RFC 7523 3; OIDC Core 9', details, { jwt })]
  return only(
    client !== undefined
    && client !== sub
    && found('assertion-other-client', 'broken', 'RFC 7521 4.2', details, { jwt }),
  )
}

/** Whom it is for: the token endpoint it went to, the issuer, or (RFC 9126, section 2) either at the PAR endpoint. */
function audience(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const given = audienceOf(jwt)
  if (given.length === 0) return [found('assertion-audience-missing', 'broken', rule, {}, { jwt })]
  const accepted = acceptedAudiences(jwt, record)
  const [expected = ''] = accepted
  const details = {
    audience: given, expected, all: accepted, difference: differenceOf(expected, given[0] ?? '') ?? 'other',
  }
  if (accepted.length > 0 && !given.some(one => accepted.includes(one)) && mayBeWrong(jwt, given))
    return [
      mayBeEndpoint(given, expected, record)
        ? found('assertion-audience-endpoint', 'note', rule, details, { jwt })
        : found('assertion-audience-differs', 'broken', rule, details, { jwt }),
    ]
  return only(
    given.length > 1
    && found(
      'assertion-audience-several', (jwt.in?.response?.status ?? 0) >= 400 ? 'broken' : 'note', 'FAPI 2.0 5.3.2.1',
      details, { jwt },
    ),
  )
}

/**
 * Where nothing says which the token endpoint is, an address that looks like one, or lies below the issuer, may be it.
 */
function mayBeEndpoint(given: readonly string[], issuer: string, { metadata, seen }: WalkRecord): boolean {
  const isKnown = metadata.some(({ content }) => content['token_endpoint'] !== undefined)
    || seen.some(({ kind, request }) => kind === 'token-request' && request?.url !== undefined)
  const isBelow = (one: string) => one.startsWith(`${issuer.replace(/\/$/, '')}/`) && one.length > issuer.length + 1
  return !isKnown
    && given.some(one => isBelow(one) || /^https?:\/\/[^/]+\/(?:[^?#]*\/)?[^/?#]*token[^/?#]*$/i.test(one))
}

/**
 * A server that took it knows what it takes; one of the same host may have another endpoint's address in mind (RFC
 * 9126, section 2).
 */
function mayBeWrong({ in: seen }: SeenJwt, given: readonly string[]): boolean {
  const { status, members } = seen?.response ?? {}
  const isTaken = members?.['access_token'] !== undefined
    || members?.['request_uri'] !== undefined
    || (status !== undefined && status < 300)
  const host = hostOf(addressOf(seen?.request)?.replace(/^\/\//, 'https://'))
  return !isTaken
    && (members?.['error'] !== undefined || host === undefined || !given.some(one => hostOf(one) === host))
}

function acceptedAudiences({ in: seen }: SeenJwt, record: WalkRecord): string[] {
  const published = record.metadata.flatMap(({ content }) => [
    content['issuer'], content['token_endpoint'], content['pushed_authorization_request_endpoint'],
  ])
  const named = [...published, record.issuer].filter(address => typeof address === 'string')
  const sentTo = addressOf(seen?.request)?.replace(/^\/\//, 'https://')
  if (sentTo === undefined || hostOf(sentTo) === undefined) return named
  const bare = sentTo.replace(/[?#].*$/s, '')
  // Where the issuer is not known, whatever begins the endpoint's address may be it.
  return named.length > 0 ? [...new Set([...named, bare])] : [bare, ...prefixesOf(bare)]
}

/** Every issuer whose endpoint this address may be: its beginnings, with a slash at the end and without. */
function prefixesOf(address: string): string[] {
  const { origin, pathname } = new URL(address)
  const parts = pathname.split('/').slice(1, -1)
  return [0, ...parts.map((_, index) => index + 1)].flatMap((count) => {
    const prefix = [origin, ...parts.slice(0, count)].join('/')
    return [prefix, `${prefix}/`, `${prefix}/v2.0`]
  })
}

function kind(jwt: SeenJwt): Reading[] {
  const type = typeOf(jwt)
  const isOther = type !== undefined && ['at+jwt', 'dpop+jwt', 'logout+jwt', 'oauth-authz-req+jwt'].includes(type)
  return only(isOther && found('assertion-type', 'broken', 'RFC 8725 3.11', { type }, { jwt }))
}

function life(jwt: SeenJwt): Reading[] {
  const exp = secondsClaim(jwt, 'exp')
  if (exp === undefined) return [found('assertion-expiry-missing', 'broken', rule, {}, { jwt })]
  const from = numberClaim(jwt, 'iat') ?? numberClaim(jwt, 'nbf')
  return only(
    from !== undefined
    && exp - from > hour
    && numberClaim(jwt, 'exp') === exp
    && found('assertion-long-lived', 'weak', rule, { lives: spanOf(exp - from) }, { jwt }),
  )
}

function algorithm(jwt: SeenJwt): Reading[] {
  const alg = textHeader(jwt, 'alg') ?? ''
  return only(/^HS/.test(alg) && found('assertion-by-secret', 'note', 'OIDC Core 9', { alg }, { jwt }))
}

/** The same assertion in two requests; a server that keeps `jti` refuses the second. */
function identifier(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const again = record.seen.filter(seen => sentAs(seen.request, 'client_assertion') === jwt.token)
  if (again.length > 1 && again[0] === jwt.in)
    return [found('assertion-twice', 'weak', 'RFC 7523 3; OIDC Core 9', { count: again.length }, { in: again })]
  return only(
    textClaim(jwt, 'jti') === undefined
    && found('assertion-without-id', 'note', 'OIDC Core 9', { now: judgedAt(jwt, record) }, { jwt }),
  )
}
