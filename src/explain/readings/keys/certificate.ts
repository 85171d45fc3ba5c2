import { X509Certificate } from 'node:crypto'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { nameOf, textOf, type Key } from './key.ts'

/** Certificates beside this many keys of a set are looked at; each is parsed. */
const most = 20

/** The certificate beside a key: base64 (not base64url, no PEM), and of this very key (RFC 7517, section 4.7). */
export function readCertificates(record: WalkRecord): Reading[] {
  return record.keySets.flatMap(({ content }) =>
    content.keys.slice(0, most).flatMap((key, index) => readOne(key, nameOf(key, index))))
}

function readOne(key: Key, name: string): Reading[] {
  const [first] = [key['x5c'] ?? []].flat() as unknown[]
  if (typeof first !== 'string' || first.length > 20_000) return []
  if (/BEGIN|[\r\n]/.test(first))
    return [found('certificate-form', 'broken', 'RFC 7517 4.7', { key: name, form: 'PEM' })]
  if (/[-_]/.test(first)) return [found('certificate-form', 'broken', 'RFC 7517 4.7', { key: name, form: 'base64url' })]
  return isOfAnotherKey(key, first) ? [found('certificate-other-key', 'broken', 'RFC 7517 4.7', { key: name })] : []
}

/** Says nothing of a certificate that can't be read: examples in documents are often cut. */
function isOfAnotherKey(key: Key, encoded: string): boolean {
  try {
    const own = new X509Certificate(Buffer.from(encoded, 'base64')).publicKey.export({ format: 'jwk' })
    return number(own.n ?? own.x) !== number(textOf(key, 'n') ?? textOf(key, 'x'))
  } catch {
    return false
  }
}

/** A number without the zeros before it. */
function number(text = ''): string {
  return Buffer.from(text, 'base64url').toString('hex').replace(/^0+/, '')
}
