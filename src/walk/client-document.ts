import { Failure } from '../codes/failure.ts'
import type { Finding } from '../codes/finding.ts'
import {
  checkClientDocument, checkDocumentAddress, fetchClientDocument, notePort, refuseDocument, takesDocuments,
} from '../protocol/client-document.ts'
import type { AuthorizationServer } from '../protocol/metadata.ts'
import { backChannel } from './back-channel.ts'
import type { ClientSettings, Walk } from './context.ts'
import { report, verify } from './observe.ts'

/** The provider may reach what this machine can't: it is the one that must have the document. */
function unreachable(error: unknown): { document: undefined, findings: Finding[] } {
  if (!(error instanceof Failure) || (error.code !== 'network-failed' && error.code !== 'network-timeout')) throw error
  return {
    document: undefined,
    findings: [
      { code: 'client-document-unreachable', details: { url: error.details['url'], reason: error.details['reason'] } },
    ],
  }
}

/**
 * The client whose id is an address: its metadata document is fetched and checked as the provider will. One with a
 * secret, or of which the user said how it authenticates, may as well be registered under such an id by hand. Raises
 * `client-document-unsupported`, a failed check's name, and what fetching raises.
 */
export async function settleByDocument(walk: Walk, server: AuthorizationServer): Promise<ClientSettings> {
  const { client, login } = walk
  const { clientId, keys = [] } = client
  if (!takesDocuments(server)) {
    if (client.clientSecret !== undefined || client.authentication !== undefined) return client
    throw refuseDocument(clientId, server.issuer)
  }
  if (client.clientSecret !== undefined) return client
  await verify(walk, [checkDocumentAddress(clientId)])
  const fetched = await fetchClientDocument(backChannel(walk), clientId).catch(unreachable)
  await report(walk, fetched.findings)
  const { document } = fetched
  if (document === undefined) return { ...client, authentication: client.authentication ?? 'none' }
  const redirectUri = login.listening === undefined && login.redirectUri === '' ? undefined : login.redirectUri
  await verify(
    walk, checkClientDocument(document, { clientId, redirectUri, keys: keys.map(({ publicJwk }) => publicJwk) }),
  )
  await report(walk, notePort(document, redirectUri))
  const method = document['token_endpoint_auth_method'] === 'private_key_jwt' ? 'private_key_jwt' : 'none'
  return { ...client, authentication: client.authentication ?? method }
}
