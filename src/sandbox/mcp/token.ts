import type { JsonWebKey } from 'node:crypto'
import { importJWK, jwtVerify } from 'jose'
import { readScope } from './facts.ts'

/** What a token allows at the MCP server. */
export interface Allowed { scopes: string[] }

/** What the server knows of tokens: who makes them, whose key signs them, and whom they must be for; nobody where any will do. */
export interface TokenRules {
  issuer: string
  signingKey: JsonWebKey
  audience: string | undefined
}

/** What the token of a request allows, or nothing where there is none that is good (RFC 9068, section 4; RFC 8707). */
export async function checkToken(authorization: string, { issuer, signingKey, audience }: TokenRules): Promise<Allowed | undefined> {
  const { kty, crv, x, y } = signingKey
  const [, token] = /^(?:Bearer|DPoP) +([\w.~+/=-]+)$/i.exec(authorization) ?? []
  if (token === undefined) return undefined
  const key = await importJWK({ kty, crv, x, y } as Parameters<typeof importJWK>[0], 'ES256')
  try {
    const { payload } = await jwtVerify(token, key, { issuer, typ: 'at+jwt', ...audience !== undefined && { audience } })
    return { scopes: typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : [] }
  } catch {
    return undefined
  }
}

/** The challenge to a request (RFC 6750, section 3; RFC 9728, section 5.1). */
export function challenge(metadata: string, { error, scope = readScope }: { error?: string | undefined, scope?: string }): string {
  const members = { ...error !== undefined && { error }, resource_metadata: metadata, scope }
  return `Bearer ${Object.entries(members).map(([name, value]) => `${name}="${value}"`).join(', ')}`
}
