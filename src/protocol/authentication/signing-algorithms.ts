/** How the client's keys can sign (RFC 7518, section 3.1; RFC 8037, section 3.1). */
export const signingAlgorithms = [
  'ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA',
] as const
export type SigningAlgorithm = typeof signingAlgorithms[number]

const byCurve: Readonly<Record<string, readonly string[]>> = {
  'P-256': ['ES256'], 'P-384': ['ES384'], 'P-521': ['ES512'],
  // Its newer name says the curve too (RFC 9864, section 2.2).
  Ed25519: ['EdDSA', 'Ed25519'],
}

/** The algorithms with which a key of this type can sign; none for a type that makes no signatures. */
export function algorithmsFor({ kty, crv }: Readonly<Record<string, unknown>>): readonly string[] {
  if (kty === 'RSA') return signingAlgorithms.filter(name => /^[RP]S/.test(name))
  const isCurve = (kty === 'EC' || kty === 'OKP') && typeof crv === 'string' && Object.hasOwn(byCurve, crv)
  return isCurve ? byCurve[crv] ?? [] : []
}

/**
 * How a key signs that does not say so itself, the likeliest first. An RSA key signs in six ways: many providers take
 * RS256 alone, and those for banks PS256 alone (FAPI 2.0 Security Profile, section 5.4.1).
 */
export function usualAlgorithms(jwk: Readonly<Record<string, unknown>>): readonly string[] {
  return jwk['kty'] === 'RSA' ? ['RS256', 'PS256', 'RS384', 'PS384', 'RS512', 'PS512'] : algorithmsFor(jwk).slice(0, 1)
}
