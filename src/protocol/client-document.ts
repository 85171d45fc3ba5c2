import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { isLoopbackHttp, parseAddress } from '../addresses/loopback.ts'
import type { Send } from '../wire.ts'
import { readJsonObject } from './answer/describe.ts'
import { failureOf } from './answer/refusal.ts'
import type { JsonObject } from './answer/json.ts'
import type { Finding } from '../codes/finding.ts'
import { holds, same, type Check } from './checks.ts'
import { requestDocument } from './library.ts'
import { isRegistered } from './registration/client-metadata.ts'

const rule = 'OAuth Client ID Metadata Document'

/**
 * Bytes of a document, at most, that servers are advised to read (draft-ietf-oauth-client-id-metadata-document, section
 * 6.6).
 */
const mostBytes = 5 * 1024

/**
 * Whether the provider takes the address of a document as a client id (draft-ietf-oauth-client-id-metadata-document,
 * section 5).
 */
export function takesDocuments(server: Readonly<Record<string, unknown>>): boolean {
  return server['client_id_metadata_document_supported'] === true
}

/**
 * Checks that a client id may be the address of a document: https, with a path, without dots as a part of it, user name
 * and fragment (draft-ietf-oauth-client-id-metadata-document, section 3).
 */
export function checkDocumentAddress(clientId: string): Check {
  const url = parseAddress(clientId)
  const isDotted = /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(clientId)
  const ok = url?.protocol === 'https:'
    && url.pathname !== '/'
    && !url.username
    && !url.password
    && !clientId.includes('#')
    && !isDotted
  return holds('client-document-address', `${rule} 3`, describeBy('document-address'), clientId, ok)
}

/**
 * Fetches the document, without following a redirect, as the server would. Raises `client-document-refused`,
 * `redirect-refused`, `unreadable-answer`.
 */
export async function fetchClientDocument(
  send: Send, clientId: string,
): Promise<{ document: JsonObject, findings: Finding[] }> {
  const exchanged = await requestDocument(send, 'client-document', clientId)
  const { answer, url } = exchanged
  if (answer.status !== 200) throw await failureOf('client-document-refused', exchanged)
  const bytes = Buffer.byteLength(answer.body)
  return {
    document: readJsonObject(answer, url),
    findings: bytes > mostBytes ? [{ code: 'client-document-large', details: { bytes, most: mostBytes } }] : [],
  }
}

/** What of this client the document must fit. */
export interface DocumentedClient {
  clientId: string
  /** Where this login's code comes back; nothing where none does. */
  redirectUri: string | undefined
  /** The public keys of the client. */
  keys: readonly JsonObject[]
}

const secretMembers = ['client_secret', 'client_secret_expires_at']

/**
 * The checks that a server makes of a client's document (draft-ietf-oauth-client-id-metadata-document, section 4): it
 * names itself, has a name and our redirect URI, no secret, and a method of authentication that needs none.
 */
export function checkClientDocument(document: JsonObject, { clientId, redirectUri, keys }: DocumentedClient): Check[] {
  const uris = Array.isArray(document['redirect_uris'])
    ? document['redirect_uris'].filter(uri => typeof uri === 'string')
    : []
  const name = document['client_name']
  const secrets = secretMembers.filter(member => document[member] !== undefined)
  return [
    same('client-document-id', `${rule} 4.1`, clientId, document['client_id']),
    holds(
      'client-document-name', `${rule} 4.1`, describeBy('text'), name, typeof name === 'string' && name.trim() !== '',
    ),
    ...redirectUri === undefined
      ? []
      : [
          holds(
            'client-document-redirect', `${rule} 4.2`, redirectUri, uris.join(' ') || undefined,
            isRegistered(redirectUri, uris),
          ),
        ],
    holds(
      'client-document-secret', `${rule} 4.1`, describeBy('none'), secrets.join(' ') || describeBy('none'),
      secrets.length === 0,
    ),
    checkMethod(document, keys),
  ]
}

/** Without a word the default would be a secret (RFC 7591, section 2), which such a client can't have. */
function checkMethod(document: JsonObject, keys: readonly JsonObject[]): Check {
  const method = document['token_endpoint_auth_method'] ?? 'none'
  const expected = describeBy('one-of', 'none', 'private_key_jwt')
  if (method !== 'private_key_jwt')
    return holds('client-document-method', `${rule} 4.1`, expected, method, method === 'none')
  const has = document['jwks_uri'] !== undefined || publishes(document['jwks'], keys)
  return holds(
    'client-document-method', `${rule} 4.1`, describeBy('document-key'), has ? method : describeBy('no-key-fits'), has,
  )
}

/**
 * Whether a key of ours stands in the set: by what makes it, whatever it is called. Without a key of ours, any set will
 * do.
 */
function publishes(jwks: unknown, keys: readonly JsonObject[]): boolean {
  const published = (jwks as { keys?: unknown } | undefined)?.keys
  if (!Array.isArray(published) || published.length === 0) return false
  return keys.length === 0
    || published.some(one => keys.some(key =>
      ['kty', 'crv', 'x', 'y', 'n', 'e'].every(member => (one as JsonObject | null)?.[member] === key[member])))
}

/**
 * That a server may compare the port too, where the document has our address on this machine with another one (RFC
 * 8252, section 7.3).
 */
export function notePort(document: JsonObject, redirectUri: string | undefined): Finding[] {
  const uris = Array.isArray(document['redirect_uris']) ? document['redirect_uris'] : []
  const isExact = redirectUri === undefined || !isLoopbackHttp(redirectUri) || uris.includes(redirectUri)
  return isExact || !isRegistered(redirectUri, uris.filter(uri => typeof uri === 'string'))
    ? []
    : [{ code: 'client-document-port', details: { redirect_uri: redirectUri } }]
}

/**
 * Raises `client-document-unsupported`: nobody needs to sign in to find out that this provider knows no such client.
 */
export function refuseDocument(clientId: string, issuer: string): Failure {
  return new Failure('client-document-unsupported', { client_id: clientId, issuer })
}
