import { createHash } from 'node:crypto'
import { textClaim } from '../../facts/jwt.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

const hashes: Readonly<Record<string, string | undefined>> = {
  'sha-256': 'sha256', 'sha-384': 'sha384', 'sha-512': 'sha512',
}

/** An SD-JWT's outer form: its disclosures, and the key binding behind them (RFC 9901, sections 4 and 7). */
export function readSdJwts(record: WalkRecord): Reading[] {
  return record.jwts.filter(({ token, claims }) => token.includes('~') && claims !== undefined).flatMap(readOne)
}

function readOne(jwt: SeenJwt): Reading[] {
  const [, ...rest] = jwt.token.split('~')
  const binding = rest.at(-1) ?? ''
  const disclosures = rest.slice(0, -1).slice(0, 200)
  const hash = hashes[textClaim(jwt, '_sd_alg') ?? 'sha-256']
  const isBinding = /^[\w-]+\.[\w-]+\.[\w-]*$/.test(binding)
  return [
    ...only(binding !== '' && !isBinding && found('sd-jwt-end', 'broken', 'RFC 9901 4', {}, { jwt })),
    ...unknownDisclosures(jwt, disclosures, hash),
    ...(isBinding && hash !== undefined ? boundElsewhere(jwt, binding, hash) : []),
    ...only(
      isBinding && jwt.claims?.['cnf'] === undefined && found('sd-jwt-unbound', 'broken', 'RFC 9901 7.3', {}, { jwt }),
    ),
  ]
}

/** Disclosures whose digest the issuer did not sign; those within another disclosure are not counted. */
function unknownDisclosures(jwt: SeenJwt, disclosures: readonly string[], hash: string | undefined): Reading[] {
  if (hash === undefined) return []
  const known = JSON.stringify(jwt.claims)
    + disclosures.map(text => Buffer.from(text, 'base64url').toString('utf8')).join(' ')
  const unknown = disclosures.filter(text =>
    !known.includes(createHash(hash).update(text, 'ascii').digest('base64url')))
  return only(
    unknown.length > 0
    && found(
      'sd-jwt-disclosure', 'broken', 'RFC 9901 7.1', { count: unknown.length, all: disclosures.length }, { jwt },
    ),
  )
}

/** The hash in the key binding is that of everything before it (RFC 9901, section 4.3.1). */
function boundElsewhere(jwt: SeenJwt, binding: string, hash: string): Reading[] {
  const before = jwt.token.slice(0, jwt.token.length - binding.length)
  const claims = readClaims(binding)
  const expected = createHash(hash).update(before, 'ascii').digest('base64url')
  return only(
    claims !== undefined
    && claims['sd_hash'] !== expected
    && found(
      'sd-jwt-hash', 'broken', 'RFC 9901 4.3.1',
      { given: typeof claims['sd_hash'] === 'string' ? claims['sd_hash'] : '' }, { jwt },
    ),
  )
}

function readClaims(token: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>
  } catch {
    return undefined
  }
}
