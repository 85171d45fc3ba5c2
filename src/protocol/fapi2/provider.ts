import { describeBy } from '../../codes/described.ts'
import { holds, type Check } from '../checks.ts'
import type { AuthorizationServer } from '../metadata.ts'
import { algorithmLists, fapiAlgorithms, fapiMethods, listIn } from './allowed.ts'

const security = 'FAPI 2.0 SP'
const signing = 'FAPI 2.0 MS'

/** The client's side of the profile. */
export interface Fapi2Client {
  profile: 'security' | 'message-signing'
  binding: 'dpop' | 'certificate'
  /** It asks who signed in, so that there will be an ID token. */
  openid: boolean
}

/**
 * The checks of a provider's metadata against FAPI 2.0 Security Profile, section 5.3.2, and Message Signing, sections
 * 5.3 and 5.4: that nobody signs in at a provider which can't keep to them. What metadata leaves out is what the
 * standards say of it; without metadata nothing is told.
 */
export function checkProvider(server: AuthorizationServer, client: Fapi2Client): Check[] {
  return [
    has(
      'fapi2-pushed-requests', `${security} 5.3.2.2`, 'pushed_authorization_request_endpoint',
      server.pushed_authorization_request_endpoint !== undefined,
    ),
    ...tellsOfItself(server) ? checkPromises(server, client) : [],
    ...checkMethods(server),
    ...listsUsed(client).flatMap(member => checkAlgorithms(server, member)),
  ]
}

/** RFC 8414, section 2, requires this member of every metadata. */
function tellsOfItself(server: AuthorizationServer): boolean {
  return server.response_types_supported !== undefined
}

function checkPromises(server: AuthorizationServer, { profile, binding }: Fapi2Client): Check[] {
  const modes = listIn(server, 'response_modes_supported')
  return [
    holds(
      'fapi2-pkce', `${security} 5.3.2.2`, 'S256', shown(server.code_challenge_methods_supported),
      server.code_challenge_methods_supported?.includes('S256') === true,
    ),
    profile === 'security'
      ? has(
          'fapi2-response-issuer', `${security} 5.3.2.2`, 'authorization_response_iss_parameter_supported',
          server.authorization_response_iss_parameter_supported === true,
        )
      : holds(
          'fapi2-signed-response', `${signing} 5.4`, 'jwt', shown(modes),
          modes?.some(mode => mode.endsWith('jwt')) === true,
        ),
    binding === 'dpop'
      ? has(
          'fapi2-sender-constraint', `${security} 5.3.2.1`, 'dpop_signing_alg_values_supported',
          listIn(server, 'dpop_signing_alg_values_supported') !== undefined,
        )
      : has(
          'fapi2-sender-constraint', `${security} 5.3.2.1`, 'tls_client_certificate_bound_access_tokens',
          server.tls_client_certificate_bound_access_tokens === true,
        ),
  ]
}

/**
 * A provider that names no method takes client_secret_basic (RFC 8414, section 2), but may take others from a client
 * that it knows: nothing to check then.
 */
function checkMethods(server: AuthorizationServer): Check[] {
  const methods = listIn(server, 'token_endpoint_auth_methods_supported')
  if (methods === undefined) return []
  const ok = methods.some(method => fapiMethods.includes(method))
  return [
    holds(
      'fapi2-client-authentication', `${security} 5.3.2.1`, describeBy('one-of', ...fapiMethods), shown(methods), ok,
    ),
  ]
}

function listsUsed({ profile, binding, openid }: Fapi2Client): readonly string[] {
  const unused = new Set<string>([
    ...openid ? [] : ['id_token_signing_alg_values_supported'],
    ...binding === 'dpop' ? [] : ['dpop_signing_alg_values_supported'],
    ...profile === 'message-signing'
      ? []
      : ['request_object_signing_alg_values_supported', 'authorization_signing_alg_values_supported'],
  ])
  return algorithmLists.filter(member => !unused.has(member))
}

function checkAlgorithms(server: AuthorizationServer, member: string): Check[] {
  const listed = listIn(server, member)
  if (listed === undefined || (member.startsWith('token_endpoint') && !usesKey(server))) return []
  const ok = listed.some(name => fapiAlgorithms.includes(name))
  return [
    holds(
      'fapi2-algorithm', `${security} 5.4.1`, describeBy('one-of', ...fapiAlgorithms), `${member}: ${shown(listed)}`,
      ok,
    ),
  ]
}

function usesKey(server: AuthorizationServer): boolean {
  return listIn(server, 'token_endpoint_auth_methods_supported')?.includes('private_key_jwt') ?? true
}

function has(name: Check['name'], rule: string, member: string, ok: boolean): Check {
  return holds(name, rule, member, ok ? describeBy('present') : describeBy('missing'), ok)
}

function shown(list: readonly string[] | undefined): string {
  return list === undefined ? describeBy('missing') : list.join(' ') || describeBy('none')
}
