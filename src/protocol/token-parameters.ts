import { Failure } from '../codes/failure.ts'

/** Parameters that prove client and code in a token request; a provider may read their names in any case. */
const protectedTokenParameters = new Set([
  'grant_type', 'code', 'redirect_uri', 'code_verifier', 'refresh_token', 'device_code', 'client_secret',
  'client_assertion', 'client_assertion_type', 'assertion',
  'subject_token', 'actor_token',
])

/** Raises `parameter-protected` where an extra parameter of the token request would override one of those. */
export function requireFreeTokenParameters(extra: readonly [name: string, value: string][]): void {
  const forbidden = extra.find(([name]) => protectedTokenParameters.has(name.toLowerCase()))
  if (forbidden) throw new Failure('parameter-protected', { parameter: forbidden[0], setting: '--token-param' })
}
