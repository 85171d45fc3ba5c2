import { readBearer } from '../../support/vendor-checks.ts'
import { all, anyPort, httpOnlyOn } from './redirect-rules.ts'
import type { Answer, Fault, FaultKind, Heard } from '../../support/vendor-double.ts'
import { errorPage } from './refusals.ts'
import type { Facts } from './standard.ts'

const client = { id: '1234567890123456', secret: '0123456789abcdef0123456789abcdef' }
const person = {
  id: '10158000000000001', name: 'Zhang San', email: 'zhangsan@example.com',
  picture: {
    data: {
      height: 50, is_silhouette: false, url: 'https://platform-lookaside.fbsbx.com/platform/profilepic/?asid=1',
      width: 50,
    },
  },
}

const errors: Partial<Record<FaultKind, [code: number, message: string, subcode?: number]>> = {
  'code-unknown': [100, 'Invalid verification code format.'],
  'code-used': [100, 'This authorization code has been used.', 36_009],
  'client-unknown': [101, 'Error validating application. Cannot get application info due to a system error.'],
  'client-secret-wrong': [1, 'Error validating client secret.'],
  'client-authentication-misplaced': [1, 'Missing client_secret parameter.'],
  'redirect-uri-wrong': [
    100,
    'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    36_008,
  ],
  'verifier-wrong': [100, 'Invalid code_verifier parameter'],
  'access-token-missing': [2500, 'An active access token must be used to query information about the current user.'],
  'access-token-unknown': [190, 'Invalid OAuth access token - Cannot parse access token'],
  'grant-type-wrong': [1, 'Unsupported grant type'],
}

// An error is an object, not a word (developers.facebook.com, Graph API, error handling).
function refuseGraph({ kind, subject }: Fault): Answer {
  const [code, message, error_subcode] = errors[kind] ?? [100, `Invalid parameter ${subject}`]
  const error = {
    message, type: 'OAuthException', code, ...error_subcode === undefined ? {} : { error_subcode },
    fbtrace_id: 'AWalkWalkWalkWalkWalk0',
  }
  return { status: 400, body: { error } }
}

/**
 * The Graph API takes the token in the header or in the query, and tells only id and name unless the fields are named.
 */
function readToken(heard: Heard): string {
  return heard.query.get('access_token') ?? readBearer(heard)
}

/**
 * An app in development mode, for which localhost needs no registration. Scopes are joined by commas or spaces. No
 * refresh tokens.
 */
export const facebook = (): Facts => ({
  client,
  authorize: {
    path: '/{version}/dialog/oauth', required: ['client_id', 'redirect_uri', 'state'],
    optional: ['response_type', 'scope', 'auth_type', 'display', 'config_id', 'nonce'],
    redirect: all(httpOnlyOn('localhost'), anyPort), scopes: ['public_profile', 'email'], separator: /[ ,]/,
    pkce: 'supported',
  },
  token: {
    path: '/{version}/oauth/access_token', authentication: ['post'],
    answer: ({ access_token }) => ({ body: { access_token, token_type: 'bearer', expires_in: 5_183_944 } }),
  },
  refresh: 'none',
  resources: {
    '/{version}/me': {
      token: readToken, query: { required: ['fields'], optional: ['access_token'] },
      answer: ({ query }) => {
        const wanted = query.get('fields')?.split(',').map(field => field.replace(/[.({].*$/, '')) ?? []
        return Object.fromEntries(Object.entries(person).filter(([name]) => name === 'id' || wanted.includes(name)))
      },
    },
  },
  refuse: (fault, phase) => phase === 'authorize' ? errorPage(fault, 500) : refuseGraph(fault),
})
