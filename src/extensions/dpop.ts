import { decodeAnswer } from '../protocol/answer/decode.ts'
import { isObject } from '../protocol/answer/json.ts'
import { nonceIn, noteNonce, wantsNonce } from '../protocol/dpop-nonce.ts'
import { makeProofKey, signProof, thumbprintOf, type ProofKey } from '../protocol/dpop.ts'
import type { Extension } from '../walk/extension.ts'
import {
  atResource, granting, withFindings, type Purpose, type Send, type WireRequest, type WireResponse,
} from '../wire.ts'

/** What proofs need of the world outside. */
export interface ProofMeans {
  random: (bytes: number) => Uint8Array
  /** Milliseconds since 1970. */
  now: () => number
  /** Hears of a new key, so that it is shown nowhere. */
  remember: (key: ProofKey) => void
}

/** What a session holds of earlier proofs. */
export interface HeldKey {
  key: ProofKey
  /** The access token is bound to the key. */
  isBound: boolean
}

/**
 * The extension, and the key to keep with the tokens: a refresh token may be bound to it even where the access token is
 * not.
 */
export interface Dpop {
  extension: Extension
  key: () => ProofKey | undefined
}

interface Holder {
  demandsType: boolean
  means: ProofMeans
  key: ProofKey | undefined
  isBound: boolean
  /** The newest nonce of each server, by origin. */
  nonces: Map<string, string>
}

/**
 * Tokens that are useless without a key (RFC 9449): each request that asks for tokens or presents them proves
 * possession of it. The key is made when the provider is known, unless a session holds one. A server that answers with
 * Bearer has not bound its token: where `isDemanded`, or where the token before it was bound, the token is not taken
 * (RFC 9449, section 5); otherwise that is noted, and it is sent as Bearer.
 */
export function createDpop(
  means: ProofMeans, { held, isDemanded = held?.isBound ?? false }: { held?: HeldKey, isDemanded?: boolean } = {},
): Dpop {
  const holder: Holder = {
    means, key: held?.key, isBound: held?.isBound ?? false, demandsType: isDemanded, nonces: new Map(),
  }
  return {
    key: () => holder.key,
    extension: {
      name: 'dpop',
      tokenType: 'DPoP',
      demandsType: isDemanded,
      providerFound: async (server) => {
        if (holder.key !== undefined) return
        holder.key = await makeProofKey(server)
        means.remember(holder.key)
      },
      authorizationRequest: async parameters => holder.key === undefined
        ? parameters
        : [...parameters.filter(([name]) => name !== 'dpop_jkt'), ['dpop_jkt', await thumbprintOf(holder.key)]],
      send: next => async request => sendProven(holder, next, request),
    },
  }
}

async function sendProven(holder: Holder, next: Send, request: WireRequest): Promise<WireResponse> {
  const { origin } = new URL(request.url)
  const before = holder.nonces.get(origin)
  const proven = await prove(holder, request)
  const came = await next(proven)
  const answer = withFindings(came, noteNonce(came))
  const nonce = nonceIn(answer)
  if (nonce !== undefined) holder.nonces.set(origin, nonce)
  if (proven === request) return answer
  // The same nonce would be refused again.
  if (nonce !== undefined && nonce !== before && wantsNonce(answer)) return { ...answer, again: true }
  return granting.has(request.purpose) ? judgeType(holder, answer) : answer
}

const asking: ReadonlySet<Purpose> = new Set([...granting, 'push', 'revocation'])
const presenting: ReadonlySet<Purpose> = new Set([...atResource, 'userinfo'])

async function prove(holder: Holder, request: WireRequest): Promise<WireRequest> {
  const { key, isBound } = holder
  if (key === undefined) return request
  if (asking.has(request.purpose)) return withProof(holder, key, request)
  const accessToken = isBound && presenting.has(request.purpose) ? tokenIn(request) : undefined
  if (accessToken === undefined) return request
  const presented = { ...request, headers: { ...request.headers, authorization: `DPoP ${accessToken}` } }
  return withProof(holder, key, presented, accessToken)
}

async function withProof(
  { means, nonces }: Holder, key: ProofKey, request: WireRequest, accessToken?: string,
): Promise<WireRequest> {
  const { method, url, headers } = request
  const dpop = await signProof(key, {
    method, url, accessToken, issuedAt: Math.floor(means.now() / 1000),
    jti: Buffer.from(means.random(16)).toString('base64url'),
    nonce: nonces.get(new URL(url).origin),
  })
  return { ...request, headers: { ...headers, dpop } }
}

function tokenIn({ headers }: WireRequest): string | undefined {
  return /^(?:Bearer|DPoP) +(\S.*)$/i.exec(headers['authorization'] ?? '')?.[1]
}

/**
 * A token that is not of type DPoP is presented without proof (RFC 9449, section 5). Any other type than Bearer fails
 * its check, and so does Bearer where the type is demanded.
 */
function judgeType(holder: Holder, answer: WireResponse): WireResponse {
  const { value } = decodeAnswer(answer.body)
  if (!isObject(value) || value['access_token'] === undefined || answer.status > 299) return answer
  const { token_type: came = 'Bearer' } = value
  const type = typeof came === 'string' ? came.toLowerCase() : 'bearer'
  holder.isBound = type === 'dpop'
  const isTaken = type === 'bearer' && !holder.demandsType
  return withFindings(answer, isTaken ? [{ code: 'token-not-bound', details: {} }] : [])
}
