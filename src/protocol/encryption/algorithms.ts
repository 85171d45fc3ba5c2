/**
 * How a content encryption key is wrapped for the client (RFC 7518, sections 4.3, 4.6; RFC 8230 has RSA-OAEP with
 * longer hashes). Without `dir` and PBES2, which want a shared secret, and without RSA1_5, which can be opened by
 * whoever may ask often enough (RFC 8725, section 3.2).
 */
export const keyManagementAlgorithms = [
  'RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW',
  'ECDH-ES+A256KW',
] as const
export type KeyManagementAlgorithm = typeof keyManagementAlgorithms[number]

/** How the content is encrypted, always with a proof that nobody changed it (RFC 7518, section 5). */
export const contentEncryptionAlgorithms = [
  'A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512', 'A128GCM', 'A192GCM', 'A256GCM',
] as const
export type ContentEncryptionAlgorithm = typeof contentEncryptionAlgorithms[number]

const curves = ['P-256', 'P-384', 'P-521', 'X25519']

/**
 * The ways in which a key of this type is encrypted to (RFC 7518, section 4.1; RFC 8037, section 3.2); none for a type
 * that can't be.
 */
export function encryptionAlgorithmsFor(
  { kty, crv }: Readonly<Record<string, unknown>>,
): readonly KeyManagementAlgorithm[] {
  if (kty === 'RSA') return keyManagementAlgorithms.filter(name => name.startsWith('RSA'))
  const isCurve = (kty === 'EC' || kty === 'OKP') && typeof crv === 'string' && curves.includes(crv)
  return isCurve ? keyManagementAlgorithms.filter(name => name.startsWith('ECDH')) : []
}

/** What a key with this `alg` is for (RFC 7517, section 4.2). */
export function useOf(alg: string): 'sig' | 'enc' {
  return isKeyManagement(alg) ? 'enc' : 'sig'
}

/** Tells whether it is one of the ways to wrap a key that are taken. */
export function isKeyManagement(alg: unknown): alg is KeyManagementAlgorithm {
  return keyManagementAlgorithms.some(name => name === alg)
}

/** Tells whether it is one of the ways to encrypt content. */
export function isContentEncryption(enc: unknown): enc is ContentEncryptionAlgorithm {
  return contentEncryptionAlgorithms.some(name => name === enc)
}
