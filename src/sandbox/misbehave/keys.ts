import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { newEcdsaKey, newRsaKey } from '../new-key.ts'

/** A key that signs ID tokens, and what the provider publishes of it. */
export interface SigningKey {
  alg: string
  kid: string
  privateKey: KeyObject
  publicJwk: JsonWebKey & { kid: string, alg: string, use: string }
}

/** The keys of a misbehaving sandbox: its own, and others that are made when they are first asked for. */
export class KeyRing {
  readonly own: SigningKey
  readonly #others = new Map<string, SigningKey>()

  constructor(own: JsonWebKey) {
    this.own = describeKey(
      typeof own['alg'] === 'string' ? own['alg'] : 'ES256', createPrivateKey({ key: own, format: 'jwk' }),
      typeof own['kid'] === 'string' ? own['kid'] : undefined,
    )
  }

  /** The key of this algorithm and name: the same one each time. */
  get(alg: string, name = 'other'): SigningKey {
    const place = `${alg} ${name}`
    const known = this.#others.get(place) ?? describeKey(alg, generate(alg), `${name}-${alg}`)
    this.#others.set(place, known)
    return known
  }
}

function generate(alg: string): KeyObject {
  if (alg.startsWith('ES')) return newEcdsaKey(alg === 'ES256K' ? 'secp256k1' : 'P-256')
  return newRsaKey(alg === 'RS256-1024' ? 1024 : 2048)
}

function describeKey(alg: string, privateKey: KeyObject, kid: string | undefined): SigningKey {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' })
  const algorithm = alg.replace(/-\d+$/, '')
  const identified = kid ?? thumbprint(jwk)
  return {
    alg: algorithm, kid: identified, privateKey, publicJwk: { ...jwk, kid: identified, alg: algorithm, use: 'sig' },
  }
}

/** The SHA-256 thumbprint of an EC key (RFC 7638), by which oidc-provider calls the sandbox's own key. */
function thumbprint({ crv, kty, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}
