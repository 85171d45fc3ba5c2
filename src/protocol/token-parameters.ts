import { Failure } from '../codes/failure.ts'

/** What proves in a token request that client and code are the right ones: a provider may read it in any case. */
const protectedTokenParameters = new Set([
  'grant_type', 'code', 'redirect_uri', 'code_verifier', 'refresh_token', 'device_code', 'client_secret',
  'client_assertion', 'client_assertion_type', 'assertion',
  'subject_token', 'actor_token',
])

/** Parameters to add to the token request; raises `parameter-protected`. */
export function requireFreeTokenParameters(extra: readonly [name: string, value: string][]): void {
  const forbidden = extra.find(([name]) => protectedTokenParameters.has(name.toLowerCase()))
  if (forbidden) throw new Failure('parameter-protected', { parameter: forbidden[0], setting: '--token-param' })
}
