/** Algorithms of ID tokens that are taken where no metadata says which there are (RFC 7518, section 3.1; RFC 9864). */
export const usualAlgorithms: readonly string[] = [
  'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'HS256', 'HS384',
  'HS512',
]
