import { all, anyPortOnIp, httpOnlyOn } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Facts, TokenFacts } from './standard.ts'

const client = { id: '5fe01282e44241328a84e7c5cc169165', secret: 'ed5b2b0c1a8f4c8e9c5b7d6e3f2a1b0c' }
const person = {
  country: 'CN', display_name: 'Zhang San', email: 'zhangsan@example.com',
  explicit_content: { filter_enabled: false, filter_locked: false },
  external_urls: { spotify: 'https://open.spotify.com/user/zhangsan' }, followers: { href: null, total: 3 },
  href: 'https://api.spotify.com/v1/users/zhangsan',
  id: 'zhangsan',
  images: [
    { url: 'https://i.scdn.co/image/zhangsan-large', height: 300, width: 300 },
    { url: 'https://i.scdn.co/image/zhangsan-small', height: 64, width: 64 },
  ],
  product: 'free', type: 'user', uri: 'spotify:user:zhangsan',
}

/**
 * A confidential client: the secret by Basic, a refresh without a new refresh token. Loopback by IP literal on any
 * port; the name localhost is refused, and so is http anywhere else (developer.spotify.com, redirect URIs). The
 * resource's error is an object.
 */
export const spotify = (): Facts => {
  const fields = { token_type: 'Bearer', expires_in: 3600, scope: 'user-read-email user-read-private' }
  const answer: TokenFacts['answer'] = tokens => ({ body: { ...fields, ...tokens } })
  return {
    client,
    authorize: {
      path: '/authorize', required: ['client_id', 'redirect_uri', 'response_type'],
      optional: ['scope', 'state', 'show_dialog'],
      redirect: all(httpOnlyOn('127.0.0.1', '[::1]'), anyPortOnIp), scopes: ['user-read-email', 'user-read-private'],
      pkce: 'supported',
    },
    token: { path: '/api/token', authentication: ['basic', 'none'], answer },
    refresh: { rotates: false, answer: ({ access_token }) => ({ body: { access_token, ...fields } }) },
    resources: { '/v1/me': { answer: () => person } },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo') {
        const message = fault.kind === 'access-token-missing' ? 'No token provided' : 'Invalid access token'
        return { status: 401, body: { error: { status: 401, message } } }
      }
      const error = standardError(fault)
      const descriptions: Record<string, string> = {
        'client-unknown': 'Invalid client', 'client-secret-wrong': 'Invalid client secret',
        'client-authentication-misplaced': 'Invalid client',
        'refresh-token-unknown': 'Invalid refresh token', 'redirect-uri-wrong': 'Invalid redirect URI',
        'verifier-wrong': 'code_verifier was incorrect',
      }
      return {
        status: 400,
        body: {
          error,
          error_description: descriptions[fault.kind]
            ?? (error === 'invalid_grant' ? 'Invalid authorization code' : ''),
        },
      }
    },
  }
}
