import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCertificates, readIdentity } from '../../src/cli/client-authentication/certificate.ts'
import { enGivenFailures } from '../../src/messages/en/given.ts'
import { zhGivenFailures } from '../../src/messages/zh/given.ts'
import { freshHome, run } from '../support/cli.ts'
import { makeCertificate, openssl } from '../support/certificates.ts'

const { folder, certificate, key } = makeCertificate('op.example')
const other = makeCertificate('other.example')
const path = (name: string) => join(folder, name)
const context = { readBytes: (file: string) => readFileSync(file) }

openssl('x509', '-in', certificate, '-outform', 'der', '-out', path('certificate.der'))
openssl('pkey', '-in', key, '-outform', 'der', '-out', path('key.der'))
openssl('pkey', '-in', key, '-pubout', '-out', path('public.pem'))
openssl('pkey', '-in', key, '-aes128', '-passout', 'pass:x', '-out', path('encrypted.pem'))
openssl('ec', '-in', key, '-aes128', '-passout', 'pass:x', '-out', path('encrypted-old.pem'))
openssl('req', '-new', '-key', key, '-subj', '/CN=x', '-out', path('request.pem'))
openssl('pkcs12', '-export', '-in', certificate, '-inkey', key, '-passout', 'pass:x', '-out', path('both.p12'))
openssl('crl2pkcs7', '-nocrl', '-certfile', certificate, '-outform', 'der', '-out', path('chain.p7b'))
openssl('crl2pkcs7', '-nocrl', '-certfile', certificate, '-out', path('chain.pem'))
const text = readFileSync(certificate, 'utf8')
writeFileSync(path('empty.pem'), '')
writeFileSync(path('blank.pem'), '\n\n')
writeFileSync(path('text.pem'), 'Dear colleague, the certificate is attached.\n')
writeFileSync(path('zeroes.pem'), '0 but no DER\n')
writeFileSync(path('image.png'), Buffer.from([0x89, 0x50, 0x4E, 0x47, 0xFF, 0x00, 0xFE]))
writeFileSync(path('broken.pem'), text.replace(/[A-Za-z0-9+/]{20}/, '!!!!!!!!!!!!!!!!!!!!'))
writeFileSync(path('both.pem'), readFileSync(key, 'utf8') + text)
writeFileSync(path('crlf.pem'), text.replaceAll('\n', '\r\n'))
writeFileSync(path('bom.pem'), `\uFEFF${text}`)
writeFileSync(path('utf16.pem'), Buffer.concat([Buffer.from([0xFF, 0xFE]), Buffer.from(text, 'utf16le')]))

const foundIn = (read: () => unknown) => {
  try {
    return { taken: read() }
  } catch (error) {
    return (error as { details: Record<string, unknown> }).details
  }
}

describe('certificate: a file for --ca', () => {
  test.each([
    ['certificate.der', 'der-certificate'], ['key.pem', 'key'], ['key.der', 'der-key'], ['public.pem', 'public-key'],
    ['request.pem', 'request'], ['both.p12', 'pkcs12'], ['chain.p7b', 'pkcs7'], ['chain.pem', 'pkcs7'],
    ['empty.pem', 'empty'], ['blank.pem', 'empty'], ['text.pem', 'text'], ['zeroes.pem', 'text'],
    ['image.png', 'binary'], ['broken.pem', 'broken'], ['encrypted.pem', 'key'],
  ])('%s is known as %s', (name, found) => {
    const details = foundIn(() => readCertificates(context, path(name), '--ca'))
    expect(details).toMatchObject({ found, setting: '--ca' })
    for (const failures of [
      enGivenFailures, zhGivenFailures,
    ]) expect(failures['certificate-unusable'](details).cause).not.toMatch(/not what is wanted|内容不符合要求/)
  })

  test.each(['crlf.pem', 'bom.pem', 'utf16.pem', 'both.pem', 'certificate.pem'])('%s is taken', (name) => {
    expect(readCertificates(context, path(name), '--ca')).toContain('-----BEGIN CERTIFICATE-----')
  })
})

describe('certificate: files for --tls-cert and --tls-key', () => {
  const read = (cert: string | undefined, keyFile: string | undefined) =>
    foundIn(() => readIdentity(context, { certificate: cert && path(cert), key: keyFile }, ['--tls-cert', '--tls-key']))

  test.each<[string | undefined, string | undefined, string]>([
    ['certificate.pem', path('encrypted.pem'), 'encrypted-key'],
    ['certificate.pem', path('encrypted-old.pem'), 'encrypted-key'], ['certificate.pem', other.key, 'other-key'],
    ['certificate.pem', certificate, 'certificate'],
    ['certificate.pem', path('key.der'), 'der-key'], ['certificate.pem', path('public.pem'), 'public-key'],
    ['certificate.pem', undefined, 'no-key'], [undefined, key, 'no-certificate'], ['key.pem', certificate, 'key'],
  ])('%s with %s is %s', (cert, keyFile, found) => expect(read(cert, keyFile)).toMatchObject({ found }))

  test('the key may stand with its certificate', () => {
    expect(read('both.pem', undefined)).toMatchObject({
      taken: { key: expect.stringContaining('PRIVATE KEY') as string },
    })
    expect(read(undefined, undefined)).toEqual({ taken: undefined })
  })
})

test('certificate: the command that makes the right form is the next one to type', async () => {
  const { status, stderr } = await run(
    ['login', 'https://op.example', '--client-id', 'x', '--ca', path('certificate.der')], { home: freshHome() },
  )
  expect([status, stderr]).toEqual([
    2, expect.stringContaining(`next: openssl x509 -inform der -in ${path('certificate.der')} -out certificate.pem`),
  ])
})
