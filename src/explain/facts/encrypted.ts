/** Tells whether a token is encrypted: five parts, the first of them a header that says how (RFC 7516, section 3). */
export function isEncrypted(token: string): boolean {
  return /^eyJ[\w-]+(?:\.[\w-]*){4}$/.test(token)
}
