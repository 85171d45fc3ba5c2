import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { X509Certificate } from 'node:crypto'
import { afterAll } from 'vitest'
import { openssl } from './certificates.ts'

/** An authority of its own, what it has certified, and a client that certifies itself; as files in PEM. */
export interface Certified {
  authority: string
  server: { cert: string, key: string }
  client: { certificate: string, key: string }
  selfSigned: { certificate: string, key: string }
}

export const clientSubject = 'CN=matrix-client,O=Oauth Walk Tests'

/** Makes them with the machine's openssl, in a folder that is removed after the file's tests. */
export function makeAuthority(...names: string[]): Certified {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-authority-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string) => join(folder, name)
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const selfSigned = (name: string, subject: string) => openssl(
    'req', '-x509', ...newKey, '-days', '2', '-subj', subject, '-keyout', at(`${name}.key`), '-out', at(`${name}.pem`),
  )
  const certify = (name: string, subject: string, extensions: string) => {
    writeFileSync(at(`${name}.ext`), extensions)
    openssl('req', ...newKey, '-subj', subject, '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`))
    openssl(
      'x509', '-req', '-in', at(`${name}.csr`), '-CA', at('authority.pem'), '-CAkey', at('authority.key'),
      '-CAcreateserial', '-days', '2', '-extfile', at(`${name}.ext`), '-out', at(`${name}.pem`),
    )
  }
  selfSigned('authority', '/CN=Authority of the tests')
  certify('server', `/CN=${names[0] ?? ''}`, `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}\n`)
  certify('client', '/O=Oauth Walk Tests/CN=matrix-client', 'extendedKeyUsage=clientAuth\n')
  selfSigned('own', '/CN=self-signed-client')
  const files = (name: string) => ({ certificate: at(`${name}.pem`), key: at(`${name}.key`) })
  return {
    authority: at('authority.pem'), client: files('client'), selfSigned: files('own'),
    server: { cert: readFileSync(at('server.pem'), 'utf8'), key: readFileSync(at('server.key'), 'utf8') },
  }
}

/** The public key of a certificate as clients register it (RFC 8705, section 2.2.2). */
export function certificateJwk(path: string): Record<string, unknown> {
  const certificate = new X509Certificate(readFileSync(path))
  return { ...certificate.publicKey.export({ format: 'jwk' }), x5c: [certificate.raw.toString('base64')] }
}
