import { all, exactly } from './redirect-rules.ts'
import { errorPage } from './refusals.ts'
import type { Answer, Fault } from '../../support/vendor-double.ts'
import type { Facts, TokenFacts } from './standard.ts'

const client = { id: 'V2Fsa1dhbGtXYWxrV2Fsa1c6MTpjaQ', secret: 'walk_0123456789-abcdefghijklmnopqrstuvwxyzABCDEFGH' }
const person = {
  data: {
    id: '2244994945', name: 'Zhang San', username: 'zhangsan',
    profile_image_url: 'https://pbs.twimg.com/profile_images/1683501992314798080/zhangsan_normal.jpg',
    confirmed_email: 'zhangsan@example.com',
  },
}

function refuseToken({ kind }: Fault): Answer {
  if (kind.startsWith('client'))
    return {
      status: 401, body: { error: 'unauthorized_client', error_description: 'Missing valid authorization header' },
    }
  const descriptions: Record<string, string> = {
    'code-unknown': 'Value passed for the authorization code was invalid.',
    'code-used': 'Value passed for the authorization code was invalid.',
    'refresh-token-unknown': 'Value passed for the token was invalid.',
    'verifier-wrong': 'Value passed for the code verifier did not match the code challenge.',
    'verifier-missing': 'Missing required parameter [code_verifier].',
    'redirect-uri-wrong': 'Value passed for the redirect uri did not match the uri of the authorization code.',
  }
  return {
    status: 400, body: { error: 'invalid_request', error_description: descriptions[kind] ?? 'Something went wrong.' },
  }
}

/**
 * A confidential client: PKCE and a state are required all the same, the secret goes by Basic. The name localhost is
 * refused (docs.x.com, callback URLs). A member of `data` comes only if it was named.
 */
export const x = (): Facts => {
  const answer: TokenFacts['answer'] = ({ access_token, refresh_token }, grant) => {
    const scope = grant.request.get('scope') ?? ''
    return {
      body: {
        token_type: 'bearer', expires_in: 7200, access_token, scope,
        ...scope.includes('offline.access') ? { refresh_token } : {},
      },
    }
  }
  return {
    client,
    authorize: {
      path: '/i/oauth2/authorize', required: ['client_id', 'redirect_uri', 'response_type', 'scope', 'state'],
      redirect: all(uri => new URL(uri).hostname !== 'localhost', exactly),
      scopes: ['users.read', 'tweet.read', 'offline.access', 'users.email'], pkce: 'required',
    },
    // What libraries send beside the Basic header is taken too.
    token: { path: '/2/oauth2/token', authentication: ['basic', 'none'], optional: ['client_id'], answer },
    refresh: { rotates: true, answer },
    resources: {
      '/2/users/me': {
        query: { required: [], optional: ['user.fields', 'expansions', 'tweet.fields'] },
        answer: ({ query }) => {
          const wanted = ['id', 'name', 'username', ...query.get('user.fields')?.split(',') ?? []]
          return { data: Object.fromEntries(Object.entries(person.data).filter(([name]) => wanted.includes(name))) }
        },
      },
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      return phase === 'token'
        ? refuseToken(fault)
        : { status: 401, body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' } }
    },
  }
}
