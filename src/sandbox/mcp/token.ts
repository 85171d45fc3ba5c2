import type { JsonWebKey } from 'node:crypto'
import { importJWK, jwtVerify } from 'jose'
import { readScope } from './facts.ts'
import { isProven } from './proof.ts'

/** What a token allows at the MCP server. */
export interface Allowed { scopes: string[] }

/** A request, as far as it shows a token, and proves possession of the key that this is bound to. */
export interface Showing {
  authorization: string
  proof: string
  method: string
  url: string
}

/**
 * What the server knows of tokens: who makes them, whose key signs them, and whom they must be for; nobody where any
 * will do.
 */
export interface TokenRules {
  issuer: string
  signingKey: JsonWebKey
  audience: string | undefined
  /** Only tokens that are bound to a key are taken. */
  bound: boolean
}

/**
 * What the token of a request allows, or nothing where there is none that is good (RFC 9068, section 4; RFC 8707). One
 * that is bound to a key is good only with a proof of that key (RFC 9449, section 7.1).
 */
export async function checkToken(
  showing: Showing, { issuer, signingKey, audience, bound }: TokenRules,
): Promise<Allowed | undefined> {
  const { kty, crv, x, y } = signingKey
  const [, scheme = '', token] = /^(Bearer|DPoP) +([\w.~+/=-]+)$/i.exec(showing.authorization) ?? []
  if (token === undefined) return undefined
  const key = await importJWK({ kty, crv, x, y } as Parameters<typeof importJWK>[0], 'ES256')
  try {
    const { payload }
      = await jwtVerify(token, key, { issuer, typ: 'at+jwt', ...audience !== undefined && { audience } })
    const { jkt } = (payload['cnf'] ?? {}) as { jkt?: string }
    const isShown = jkt === undefined
      ? !bound
      : scheme.toLowerCase() === 'dpop' && await isProven(showing.proof, { ...showing, token, jkt })
    if (!isShown) return undefined
    return { scopes: typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : [] }
  } catch {
    return undefined
  }
}

/** The challenge to a request (RFC 6750, section 3; RFC 9728, section 5.1). */
export function challenge(
  metadata: string,
  { scheme, error, scope = readScope }: { scheme: 'Bearer' | 'DPoP', error?: string | undefined, scope?: string },
): string {
  const members = {
    ...scheme === 'DPoP' && { algs: 'ES256' }, ...error !== undefined && { error }, resource_metadata: metadata, scope,
  }
  return `${scheme} ${Object.entries(members).map(([name, value]) => `${name}="${value}"`).join(', ')}`
}
