import { credentialRule } from './names.ts'
import { secretsIn } from './text.ts'

const compact = /^eyJ[\w-]{2,}\.([\w-]{2,})\.[\w-]*$/

/** Tells whether a text is a JWT and nothing else, signed or encrypted. */
export function isJwt(text: string): boolean {
  return /^eyJ[\w-]*(?:\.[\w-]*){2,4}$/.test(text.trim())
}

/**
 * The credentials in the claims of a signed JWT, such as other parties' tokens: whoever has the JWT has them. None
 * where the text is no JWT.
 */
export function credentialsWithin(text: string): [kind: string, value: string][] {
  const claims = text.length < 40 ? undefined : compact.exec(text.trim())?.[1]
  return claims === undefined ? [] : secretsIn(Buffer.from(claims, 'base64url').toString('utf8'), credentialRule)
}
