import type { KoaContextWithOIDC, Provider, errors as Errors } from 'oidc-provider'

export const tokenExchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'
const parameters = [
  'subject_token', 'subject_token_type', 'requested_token_type', 'actor_token', 'actor_token_type', 'audience',
  'resource', 'scope',
]

/**
 * Has the sandbox exchange a client's own access token for another one with as many scopes or fewer (RFC 8693), for the
 * same user.
 */
export function offerTokenExchange(provider: Provider, errors: typeof Errors): void {
  provider.registerGrantType(tokenExchangeGrant, async (context) => {
    context.body = await exchange(context, provider, errors)
  }, parameters)
}

async function exchange(
  { oidc }: Pick<KoaContextWithOIDC, 'oidc'>, provider: Provider, errors: typeof Errors,
): Promise<Record<string, unknown>> {
  const { client, params = {} } = oidc
  refuseOthers(params, errors)
  const subject = await provider.AccessToken.find(String(params['subject_token']))
  if (!client || subject === undefined || subject.clientId !== client.clientId)
    throw new errors.InvalidRequest('the subject token is none of this client')
  const granted = [...subject.scopes]
  const asked = typeof params['scope'] === 'string' ? params['scope'].split(' ') : granted
  const strange = asked.find(scope => !granted.includes(scope))
  if (strange !== undefined) throw new errors.InvalidScope('the subject token has less', strange)
  const { accountId, claims, grantId, sessionUid } = subject
  const token = new provider.AccessToken({
    client, accountId, claims, grantId, sessionUid, gty: 'token_exchange', scope: asked.join(' '),
  })
  return {
    access_token: await token.save(), issued_token_type: accessTokenType, token_type: 'Bearer',
    expires_in: token.expiration, scope: asked.join(' '),
  }
}

function refuseOthers(params: Record<string, unknown>, errors: typeof Errors): void {
  if (params['audience'] !== undefined || params['resource'] !== undefined) throw new errors.InvalidTarget()
  const types = [params['subject_token_type'], params['requested_token_type'] ?? accessTokenType]
  if (types.some(type => type !== accessTokenType) || params['actor_token'] !== undefined)
    throw new errors.InvalidRequest('only access tokens are exchanged, without an actor')
}
