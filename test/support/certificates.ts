import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A certificate that signs itself, and its key, as files: PEM, and the same in DER. */
export interface CertificateFiles {
  folder: string
  certificate: string
  key: string
}

/**
 * Makes a certificate for these names with the machine's openssl, in a folder that is removed after the file's tests.
 */
export function makeCertificate(...names: string[]): CertificateFiles {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-certificate-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  openssl(
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
    `/CN=${names[0] ?? ''}`, '-addext', `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}`, '-keyout', key,
    '-out', certificate,
  )
  return { folder, certificate, key }
}

export function openssl(...words: string[]): void {
  execFileSync('openssl', words, { stdio: 'ignore' })
}
