import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { formPostPage } from '../../support/vendor-browser.ts'
import { all, exactly, httpOnlyOn, neverLoopback } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import { Fault } from '../../support/vendor-double.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** What the developer has from Apple: the key file is the secret, and every client secret is a token signed with it. */
export const appleKey = {
  teamId: 'WALKTEAM01', keyId: 'WALKKEY001', pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}
const client = { id: 'com.example.walk', secret: appleKey.pem }
const subject = '001473.fe6f80cb9d2b4d0f.0929'

/**
 * The client secret of Sign in with Apple: ES256, `kid`, team as issuer, six months at most (developer.apple.com,
 * creating a client secret).
 */
function isSigned(secret: string, audience: string): boolean {
  const [header = '', claims = '', signature = ''] = secret.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  const key = { key: createPublicKey(privateKey), dsaEncoding: 'ieee-p1363' as const }
  if (!verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url')))
    throw new Fault('signature-wrong', 'client_secret')
  const { alg, kid } = read(header)
  const { iss, sub, aud, iat, exp } = read(claims) as Record<string, string> & { iat: number, exp: number }
  const now = Date.now() / 1000
  return alg === 'ES256' && kid === appleKey.keyId && iss === appleKey.teamId && sub === client.id
    && (aud === 'https://appleid.apple.com'
      || aud === audience) && iat <= now + 5 && exp > now && exp - iat <= 15_777_000
}

/**
 * Takes https on a public name only. With a scope the answer must come by form_post; the name comes in it, at the first
 * consent only.
 */
export const apple = ({ origin }: Place): Facts => {
  const signedInAt = Math.floor(Date.now() / 1000)
  const answer: TokenFacts['answer'] = ({ access_token, refresh_token }, grant) => ({
    body: {
      access_token, token_type: 'Bearer', expires_in: 3600, refresh_token,
      id_token: issueIdToken({
        issuer: origin, audience: client.id, subject,
        claims: {
          nonce_supported: true, auth_time: signedInAt,
          ...hasScope(grant.request) ? { email: 'zhangsan@privaterelay.appleid.com', email_verified: 'true' } : {},
        },
      }, grant, access_token),
    },
  })
  return {
    client,
    authorize: {
      path: '/auth/authorize', required: ['client_id', 'redirect_uri', 'response_type'],
      optional: ['scope', 'state', 'nonce', 'response_mode'],
      fixed: { response_mode: /^(query|fragment|form_post)$/ }, redirect: all(neverLoopback, httpOnlyOn(), exactly),
      scopes: ['openid', 'name', 'email'], pkce: 'unknown',
      check: (request) => {
        if (hasScope(request) && request.get('response_mode') !== 'form_post')
          throw new Fault('parameter-wrong', 'response_mode')
      },
      back: (uri, fields, request) => hasScope(request)
        ? {
            body: formPostPage(uri, {
              ...fields,
              user: JSON.stringify({
                name: { firstName: 'San', lastName: 'Zhang' }, email: 'zhangsan@privaterelay.appleid.com',
              }),
            }),
          }
        : undefined,
    },
    token: { path: '/auth/token', authentication: ['post'], checkSecret: secret => isSigned(secret, origin), answer },
    refresh: {
      rotates: false,
      answer: (tokens, grant, accept) => {
        const { body } = answer(tokens, grant, accept) as { body: Record<string, unknown> }
        return { body: { ...body, refresh_token: undefined } }
      },
    },
    resources: {},
    documents: {
      '/.well-known/openid-configuration': describeIssuer(origin, origin, {
        authorization_endpoint: '/auth/authorize', token_endpoint: '/auth/token', revocation_endpoint: '/auth/revoke',
        jwks_uri: '/auth/keys',
      }, {
        response_modes_supported: ['query', 'fragment', 'form_post'],
        token_endpoint_auth_methods_supported: ['client_secret_post'],
        scopes_supported: ['openid', 'email', 'name'], subject_types_supported: ['pairwise'],
      }),
      '/auth/keys': publishKeys('RS256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault, 403)
      const error = fault.kind === 'signature-wrong' ? 'invalid_client' : standardError(fault)
      return {
        status: 400,
        body: {
          error, ...error === 'invalid_grant' ? { error_description: 'The code has expired or has been revoked.' } : {},
        },
      }
    },
  }
}

function hasScope(request: URLSearchParams): boolean {
  return /\b(name|email)\b/.test(request.get('scope') ?? '')
}
