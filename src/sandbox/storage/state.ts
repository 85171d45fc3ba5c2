import { randomBytes, type JsonWebKey } from 'node:crypto'
import type { ClientRegistration } from '../locks/registration.ts'
import { newEcdsaKey } from '../new-key.ts'

/**
 * One thing that oidc-provider stored (a code, a token, a session …), readable only with the id it was stored under.
 */
export interface StoredRecord {
  sealed: string
  /** Milliseconds since 1970; absent when it never expires. */
  expires_at?: number
  /** Seconds since 1970, as oidc-provider counts. */
  consumed_at?: number
  /** Name of the grant it belongs to, so that a grant can be revoked without opening records. */
  grant?: string
  /**
   * Name of the record with the same content that is found by a session's `uid` or a device's `user_code`, and back.
   */
  alias?: string
}

/** All that survives the process: the content of `sandbox.json`. */
export interface SandboxState {
  version: 1
  port: number
  identity_key: string
  cookie_keys: string[]
  signing_key: JsonWebKey
  client_secrets: Record<string, string>
  redirect_uris: string[]
  /** What the last login told of its client; absent in the states of older versions. */
  client?: ClientRegistration
  /** Where clients with a certificate were last served; absent where none were. */
  tls_port?: number
  records: Record<string, StoredRecord>
}

/** A new state for `port`: fresh keys (ES256, RFC 7518 section 3.4) and a secret for each of `confidentialClients`. */
export function newState(port: number, redirectUris: string[], confidentialClients: readonly string[]): SandboxState {
  return {
    version: 1,
    port,
    identity_key: randomSecret(),
    cookie_keys: [randomSecret()],
    signing_key: newEcdsaKey('P-256').export({ format: 'jwk' }),
    client_secrets: Object.fromEntries(confidentialClients.map(client => [client, randomSecret()])),
    redirect_uris: redirectUris,
    records: {},
  }
}

/** Whether `value`, parsed from a file, has the shape of a state that this version wrote. */
export function isState(value: unknown): value is SandboxState {
  if (!isObject(value)) return false
  return value['version'] === 1
    && Number.isInteger(value['port'])
    && typeof value['identity_key'] === 'string'
    && isListOfStrings(value['cookie_keys'])
    && isObject(value['signing_key'])
    && isObject(value['client_secrets']) && Object.values(value['client_secrets']).every(secret =>
    typeof secret === 'string')
  && isListOfStrings(value['redirect_uris'])
  && isRegistration(value['client'])
  && (value['tls_port'] === undefined || Number.isInteger(value['tls_port']))
  && isObject(value['records']) && Object.values(value['records']).every(isRecord)
}

function isRegistration(value: unknown): boolean {
  if (value === undefined) return true
  if (!isObject(value) || !isObject(value['jwks']) || !Array.isArray(value['jwks']['keys'])) return false
  return value['jwks']['keys'].every(isObject)
    && [undefined, 'private_key_jwt', 'client_secret_jwt', 'tls_client_auth'].includes(
      value['token_endpoint_auth_method'] as undefined,
    )
}

/** Whether `value`, parsed from a file, is a record. */
export function isRecord(value: unknown): boolean {
  return isObject(value) && typeof value['sealed'] === 'string'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}
