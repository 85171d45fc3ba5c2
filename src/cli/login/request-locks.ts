import { describeBy, type DescriptionCode } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { createJar } from '../../extensions/jar.ts'
import { isSafeAddress } from '../../addresses/host.ts'
import type { ClientKey } from '../../protocol/authentication/client-key.ts'
import type { ContentEncryptionAlgorithm, KeyManagementAlgorithm } from '../../protocol/encryption/algorithms.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Extension } from '../../walk/extension.ts'

/** What signs the request, or names the place where somebody else has put a signed one. Raises `setting-invalid`. */
export async function requestLocks(resolved: Resolved, keys: readonly ClientKey[]): Promise<Extension[]> {
  const hosted = textOf(resolved, 'request-uri')
  const alg = textOf(resolved, 'request-object-encryption-alg') as KeyManagementAlgorithm | undefined
  const enc = textOf(resolved, 'request-object-encryption-enc') as ContentEncryptionAlgorithm | undefined
  if (hosted !== undefined) {
    requireHosted(hosted, resolved)
    return [(await import('../../extensions/request-uri.ts')).createRequestUri(hosted)]
  }
  const isAsked = resolved['request-object']?.value === true || alg !== undefined
  return [
    createJar({ keys, algorithm: textOf(resolved, 'request-object-alg'), encryption: alg && { alg, enc }, isAsked }),
  ]
}

/**
 * An address that the provider can fetch from (RFC 9101, section 5.2), and nothing beside it that would be a second
 * request.
 */
function requireHosted(address: string, resolved: Resolved): void {
  const refuse = (value: string, code: DescriptionCode) =>
    new Failure('setting-invalid', { setting: '--request-uri', value, expected: describeBy(code) })
  if (!address.startsWith('urn:') && !isSafeAddress(address)) throw refuse(address, 'https-url')
  if (resolved['request-object']?.value === true || resolved.par?.value === true) throw refuse(address, 'without-push')
}
