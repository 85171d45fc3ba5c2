import { Failure } from '../codes/failure.ts'
import { isLoopbackHost, parseAddress } from '../addresses/loopback.ts'
import { issuerOfDocument } from '../addresses/metadata-document.ts'

const scheme = /^https?:\/\//i

/** A host by its name with a dot, as an address, as `localhost`, or by its port; what stands behind it is a path. */
const host = /^(?:\/\/)?(?:localhost\.?|(?:[\w-]+\.)+[\w-]+\.?|\[[0-9a-f:.]+\]|[\w.-]+(?=:\d))(?::\d+)?(?:[/?#].*)?$/is

/**
 * Raises `issuer-form` for what is no issuer but tells which one is meant: the address of a metadata document, or a
 * host without a scheme. Its `issuer` is the right form (RFC 8414, section 2).
 */
export function requireIssuerForm(given: string): void {
  const text = given.slice(0, 2000)
  const isHost = !scheme.test(text) && host.test(text)
  const whole = isHost ? withScheme(text.replace(/^\/\//, '')) : text
  const issuer = scheme.test(whole) ? issuerOfDocument(whole) : undefined
  if (issuer !== undefined) throw new Failure('issuer-form', { given, form: 'discovery-url', issuer })
  if (isHost) throw new Failure('issuer-form', { given, form: 'no-scheme', issuer: whole })
  const [, other, rest = ''] = /^([a-z][a-z\d+.-]*):\/\/([^]*)$/i.exec(text) ?? []
  if (other !== undefined && !scheme.test(text))
    throw new Failure('issuer-form', { given, form: 'scheme-unknown', scheme: other, issuer: withScheme(rest) })
}

/** Raises `issuer-insecure` for http to another machine (RFC 8414, section 2): http is for this machine only. */
export function requireSecureIssuer(issuer: string): void {
  const url = parseAddress(issuer)
  if (url?.protocol === 'http:' && !isLoopbackHost(url.hostname)) throw new Failure('issuer-insecure', { issuer })
}

function withScheme(text: string): string {
  const name = isLoopbackHost(parseAddress(`http://${text}`)?.hostname ?? '') ? 'http' : 'https'
  return `${name}://${text}`
}
