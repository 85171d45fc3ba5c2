import { exactly } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Facts, TokenFacts } from './standard.ts'

const client = { id: '463558a3-725e-4f37-b6d3-0889894f68de', secret: 'secret_walk0123456789abcdefghijklmnopqrstuvw' }
const user = {
  object: 'user', id: 'e79a0b74-3aba-4149-9f74-0bb5791a6ee6', name: 'Zhang San',
  avatar_url: 'https://lh3.googleusercontent.com/-walk/zhangsan.jpg',
  type: 'person', person: { email: 'zhangsan@example.com' },
}
const workspace = {
  workspace_name: 'Walkers', workspace_icon: null, workspace_id: 'j565j4d7x3-2882-61bs-564a-jj9d9ui-c36hxfr7x',
}
const bot = {
  object: 'user', id: '16d84278-ab0e-484c-9bdd-b35da3bd8905', name: 'Walk', avatar_url: null, type: 'bot',
  bot: { owner: { type: 'user', user }, workspace_name: 'Walkers' },
}

/**
 * A public integration: `owner=user`, no scopes, no PKCE, the secret by Basic only, a JSON body, and the API wants its
 * version named (developers.notion.com, authorization; create a token). The user is the owner of the bot. A refresh
 * token is used up.
 */
export const notion = (): Facts => {
  const answer: TokenFacts['answer'] = tokens => ({
    body: {
      ...tokens, token_type: 'bearer', bot_id: bot.id, ...workspace, owner: { type: 'user', user },
      duplicated_template_id: null,
      request_id: 'b7f6c5d4-0000-4000-8000-1a2b3c4d5e6f',
    },
  })
  return {
    client,
    authorize: {
      path: '/v1/oauth/authorize', required: ['client_id', 'redirect_uri', 'response_type', 'owner'],
      optional: ['state'], fixed: { owner: 'user' },
      redirect: exactly, scopes: [], pkce: 'unknown',
    },
    token: { path: '/v1/oauth/token', encoding: 'json', authentication: ['basic'], answer },
    refresh: { rotates: true, answer },
    resources: { '/v1/users/me': { headers: { 'Notion-Version': /^20\d\d-\d\d-\d\d$/ }, answer: () => bot } },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      const failed = (status: number, code: string, message: string) => ({
        status, body: { object: 'error', status, code, message },
      })
      if (phase === 'userinfo') {
        return fault.kind.startsWith('header')
          ? failed(
              400, 'missing_version',
              'Notion-Version header failed validation: Notion-Version header should be defined',
            )
          : failed(401, 'unauthorized', 'API token is invalid.')
      }
      if (fault.kind === 'content-type-wrong') return failed(400, 'invalid_json', 'Error parsing JSON body.')
      const error = standardError(fault)
      const description = fault.kind === 'refresh-token-unknown' ? 'Invalid refresh token.' : 'Invalid code.'
      return {
        status: error === 'invalid_client' ? 401 : 400,
        body: { error, ...error === 'invalid_grant' ? { error_description: description } : {} },
      }
    },
  }
}
