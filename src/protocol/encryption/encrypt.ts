import { CompactEncrypt, importJWK } from 'jose'
import { Failure } from '../../codes/failure.ts'
import type { Send } from '../../wire.ts'
import type { PublicKey } from '../keys.ts'
import type { AuthorizationServer } from '../metadata.ts'
import { publishedKeys } from '../published-keys.ts'
import {
  encryptionAlgorithmsFor, isContentEncryption, type ContentEncryptionAlgorithm, type KeyManagementAlgorithm,
} from './algorithms.ts'

/** To whom something is encrypted, and how: `enc` is chosen where it is not given. */
export interface Recipient {
  server: AuthorizationServer
  send: Send
  alg: KeyManagementAlgorithm
  enc: ContentEncryptionAlgorithm | undefined
}

/**
 * The default where neither the user nor the metadata names one (OpenID Connect Dynamic Client Registration 1.0,
 * section 2).
 */
const usualContentEncryption = 'A128CBC-HS256'

/**
 * Encrypts a signed request object to a key that the provider publishes (RFC 9101, section 4; OpenID Connect Core 1.0,
 * section 10.2): the nested JWT that only the provider can read. Raises `encryption-unsupported` where its metadata
 * does not name the algorithms, or none of its keys fits, and what fetching the keys raises.
 */
export async function encryptRequest(jwt: string, { server, send, alg, enc }: Recipient): Promise<string> {
  requireNamed(server, 'alg', server['request_object_encryption_alg_values_supported'], alg)
  const content = enc ?? chooseContent(server['request_object_encryption_enc_values_supported'])
  requireNamed(server, 'enc', server['request_object_encryption_enc_values_supported'], content)
  const key = await keyOf(server, send, alg)
  const { kid } = key
  return new CompactEncrypt(new TextEncoder().encode(jwt))
    .setProtectedHeader({ alg, enc: content, cty: 'JWT', ...typeof kid === 'string' ? { kid } : {} })
    .encrypt(await importJWK({ ...key, alg }, alg))
}

function chooseContent(supported: unknown): ContentEncryptionAlgorithm {
  const named = Array.isArray(supported) ? supported.filter(isContentEncryption) : []
  return named.find(name => name === 'A256GCM') ?? named[0] ?? usualContentEncryption
}

function requireNamed({ issuer }: AuthorizationServer, what: string, supported: unknown, wanted: string): void {
  if (!Array.isArray(supported) || supported.length === 0 || supported.includes(wanted)) return
  throw new Failure('encryption-unsupported', {
    issuer, what, wanted, supported: supported.filter(name => typeof name === 'string'),
  })
}

/**
 * The key to encrypt to: the first for encryption, or else the first that names no use. Keys for signatures are left
 * alone (RFC 7517, section 4.2).
 */
async function keyOf(server: AuthorizationServer, send: Send, alg: KeyManagementAlgorithm): Promise<PublicKey> {
  const keys = server.jwks_uri === undefined ? [] : await publishedKeys(send, server.jwks_uri)
  const fitting = keys.filter(key =>
    (key['alg'] === undefined || key['alg'] === alg) && encryptionAlgorithmsFor(key).includes(alg))
  const key = fitting.find(({ use }) => use === 'enc') ?? fitting.find(({ use }) => use === undefined)
  if (key === undefined)
    throw new Failure('encryption-unsupported', { issuer: server.issuer, what: 'key', wanted: alg, supported: [] })
  return key
}
