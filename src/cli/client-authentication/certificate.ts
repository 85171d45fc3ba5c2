import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { Failure } from '../../codes/failure.ts'
import { encryptedPem, labelIn, readPemFile, type Context, type Found } from './pem-file.ts'

/**
 * The PEM of certificates in a file. Raises `file-unreadable`, and `certificate-unusable` with what the file holds
 * instead.
 */
export function readCertificates(context: Context, path: string, setting: string): string {
  const text = readPem(context, path, setting)
  if (!/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text)) throw unusable(path, setting, labelIn(text))
  attempt(path, setting, () => new X509Certificate(text))
  return text
}

/**
 * A certificate with its private key, which may stand in the same file. Raises the same, also for a key of another
 * certificate.
 */
export function readIdentity(
  context: Context, files: { certificate: string | undefined, key: string | undefined },
  settings: readonly [certificate: string, key: string],
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
  if (!key.includes('PRIVATE KEY-----')) throw unusable(path, setting, labelIn(key))
  if (encryptedPem.test(key)) throw unusable(path, setting, 'encrypted-key')
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

const readPem = (context: Context, path: string, setting: string) =>
  readPemFile(context, path, setting, found => unusable(path, setting, found))

/** What a certificate's file may lack besides. */
type Lack = 'other-key' | 'no-key' | 'no-certificate'

function unusable(path: string, setting: string, found: Found | Lack, reason?: string): Failure {
  return new Failure('certificate-unusable', { path, setting, found, ...reason === undefined ? {} : { reason } })
}

/** What a token that is bound to this certificate says of it: the SHA-256 of its DER (RFC 8705, section 3.1). */
export function thumbprintOf(certificate: string): string {
  return createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url')
}
