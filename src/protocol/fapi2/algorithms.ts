import { speaksOfOpenid, type AuthorizationServer } from '../metadata.ts'
import { algorithmLists, fapiAlgorithms, fapiMethods, listIn } from './allowed.ts'

/**
 * The metadata as the profile uses it: of each list of algorithms and of methods of authentication, what the profile
 * allows. A list that is missing is that of the profile.
 */
export function restrictToFapi2(server: AuthorizationServer): AuthorizationServer {
  // A server of plain OAuth must not look like one of OpenID Connect.
  const members = algorithmLists.filter(member =>
    member !== 'id_token_signing_alg_values_supported' || speaksOfOpenid(server))
  const allowed = (member: string) =>
    listIn(server, member)?.filter(name => fapiAlgorithms.includes(name)) ?? [...fapiAlgorithms]
  const lists = members.map((member): [string, string[]] => [member, allowed(member)])
  const methods = listIn(server, 'token_endpoint_auth_methods_supported')?.filter(name => fapiMethods.includes(name))
    ?? [...fapiMethods]
  const restricted: Record<string, string[]> = Object.fromEntries(lists)
  return { ...server, ...restricted, token_endpoint_auth_methods_supported: methods }
}
