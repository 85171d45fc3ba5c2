import { exactly, httpOnlyOn, all } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Facts, TokenFacts } from './standard.ts'

const client = { id: 'walk0walk0walk0', secret: 'klaw0klaw0klaw0' }
const person = {
  account_id: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc',
  name: {
    given_name: 'San', surname: 'Zhang', familiar_name: 'San', display_name: 'Zhang San', abbreviated_name: 'ZS',
  },
  email: 'zhangsan@example.com', email_verified: true, disabled: false, locale: 'en',
  referral_link: 'https://db.tt/walk', is_paired: false,
  account_type: { '.tag': 'basic' }, country: 'CN',
  profile_photo_url: 'https://dl-web.dropbox.com/account_photo/get/dbaphid%3Azhangsan?size=128x128',
}

/**
 * A refresh token comes only for token_access_type=offline. The account is asked for by a POST without a body and
 * without a content type.
 */
export const dropbox = (): Facts => {
  const answer = (first: boolean): TokenFacts['answer'] => ({ access_token, refresh_token }, grant) => ({
    body: {
      access_token, token_type: 'bearer', expires_in: 14_400,
      ...first
        ? {
            ...grant.request.get('token_access_type') === 'offline' ? { refresh_token } : {},
            scope: 'account_info.read', uid: '12345', account_id: person.account_id,
          }
        : {},
    },
  })
  return {
    client,
    authorize: {
      path: '/oauth2/authorize', required: ['client_id', 'response_type', 'redirect_uri'],
      optional: ['scope', 'state', 'token_access_type', 'force_reapprove', 'include_granted_scopes', 'locale', 'nonce'],
      fixed: { token_access_type: /^(online|offline)$/ }, redirect: all(httpOnlyOn('localhost', '127.0.0.1'), exactly),
      scopes: ['account_info.read'], pkce: 'supported',
    },
    token: { path: '/oauth2/token', authentication: ['post', 'basic', 'none'], answer: answer(true) },
    refresh: { rotates: false, answer: answer(false) },
    resources: { '/2/users/get_current_account': { method: 'POST', empty: true, answer: () => person } },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'token') {
        const error = standardError(fault)
        const descriptions: Record<string, string> = {
          'refresh-token-unknown':
            'refresh token is invalid or revoked', 'redirect-uri-wrong': 'redirect_uri mismatch',
          'verifier-wrong': 'invalid code verifier',
        }
        return {
          status: 400,
          body: {
            error,
            error_description: descriptions[fault.kind]
              ?? (error === 'invalid_grant'
                ? 'code doesn\'t exist or has expired'
                : 'Invalid client_id or client_secret'),
          },
        }
      }
      if (fault.kind === 'body-wrong')
        return {
          status: 400,
          body: 'Error in call to API function "users/get_current_account": Bad HTTP "Content-Type" header',
        }
      if (fault.kind === 'method-wrong') return { status: 400, body: 'Error in call to API function: expected POST' }
      return {
        status: 401, body: { error_summary: 'invalid_access_token/..', error: { '.tag': 'invalid_access_token' } },
      }
    },
  }
}
