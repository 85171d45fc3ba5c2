import { bareAddress } from '../../addresses.ts'
import { isLoopbackHost, parseAddress } from '../../../addresses/loopback.ts'
import { readChallenges, stepUp, type Challenge } from '../../../protocol/answer/challenge.ts'
import { hostOf } from '../../facts/addresses.ts'
import { authorizationOf, headerOf } from '../../facts/messages.ts'
import { openingsIn } from '../../facts/opening.ts'
import { found, only } from '../../found.ts'
import { hides, wantsProofNonce } from '../../parameters.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

/**
 * What a resource server says in WWW-Authenticate (RFC 6750, section 3; RFC 9728, section 5.1; RFC 9449, section 7.1;
 * RFC 9470).
 */
export function readChallengeFields(record: WalkRecord): Reading[] {
  const last = record.seen.at(-1)
  const openings = openingsIn(record)
  return record.seen.flatMap((seen) => {
    const challenges = readChallenges(headerOf(seen.response, 'www-authenticate'))
    const each = challenges.flatMap(challenge => [metadata, scope, signIn].flatMap(read => read(challenge, seen)))
    const untold = silent(challenges, seen)
    return [
      ...each, ...schemes(challenges, seen), ...untold, ...untold.length > 0 ? [] : absent(challenges, seen),
      ...seen === last && openings.has(seen) ? asking(challenges, seen) : [],
    ]
  })
}

/**
 * A resource that refuses without a challenge: whoever is to sign in does not learn how (RFC 9110, section 15.5.2). Of
 * an answer without any header field nobody knows whether they were left out.
 */
function absent(challenges: readonly Challenge[], seen: Seen): Reading[] {
  const { kind, request, response } = seen
  const isAlone = request === undefined && (kind === 'other' || isOfRpc(seen))
  const isOfResource = isAlone || kind === 'resource-request' || kind === 'userinfo-request'
  if (!isOfResource || response?.status !== 401 || challenges.length > 0 || wantsProofNonce(seen)) return []
  if (headerOf(response, 'www-authenticate') !== undefined) return []
  const isKnown = response.headers.length > 0
  return [found('challenge-absent', isKnown ? 'weak' : 'note', 'RFC 9110 15.5.2', {}, { in: seen, step: 'userinfo' })]
}

/** JSON-RPC, as MCP speaks it: its errors have numbers that are nobody's but the server's. */
export function isOfRpc({ response }: Seen): boolean {
  return response?.members?.['jsonrpc'] === '2.0'
}

function metadata({ parameters, unquoted }: Challenge, seen: Seen): Reading[] {
  const address = parameters.get('resource_metadata')
  if (address === undefined) return []
  const form = whyUnusable(address)
  return [
    ...only(
      form !== ''
      && found('challenge-metadata', 'broken', 'RFC 9728 5.1', { address, form }, { in: seen, step: 'start' }),
    ),
    ...only(
      form === ''
      && unquoted.has('resource_metadata')
      && found(
        'challenge-unquoted', 'weak', 'RFC 9110 11.6.1; RFC 9728 5.1', { address }, { in: seen, step: 'start' },
      ),
    ),
  ]
}

function whyUnusable(address: string): 'relative' | 'http' | 'provider' | '' {
  const url = parseAddress(address)
  if (!url) return 'relative'
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) return 'http'
  return /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)/.test(address) ? 'provider' : ''
}

function scope({ parameters }: Challenge, seen: Seen): Reading[] {
  const isLacking = parameters.get('error') === 'insufficient_scope'
  const needed = parameters.get('scope') ?? ''
  return only(
    isLacking
    && found(
      'challenge-scope', 'broken', 'RFC 6750 3.1',
      { needed, status: seen.response?.status ?? '', description: parameters.get('error_description') ?? '' },
      { in: seen, step: 'userinfo' },
    ),
  )
}

function signIn({ parameters }: Challenge, seen: Seen): Reading[] {
  const details = { acr: parameters.get('acr_values') ?? '', age: parameters.get('max_age') ?? '' }
  return only(
    parameters.get('error') === stepUp
    && found('challenge-step-up', 'broken', 'RFC 9470 3', details, { in: seen, step: 'userinfo' }),
  )
}

/** Another scheme than the one that was sent. */
function schemes(challenges: readonly Challenge[], seen: Seen): Reading[] {
  const sent = authorizationOf(seen.request)?.scheme
  const offered = challenges.map(({ scheme }) => scheme)
  if (sent === undefined || offered.length === 0 || offered.includes(sent) || seen.response?.status !== 401) return []
  return only(
    (sent === 'bearer' || sent === 'dpop')
    && found(
      offered.includes('dpop') ? 'challenge-dpop' : 'challenge-scheme', 'broken', 'RFC 9110 11.6.1',
      { sent, offered }, { in: seen, step: 'userinfo' },
    ),
  )
}

/** An MCP server that does not say where its metadata is. */
function silent(challenges: readonly Challenge[], seen: Seen): Reading[] {
  const isMcp = /\/(?:mcp|sse)\/?(?:[?#]|$)/.test(seen.request?.url ?? '') && hostOf(seen.request?.url) !== undefined
  const isSaid = challenges.some(({ parameters }) => parameters.has('resource_metadata'))
  const isKnown = (seen.response?.headers.length ?? 0) > 0
  return only(
    isMcp
    && isKnown
    && seen.response?.status === 401
    && !isSaid
    && authorizationOf(seen.request) === undefined
    && !hides(seen, 'headers')
    && found(
      'challenge-without-metadata', 'weak', 'RFC 9728 5.1',
      { url: seen.request?.url ?? '', hasField: challenges.length > 0 ? 'yes' : '' }, { in: seen, step: 'start' },
    ),
  )
}

/** The first answer of an MCP server, and nothing after it: it asks for a token, and says where its metadata is. */
function asking(challenges: readonly Challenge[], seen: Seen): Reading[] {
  const metadata = challenges.map(({ parameters }) => parameters.get('resource_metadata')).find(address =>
    address !== undefined && whyUnusable(address) === '')
  return only(
    metadata !== undefined
    && found(
      'challenge-asks', 'note', 'RFC 9728 5.1',
      { metadata, resource: seen.request ? bareAddress(seen.request.url) : resourceOf(metadata) },
      { in: seen, step: 'start' },
    ),
  )
}

/**
 * The resource whose metadata is at this address (RFC 9728, section 3.1); nothing where it is at another than usual.
 */
function resourceOf(metadata: string): string {
  const parts = /^([^/]*\/\/[^/]*)\/\.well-known\/oauth-protected-resource([^?#]*)$/.exec(metadata)
  return parts ? `${parts[1]}${parts[2]}` : ''
}
