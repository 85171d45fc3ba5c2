import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWK } from 'jose'

/**
 * What a proof must be about: the request, the token that it shows, and the key that the token is bound to (RFC 9449,
 * sections 4.3 and 7.1).
 */
export interface Proven {
  method: string
  url: string
  token: string
  jkt: string
}

/** Seconds by which the clock of a client may differ. */
const tolerance = 60

/** Whether a proof shows possession of the key that the token is bound to, for this request and this token. */
export async function isProven(proof: string, { method, url, token, jkt }: Proven): Promise<boolean> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt', maxTokenAge: tolerance, clockTolerance: tolerance,
    })
    const isForThis = payload['htm'] === method
      && payload['htu'] === url
      && payload['ath'] === hashOf(token)
      && typeof payload.jti === 'string'
    return isForThis && await calculateJwkThumbprint(protectedHeader.jwk as JWK) === jkt
  } catch {
    return false
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token, 'ascii').digest('base64url')
}
