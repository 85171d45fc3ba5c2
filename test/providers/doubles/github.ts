import { randomBytes } from 'node:crypto'
import { belowOnAnyPort } from './redirect-rules.ts'
import type { Answer, Fault, FaultKind } from '../../support/vendor-double.ts'
import type { Facts, Place } from './standard.ts'

const client = { id: 'Ov23liWalkWalkWalk01', secret: 'c3ab8ff13720e8ad9047dd39466b3c8974e592c2' }
const docs = 'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/'
const person = {
  login: 'zhangsan', id: 583231, node_id: 'MDQ6VXNlcjU4MzIzMQ==',
  avatar_url: 'https://avatars.githubusercontent.com/u/583231?v=4',
  html_url: 'https://github.com/zhangsan', type: 'User', site_admin: false, name: 'Zhang San', email: null,
}
const emails = [
  { email: 'other@example.com', primary: false, verified: true, visibility: null },
  { email: 'zhangsan@example.com', primary: true, verified: true, visibility: 'private' },
]
const userAgent = { 'User-Agent': /./ }

// An error of the token endpoint has the status 200 (docs.github.com, troubleshooting OAuth app access token request
// errors).
const errors: Partial<Record<FaultKind, [error: string, description: string]>> = {
  'code-unknown': ['bad_verification_code', 'The code passed is incorrect or expired.'],
  'code-used': ['bad_verification_code', 'The code passed is incorrect or expired.'],
  'verifier-wrong': ['bad_verification_code', 'The code passed is incorrect or expired.'],
  'client-unknown': ['incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.'],
  'client-secret-wrong': ['incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.'],
  'client-authentication-misplaced': [
    'incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.',
  ],
  'redirect-uri-wrong': [
    'redirect_uri_mismatch', 'The redirect_uri MUST match the registered callback URL for this application.',
  ],
}

function refuseToken({ kind }: Fault): Answer {
  if (kind === 'method-wrong') return { status: 404, body: { error: 'Not Found' } }
  const [error, error_description] = errors[kind]
    ?? ['unsupported_grant_type', 'The provided grant type is not supported.']
  return { status: 200, body: { error, error_description, error_uri: `${docs}#${error.replaceAll('_', '-')}` } }
}

function refuseUser({ kind }: Fault): Answer {
  // The API answers nobody who does not name themselves.
  if (kind === 'header-missing')
    return {
      status: 403,
      body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    }
  const message = kind === 'access-token-missing' ? 'Requires authentication' : 'Bad credentials'
  return { status: 401, body: { message, documentation_url: 'https://docs.github.com/rest', status: '401' } }
}

/** An OAuth app, whose tokens neither expire nor can be refreshed. */
export const github = ({ registered }: Place): Facts => ({
  client,
  authorize: {
    path: '/login/oauth/authorize', required: ['client_id', 'redirect_uri', 'scope', 'state'],
    optional: ['response_type', 'login', 'allow_signup', 'prompt'], redirect: belowOnAnyPort,
    scopes: ['read:user', 'user:email'], pkce: 'supported',
  },
  token: {
    path: '/login/oauth/access_token', authentication: ['post', 'basic'],
    answer: ({ access_token }, _grant, accept) => {
      const fields = { access_token, token_type: 'bearer', scope: 'read:user,user:email' }
      if (accept.includes('application/json')) return { body: fields }
      return {
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: new URLSearchParams(fields).toString(),
      }
    },
  },
  refresh: 'none',
  look: { accessToken: () => `gho_${randomBytes(18).toString('hex')}`, code: () => randomBytes(10).toString('hex') },
  resources: {
    '/user': { headers: userAgent, answer: () => person },
    '/user/emails': { headers: userAgent, answer: () => emails },
  },
  refuse: (fault, phase) => {
    if (phase === 'token') return refuseToken(fault)
    if (phase === 'userinfo') return refuseUser(fault)
    if (fault.kind === 'client-unknown') return { status: 404, body: '<title>Page not found</title>' }
    const [error, description] = errors[fault.kind] ?? ['application_suspended', fault.message]
    // A wrong redirect URI sends the person to the registered one, with the error.
    return {
      status: 302,
      headers: {
        location: `${registered[0]}?${new URLSearchParams({
          error, error_description: description, error_uri: docs,
        }).toString()}`,
      },
    }
  },
})
