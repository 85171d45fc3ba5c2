import { exactly } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Facts, TokenFacts } from './standard.ts'

const client = { id: '157730590492196864', secret: '937it3ow87i4ery69876wqireWALK-_0' }
const person = {
  id: '80351110224678912', username: 'zhangsan', discriminator: '0', global_name: 'Zhang San',
  avatar: '8342729096ea3675442027381ff50dfe',
  verified: true, email: 'zhangsan@example.com', flags: 64, banner: null, accent_color: 16_711_680, premium_type: 1,
  public_flags: 64, locale: 'zh-CN',
}

/**
 * The picture is a hash that belongs into an address; the token endpoint takes a form only (docs.discord.com, OAuth2).
 */
export const discord = (): Facts => {
  const answer: TokenFacts['answer'] = tokens => ({
    body: { token_type: 'Bearer', expires_in: 604_800, ...tokens, scope: 'identify email' },
  })
  return {
    client,
    authorize: {
      path: '/oauth2/authorize', required: ['client_id', 'redirect_uri', 'response_type', 'scope'],
      optional: ['state', 'prompt'],
      fixed: { prompt: /^(none|consent)$/ }, redirect: exactly, scopes: ['identify', 'email'], pkce: 'supported',
    },
    token: { path: '/api/oauth2/token', authentication: ['basic', 'post', 'none'], answer },
    refresh: { rotates: true, answer },
    resources: { '/api/users/@me': { headers: { 'User-Agent': /./ }, answer: () => person } },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo') return { status: 401, body: { message: '401: Unauthorized', code: 0 } }
      const error = standardError(fault)
      if (error === 'invalid_client') return { status: 401, body: { error } }
      const descriptions: Record<string, string> = {
        'refresh-token-unknown': 'Invalid "refresh_token" in request.',
        'redirect-uri-wrong': 'Invalid "redirect_uri" in request.',
        'verifier-wrong': 'Invalid "code_verifier" in request.',
      }
      return {
        status: 400, body: { error, error_description: descriptions[fault.kind] ?? 'Invalid "code" in request.' },
      }
    },
  }
}
