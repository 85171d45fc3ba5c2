import { createPrivateKey, X509Certificate } from 'node:crypto'
import { Failure } from '../failure.ts'
import { decodeGiven } from '../given.ts'
import { readNamedFile, type Run } from './run.ts'

type Context = Pick<Run['context'], 'readBytes'>

/** What a file can be taken for that was given for a certificate or a private key. */
type Found = 'empty' | 'text' | 'binary' | 'der-certificate' | 'der-key' | 'pkcs12' | 'pkcs7' | 'key' | 'public-key' | 'certificate' | 'request'
  | 'encrypted-key' | 'broken' | 'other-key' | 'no-key' | 'no-certificate'

/** The PEM of certificates in a file. Raises `file-unreadable`, and `certificate-unusable` with what the file holds instead. */
export function readCertificates(context: Context, path: string, setting: string): string {
  const text = readPem(context, path, setting)
  if (!/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text)) throw unusable(path, setting, other(text))
  attempt(path, setting, () => new X509Certificate(text))
  return text
}

/** A certificate with its private key, which may stand in the same file. Raises the same, also for a key of another certificate. */
export function readIdentity(
  context: Context, files: { certificate: string | undefined, key: string | undefined }, settings: readonly [certificate: string, key: string],
): { certificate: string, key: string } | undefined {
  const { certificate: path, key: keyPath } = files
  if (path === undefined) {
    if (keyPath !== undefined) throw unusable(keyPath, settings[1], 'no-certificate')
    return undefined
  }
  const certificate = readCertificates(context, path, settings[0])
  if (keyPath === undefined && !certificate.includes('PRIVATE KEY-----')) throw unusable(path, settings[0], 'no-key')
  const key = keyPath === undefined ? certificate : readPem(context, keyPath, settings[1])
  requireKey(certificate, key, keyPath ?? path, settings[1])
  return { certificate, key }
}

function requireKey(certificate: string, key: string, path: string, setting: string): void {
  if (!key.includes('PRIVATE KEY-----')) throw unusable(path, setting, other(key))
  if (/ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(key)) throw unusable(path, setting, 'encrypted-key')
  const fits = attempt(path, setting, () => new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)))
  if (!fits) throw unusable(path, setting, 'other-key')
}

function attempt<Result>(path: string, setting: string, run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    throw unusable(path, setting, 'broken', (error as NodeJS.ErrnoException).code)
  }
}

/** PEM is text, also with a byte order mark or in UTF-16; what is no text may be the same thing in another form. */
function readPem(context: Context, path: string, setting: string): string {
  const bytes = Buffer.from(readNamedFile({ readFile: context.readBytes }, path, setting))
  if (bytes.length === 0) throw unusable(path, setting, 'empty')
  const found = bytes[0] === 0x30 ? kindOfDer(bytes) : undefined
  if (found !== undefined) throw unusable(path, setting, found)
  try {
    return decodeGiven(bytes, setting)
  } catch {
    throw unusable(path, setting, 'binary')
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
  if ((['pkcs8', 'pkcs1', 'sec1'] as const).some(type => is(() => createPrivateKey({ key: bytes, format: 'der', type })))) return 'der-key'
  // The object identifiers of PKCS#7's data and signed data; PKCS#12 has its version, 3, before them.
  const identifier = bytes.subarray(0, 40).indexOf('2a864886f70d0107', 0, 'hex')
  return identifier < 0 ? undefined : bytes.subarray(0, identifier).includes('020103', 0, 'hex') ? 'pkcs12' : 'pkcs7'
}

/** What a text holds instead of what is wanted. */
function other(text: string): Found {
  const [, label] = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text) ?? []
  if (label === undefined) return text.trim() === '' ? 'empty' : 'text'
  if (label.includes('CERTIFICATE REQUEST')) return 'request'
  if (label.includes('PRIVATE KEY')) return 'key'
  if (label.includes('PUBLIC KEY')) return 'public-key'
  if (label.includes('PKCS7')) return 'pkcs7'
  return label.includes('CERTIFICATE') ? 'certificate' : 'broken'
}

function unusable(path: string, setting: string, found: Found, reason?: string): Failure {
  return new Failure('certificate-unusable', { path, setting, found, ...reason === undefined ? {} : { reason } })
}
