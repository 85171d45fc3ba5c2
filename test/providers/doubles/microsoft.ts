import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { all, anyPort, httpOnlyOn } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Answer, Fault, FaultKind } from '../../support/vendor-double.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = { id: '6731de76-14a6-49ae-97bc-6eba6914391e', secret: 'Wlk8Q~walk.0123456789~abcdefghijklmnop' }
const tenant = '9188040d-6c67-4c5b-b112-36a304b66dad'
const person = {
  sub: 'OLu859SGc2Sr9ZsqbkG-QbeLgJlb41KcdiPoLYNpSFA', name: 'Zhang San', family_name: 'Zhang', given_name: 'San',
  picture: 'https://graph.microsoft.com/v1.0/me/photo/$value', email: 'zhangsan@example.com',
}

const numbers: Partial<Record<FaultKind, [number, string]>> = {
  'code-unknown': [70_000, 'The provided value for the code parameter is not valid. The code has expired.'],
  'code-used': [
    54_005,
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ],
  'client-unknown': [700_016, 'Application with identifier was not found in the directory.'],
  'client-secret-wrong': [
    7_000_215,
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value.',
  ],
  'verifier-wrong': [
    501_481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  'verifier-missing': [501_461, 'A code_verifier is required for the authorization code.'],
  'refresh-token-unknown': [9_002_313, 'Invalid request. Request is malformed or invalid.'],
  'redirect-uri-wrong': [
    50_011,
    'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
  ],
}

// Every error carries AADSTS and a number, and names of its own beside the standard's two.
function refuseToken(fault: Fault): Answer {
  const [number, sentence] = numbers[fault.kind]
    ?? [900_144, `The request body must contain the following parameter: '${fault.subject}'.`]
  const error = standardError(fault)
  return {
    status: error === 'invalid_client' ? 401 : 400,
    body: {
      error, error_description: `AADSTS${number}: ${sentence} Trace ID: 00000000-0000-4000-8000-000000000000`,
      error_codes: [number],
      timestamp: '2026-11-22 08:00:00Z', trace_id: '00000000-0000-4000-8000-000000000000',
      correlation_id: '00000000-0000-4000-8000-000000000001',
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    },
  }
}

/**
 * The tenant `common`: its discovery document names the issuer with a literal {tenantid}, while an ID token names the
 * user's own tenant (learn.microsoft.com, OpenID Connect on the Microsoft identity platform). `localhost` on any port,
 * the path compared.
 */
export const microsoft = ({ origin }: Place): Facts => {
  const answer: TokenFacts['answer'] = (tokens, grant) => ({
    body: {
      token_type: 'Bearer', scope: 'openid profile email', expires_in: 3599, ext_expires_in: 3599, ...tokens,
      id_token: issueIdToken({
        issuer: `${origin}/${tenant}/v2.0`, audience: client.id, subject: person.sub,
        claims: { tid: tenant, ver: '2.0', preferred_username: person.email },
      }, grant, tokens.access_token),
    },
  })
  return {
    client,
    authorize: {
      path: '/common/oauth2/v2.0/authorize', required: ['client_id', 'redirect_uri', 'response_type', 'scope'],
      optional: ['state', 'nonce', 'response_mode', 'prompt', 'login_hint', 'domain_hint'],
      redirect: all(httpOnlyOn('localhost'), anyPort), scopes: ['openid', 'profile', 'email', 'offline_access'],
      pkce: 'supported',
    },
    token: {
      path: '/common/oauth2/v2.0/token', authentication: ['post', 'basic', 'none'], optional: ['scope'], answer,
    },
    refresh: { rotates: true, optional: ['scope'], answer },
    resources: { '/oidc/userinfo': { answer: () => person } },
    documents: {
      '/common/v2.0/.well-known/openid-configuration': describeIssuer(origin, `${origin}/{tenantid}/v2.0`, {
        authorization_endpoint: '/common/oauth2/v2.0/authorize', token_endpoint: '/common/oauth2/v2.0/token',
        userinfo_endpoint: '/oidc/userinfo',
        jwks_uri: '/common/discovery/v2.0/keys', device_authorization_endpoint: '/common/oauth2/v2.0/devicecode',
        end_session_endpoint: '/common/oauth2/v2.0/logout',
      }, {
        token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
        response_modes_supported: ['query', 'fragment', 'form_post'], subject_types_supported: ['pairwise'],
      }),
      '/common/discovery/v2.0/keys': publishKeys('RS256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault, 400)
      if (phase === 'token') return refuseToken(fault)
      const message = fault.kind === 'access-token-missing'
        ? 'Access token is empty.'
        : 'CompactToken parsing failed with error code: 80049217'
      return {
        status: 401,
        body: { error: { code: 'InvalidAuthenticationToken', message, innerError: { date: '2026-11-22T08:00:00' } } },
      }
    },
  }
}
