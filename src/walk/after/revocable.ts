/** The tokens of a session that may still be alive at the provider. */
export interface Revocable {
  refresh_token?: string
  access_token: string
  /** Further access tokens that were obtained with the same refresh token. */
  narrowed?: { access_token: string }[]
}

/** A token to revoke, and its type as the provider is told (`token_type_hint`). */
export interface RevocableToken {
  token: 'refresh_token' | 'access_token'
  value: string
}

/** The tokens to revoke, in this order: the refresh token first (RFC 7009, section 2.1). */
export function revocableTokens({ refresh_token, access_token, narrowed = [] }: Revocable): RevocableToken[] {
  const accessTokens = [access_token, ...narrowed.map(token => token.access_token)]
  const all = [
    { token: 'refresh_token' as const, value: refresh_token ?? '' },
    ...accessTokens.map(value => ({ token: 'access_token' as const, value })),
  ]
  return all.filter(({ value }) => value !== '')
}
