import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose'
import { tokens } from '../../support/stub-answers.ts'
import type { Asked, Handlers, Said, Stub } from '../../support/stub-provider.ts'

/**
 * What a server that binds tokens to keys leaves out: a check of RFC 9449, sections 4.3 and 7.1, the lock at userinfo,
 * or the binding itself.
 */
export type Careless = 'signature' | 'alg' | 'htm' | 'htu' | 'iat' | 'jti' | 'ath' | 'key' | 'proof' | 'scheme'
  | 'binding' | 'userinfo-signature' | 'userinfo'

/** A provider that binds tokens to keys, and judges proofs by jose alone: nothing of the product is used. */
export function binding(...left: Careless[]): Partial<Handlers> {
  const without = new Set(left)
  const seen = new Set<unknown>()
  let bound: string | undefined
  const judge = async (
    { method, url, headers }: Asked, { issuer }: Stub, checks: ReadonlySet<Careless>,
  ): Promise<string | undefined> => {
    const { dpop: proof } = headers
    if (typeof proof !== 'string') return undefined
    const [{ jwk = {}, alg }, claims] = [decodeProtectedHeader(proof), decodeJwt(proof)]
    const holds: Partial<Record<Careless, boolean>> = {
      alg: alg === 'ES256', htm: claims['htm'] === method, htu: claims['htu'] === `${issuer}${url.pathname}`,
      iat: Math.abs((claims.iat ?? 0) - Date.now() / 1000) < 60, jti: !seen.has(claims.jti),
      signature: (alg === 'none' && checks.has('alg')) || await isSigned(proof, jwk),
    }
    seen.add(claims.jti)
    const isGood = Object.entries(holds).every(([name, isTrue]) => isTrue || checks.has(name as Careless))
    return isGood ? calculateJwkThumbprint(jwk) : undefined
  }
  return {
    token: async (asked, stub) => {
      const key = await judge(asked, stub, without)
      if (key === undefined) return { status: 400, body: { error: 'invalid_dpop_proof' } }
      bound = key
      return tokens(good => ({ ...good, token_type: without.has('binding') ? 'Bearer' : 'DPoP' }))(asked, stub)
    },
    userinfo: async (asked, stub) => {
      if (without.has('userinfo')) return refused
      const [scheme, token] = (asked.headers.authorization ?? '').split(' ')
      const key = await judge(asked, stub, without.has('userinfo-signature') ? new Set(['signature']) : without)
      const isProven = key === undefined
        ? asked.headers.dpop === undefined && without.has('proof')
        : (without.has('key') || key === bound)
          && (without.has('ath') || hashIn(asked) === createHash('sha256').update(token ?? '').digest('base64url'))
      const isLet = scheme === 'Bearer' ? without.has('scheme') : isProven
      return isLet && token === stub.secrets.get('access_token') ? { body: { sub: '248289761001' } } : refused
    },
  }
}

const refused: Said = { status: 401, headers: { 'www-authenticate': 'DPoP error="invalid_token"' } }

async function isSigned(proof: string, jwk: object): Promise<boolean> {
  return compactVerify(proof, await importJWK(jwk, 'ES256')).then(() => true, () => false)
}

function hashIn({ headers }: Asked): unknown {
  return typeof headers.dpop === 'string' ? decodeJwt(headers.dpop)['ath'] : undefined
}
