import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { kinds, nameOf, textOf, type Key, type KeySet } from './key.ts'

const needed: ReadonlyMap<string, readonly string[]> = new Map([
  ['RSA', ['n', 'e']], ['EC', ['crv', 'x', 'y']], ['OKP', ['crv', 'x']],
])
/** Bytes of a coordinate, by the curve (RFC 7518, section 6.2.1.2; RFC 8037, section 2). */
const sizes: ReadonlyMap<string, number> = new Map(Object.entries({
  'P-256': 32, 'P-384': 48, 'P-521': 66, secp256k1: 32, Ed25519: 32, Ed448: 57, X25519: 32,
}))
const leastBits = 2048

/**
 * A key set as it is written: nothing in it, a kid twice, a key that is no whole key (RFC 7517; RFC 7518, section 6).
 */
export function readKeyForms(record: WalkRecord): Reading[] {
  return record.keySets.flatMap(set => [...emptySet(set), ...duplicates(set), ...eachKey(set), ...purposes(set)])
}

function eachKey({ content }: KeySet): Reading[] {
  return content.keys.flatMap((key, index) => readKey(key, nameOf(key, index)))
}

function emptySet({ content, url }: KeySet): Reading[] {
  return only(content.keys.length === 0 && found('key-set-empty', 'broken', 'RFC 7517 5', { url: url ?? '' }))
}

function duplicates({ content }: KeySet): Reading[] {
  const clashing = [...keysByKid(content.keys)].filter(([, keys]) => keys.length > 1 && serveTheSame(keys))
    .map(([kid]) => kid)
  const without = content.keys.length > 1 ? content.keys.filter(key => key['kid'] === undefined).length : 0
  return [
    ...only(
      clashing.length > 0
      && found('kid-twice', isOneAlgorithm(content.keys, clashing) ? 'broken' : 'weak', 'RFC 7517 4.5', {
        kids: clashing,
      }),
    ),
    ...only(without > 1 && found('keys-without-kid', 'weak', 'OIDC Core 10.1', { count: without })),
  ]
}

function keysByKid(keys: readonly Key[]): Map<string, Key[]> {
  const byKid = new Map<string, Key[]>()
  for (const key of keys) {
    const kid = textOf(key, 'kid')
    if (kid === undefined) continue
    const alike = byKid.get(kid)
    if (alike) alike.push(key)
    else byKid.set(kid, [key])
  }
  return byKid
}

/** One kid may serve two kinds of key, or two uses (RFC 7517, section 4.5). */
function serveTheSame(keys: readonly Key[]): boolean {
  return new Set(keys.map(key => JSON.stringify([key['kty'], key['use']]))).size < keys.length
}

/** Some providers write one key once for each algorithm that it may serve. */
function isOneAlgorithm(keys: readonly Key[], kids: readonly string[]): boolean {
  return kids.some((kid) => {
    const algorithms = keys.filter(key => key['kid'] === kid).map(key => textOf(key, 'alg'))
    return new Set(algorithms).size < algorithms.length
  })
}

function readKey(key: Key, name: string): Reading[] {
  const kty = textOf(key, 'kty')
  if (kty === undefined) return [found('key-type-missing', 'broken', 'RFC 7517 4.1', { key: name })]
  const missing = (needed.get(kty) ?? []).filter(member => textOf(key, member) === undefined)
  if (missing.length > 0) return [found('key-members-missing', 'broken', 'RFC 7518 6', { key: name, missing, kty })]
  return [...encoding(key, name, kty), ...strength(key, name, kty), ...algorithm(key, name, kty)]
}

/** Base64url without padding: the other alphabet is another number, or none. */
function encoding(key: Key, name: string, kty: string): Reading[] {
  const wrong = (needed.get(kty) ?? []).filter(member =>
    member !== 'crv' && !/^[\w-]+$/.test(textOf(key, member) ?? ''))
  if (wrong.length > 0) return [found('key-encoding', 'broken', 'RFC 7518 2', { key: name, members: wrong })]
  const size = sizes.get(textOf(key, 'crv') ?? '')
  const short = size === undefined
    ? []
    : ['x', 'y'].filter(member =>
        typeof key[member] === 'string' && Buffer.from(key[member], 'base64url').length !== size)
  return only(
    short.length > 0
    && found('key-length', 'broken', 'RFC 7518 6.2.1.2', {
      key: name, members: short, size: size ?? 0, crv: textOf(key, 'crv') ?? '',
    }),
  )
}

function strength(key: Key, name: string, kty: string): Reading[] {
  const bytes = kty === 'RSA' ? Buffer.from(textOf(key, 'n') ?? '', 'base64url') : undefined
  const first = bytes?.findIndex(byte => byte !== 0) ?? -1
  if (!bytes || first < 0) return []
  const bits = (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24
  return only(bits < leastBits && found('key-short', 'weak', 'RFC 7518 3.3', { key: name, bits, least: leastBits }))
}

function algorithm(key: Key, name: string, kty: string): Reading[] {
  const alg = textOf(key, 'alg') ?? ''
  const wanted = kinds.get(alg)
  const isOther = wanted !== undefined
    && (wanted.kty !== kty || (wanted.crv !== undefined && wanted.crv !== textOf(key, 'crv')))
  return only(
    isOther
    && found('key-algorithm', 'broken', 'RFC 7518 3.1', {
      key: name, alg, kty, crv: textOf(key, 'crv') ?? '', wanted: [wanted.kty, wanted.crv ?? ''].join(' ').trim(),
    }),
  )
}

/** Only keys to encrypt with: nothing of the provider's can be verified with them. */
function purposes({ content }: KeySet): Reading[] {
  const isForEncryption = content.keys.length > 0 && content.keys.every(key => key['use'] === 'enc')
  return only(
    isForEncryption && found('keys-encrypt-only', 'broken', 'RFC 7517 4.2', { keys: content.keys.map(nameOf) }),
  )
}
