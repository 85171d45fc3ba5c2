import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { cleanGiven } from '../../given.ts'
import { toPublicJwk } from '../../protocol/authentication/jwk.ts'
import { checkDocumentAddress } from '../../protocol/client-document.ts'
import { redirectUrisToRegister } from '../../protocol/registration/client-metadata.ts'
import { isLoopbackHttp } from '../../addresses/loopback.ts'
import { resolveSettings, textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { clean } from '../../text/printable.ts'
import { keysGiven } from '../client-authentication/client-keys.ts'
import { flagLayer } from '../command-line/options.ts'
import { formatJson, type Run } from '../run.ts'

/**
 * `oauth-walk client document --client-id URL`: a client ID metadata document to host at that address
 * (draft-ietf-oauth-client-id-metadata-document, section 4). Raises `setting-invalid`, and what reading the key raises.
 */
export async function document(run: Run): Promise<void> {
  const { context, options, catalogue: { client: words } } = run
  const resolved = resolveSettings(flagLayer(options), context.environment, {}, {})
  const clientId = addressOf(resolved)
  const redirectUris = redirectUrisToRegister(
    textOf(resolved, 'redirect-uri') ?? '', resolved.port?.value as number[] | undefined ?? [],
  )
  const { keys } = await keysGiven(run, resolved)
  context.writeOut(formatJson(context, {
    client_id: clientId,
    client_name: nameOf(run),
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: keys.length > 0 ? 'private_key_jwt' : 'none',
    ...keys.length > 0
      ? { jwks: { keys: keys.map(({ publicJwk, kid, algorithm }) => toPublicJwk(publicJwk, { kid, alg: algorithm })) } }
      : {},
  }))
  run.tell(words.host(clean(clientId)))
  if (redirectUris.some(isLoopbackHttp)) run.tell(words.exactPorts)
}

function addressOf(resolved: Resolved): string {
  const clientId = textOf(resolved, 'client-id')
  if (clientId !== undefined && checkDocumentAddress(clientId).ok) return clientId
  throw new Failure('setting-invalid', {
    setting: '--client-id', expected: describeBy('document-address'),
    ...clientId === undefined ? { missing: true } : { value: clientId },
  })
}

function nameOf({ options }: Run): string {
  const name = options['clientName']
  return typeof name === 'string' ? cleanGiven('free', name, '--client-name') : 'oauth-walk'
}
