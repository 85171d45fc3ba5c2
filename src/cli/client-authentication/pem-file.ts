import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { Failure } from '../../codes/failure.ts'
import { decodeGiven } from '../../given.ts'
import { readNamedFile, type Run } from '../run.ts'

export type Context = Pick<Run['context'], 'readBytes'>

/** What a file can be taken for that was given for a certificate or a private key. */
export type Found = 'empty' | 'text' | 'binary' | 'der-certificate' | 'der-key' | 'pkcs12' | 'pkcs7' | 'key'
  | 'public-key' | 'certificate' | 'request'
  | 'encrypted-key' | 'broken'

/** A private key in PEM that nothing but a passphrase opens (RFC 7468, section 11; RFC 1421, section 4.6.1.1). */
export const encryptedPem = /ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m

/**
 * PEM is text, also with a byte order mark or in UTF-16; what is no text may be the same thing in another form. Raises
 * `file-unreadable`, and what `refuse` makes of what the file holds instead.
 */
export function readPemFile(
  context: Context, path: string, setting: string, refuse: (found: Found) => Failure,
): string {
  const bytes = Buffer.from(readNamedFile({ readFile: context.readBytes }, path, setting))
  if (bytes.length === 0) throw refuse('empty')
  const found = bytes[0] === 0x30 ? kindOfDer(bytes) : undefined
  if (found !== undefined) throw refuse(found)
  try {
    return decodeGiven(bytes, setting)
  } catch {
    throw refuse('binary')
  }
}

/** DER begins with 0x30, which is also the digit 0: what none of the parsers knows is a text. */
function kindOfDer(bytes: Buffer): Found | undefined {
  const is = (read: () => unknown) => {
    try {
      return read() !== undefined
    } catch {
      return false
    }
  }
  if (is(() => new X509Certificate(bytes))) return 'der-certificate'
  if ((['pkcs8', 'pkcs1', 'sec1'] as const).some(type =>
    is(() => createPrivateKey({ key: bytes, format: 'der', type })))) return 'der-key'
  // The object identifiers of PKCS#7's data and signed data; PKCS#12 has its version, 3, before them.
  const identifier = bytes.subarray(0, 40).indexOf('2a864886f70d0107', 0, 'hex')
  return identifier < 0 ? undefined : bytes.subarray(0, identifier).includes('020103', 0, 'hex') ? 'pkcs12' : 'pkcs7'
}

/** What a text holds, by the label of its first PEM block, where that is not what is wanted. */
export function labelIn(text: string): Found {
  const [, label] = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text) ?? []
  if (label === undefined) return text.trim() === '' ? 'empty' : 'text'
  if (label.includes('CERTIFICATE REQUEST')) return 'request'
  if (label.includes('PRIVATE KEY')) return 'key'
  if (label.includes('PUBLIC KEY')) return 'public-key'
  if (label.includes('PKCS7')) return 'pkcs7'
  return label.includes('CERTIFICATE') ? 'certificate' : 'broken'
}
