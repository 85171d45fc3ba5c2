import { decodeProtectedHeader, type JWEHeaderParameters } from 'jose'

/** Tells whether a text is a JWE of five parts whose header can be read (RFC 7516, sections 3.1 and 9). */
export function isJwe(text: string): boolean {
  return readJweHeader(text) !== undefined
}

/**
 * The header of a JWE, which names how its key and its content are encrypted; nothing where the text is none (RFC 7516,
 * section 4).
 */
export function readJweHeader(text: string): JWEHeaderParameters | undefined {
  if (!/^[\w-]+\.[\w-]*\.[\w-]*\.[\w-]*\.[\w-]+$/.test(text)) return undefined
  try {
    const header = decodeProtectedHeader(text)
    return typeof header.alg === 'string' && typeof header['enc'] === 'string' ? header : undefined
  } catch {
    return undefined
  }
}
