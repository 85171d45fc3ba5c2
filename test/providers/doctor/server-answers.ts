import type { Symptom } from '../../../src/providers/doctor/index.ts'

/**
 * What a server answered, and what is to be said of it; undefined where the standard's own words for the code are all
 * that can be said.
 */
export type ServerAnswer = [diagnosis: string | undefined, answer: Partial<Symptom>]

const rfcClient = 'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).'
const rfcGrant = 'The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.'
const rfcRequest = 'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.'
const autheliaMethod = (used: string, wanted: string) =>
  `The request was determined to be using 'token_endpoint_auth_method' method '${used}', however the OAuth 2.0 client registration does not allow this method. The registered client with id 'foo' is configured to only support 'token_endpoint_auth_method' method '${wanted}'.`
const secret = { hasSecret: true }
const refreshed: Partial<Symptom> = { failure: 'session-ended', hasSecret: true }
const asked: Partial<Symptom> = { failure: 'authorization-refused', hasSecret: true, pkce: true }
const [client, grant, request, unauthorized] = [
  ['invalid_client'], ['invalid_grant'], ['invalid_request'], ['unauthorized_client'],
]

/** Answers of real servers, by project: their sources and issues show these texts. */
export const serverAnswers: Record<string, ServerAnswer[]> = {
  Keycloak: [
    [
      'client-credentials-wrong',
      { ...secret, codes: unauthorized, description: 'Invalid client or Invalid client credentials' },
    ],
    ['client-credentials-wrong', { ...secret, codes: client, description: 'Invalid client credentials' }],
    // 26.7: a client with a secret, walked with --auth-method none, and with client_secret_jwt.
    [
      'client-proof-off',
      {
        ...secret, provesNothing: true, codes: unauthorized,
        description: 'Invalid client or Invalid client credentials', status: 401,
      },
    ],
    [
      'client-method-chosen',
      {
        ...secret, choseMethod: true, failure: 'push-refused', codes: request, description: 'Authentication failed.',
        status: 401,
      },
    ],
    [
      'client-method-chosen',
      {
        provesBy: 'signed-secret', choseMethod: true, codes: unauthorized,
        description: 'Invalid client or Invalid client credentials', status: 401,
      },
    ],
    [
      'client-secret-missing',
      { hasSecret: false, codes: unauthorized, description: 'Client secret not provided in request' },
    ],
    [
      'client-assertion-missing',
      { hasSecret: false, codes: client, description: 'Parameter client_assertion_type is missing' },
    ],
    [
      'client-assertion-missing',
      { ...secret, codes: client, description: 'Parameter client_assertion_type is missing' },
    ],
    ['push-required', { ...asked, codes: request, description: 'Pushed Authorization Request is only allowed.' }],
    [
      'keycloak-session-none',
      {
        failure: 'userinfo-refused', step: 'userinfo', codes: ['invalid_token'], status: 401,
        description: 'user_session_not_found',
      },
    ],
    ['refresh-off', { failure: 'not-refreshable', hasSecret: true, scope: 'openid offline_access' }],
    // On a page of its own.
    ['push-required', { ...asked, codes: [], pushed: false, description: 'PAR request_uri not included.' }],
    ['certificate-missing', { codes: request, description: 'Client Certification missing for MTLS HoK Token Binding' }],
    ['proof-missing', { dpop: false, codes: request, description: 'DPoP proof is missing' }],
    [
      'client-credentials-wrong',
      { ...secret, failure: 'push-refused', codes: request, description: 'Authentication failed.' },
    ],
    [
      'client-unknown-or-unproven',
      { hasSecret: false, failure: 'push-refused', codes: request, description: 'Authentication failed.' },
    ],
    [
      'client-key-refused',
      { provesBy: 'key', failure: 'push-refused', codes: request, description: 'Authentication failed.' },
    ],
    [
      'client-signature-refused',
      { provesBy: 'signed-secret', failure: 'push-refused', codes: request, description: 'Authentication failed.' },
    ],
    [
      'client-certificate-unshown',
      { provesBy: 'unshown', failure: 'push-refused', codes: request, description: 'Authentication failed.' },
    ],
    [
      'client-certificate-refused',
      { provesBy: 'certificate', failure: 'push-refused', codes: request, description: 'Authentication failed.' },
    ],
    [
      'signed-request-required',
      {
        ...asked, signsRequest: false, codes: request, description: 'Missing parameter: \'request\' or \'request_uri\'',
      },
    ],
    [
      'keycloak-request',
      { ...asked, failure: 'push-refused', signsRequest: false, codes: request, description: 'invalidRequestMessage' },
    ],
    [
      'exchange-audience',
      { failure: 'grant-refused', codes: ['invalid_client'], description: 'Audience not found', status: 400 },
    ],
    [
      'keycloak-lightweight',
      {
        failure: 'userinfo-refused', codes: ['invalid_token'],
        description: 'Lightweight access token not allowed for userinfo endpoint',
      },
    ],
    [
      'keycloak-offline',
      {
        ...secret, codes: ['not_allowed'], description: 'Offline tokens not allowed for the user or client',
        status: 400,
      },
    ],
    ['keycloak-code', { ...secret, codes: grant, description: 'Code not valid' }],
    ['redirect-uri-differs', { ...secret, codes: grant, description: 'Incorrect redirect_uri' }],
    ['keycloak-redirect', { ...secret, codes: request, description: 'Invalid parameter: redirect_uri' }],
    ['pkce-failed', { ...secret, codes: grant, description: 'PKCE verification failed: Code mismatch' }],
    [
      'pkce-required',
      { ...asked, pkce: false, codes: request, description: 'Missing parameter: code_challenge_method' },
    ],
    ['refresh-token-dead', { ...refreshed, codes: grant, description: 'Session not active' }],
    ['refresh-token-dead', { ...refreshed, codes: grant, description: 'Token is not active' }],
    [
      'keycloak-openid',
      { failure: 'userinfo-refused', codes: ['insufficient_scope'], description: 'Missing openid scope' },
    ],
    [
      'standard-flow-off',
      {
        ...asked, codes: unauthorized,
        description: 'Client is not allowed to initiate browser login with given response_type. Standard flow is disabled for the client.',
      },
    ],
    ['client-disabled', { ...secret, codes: client, description: 'Client not enabled' }],
    [
      'scope-unknown',
      { ...asked, codes: ['invalid_scope'], description: 'Invalid scopes: openid nope', scope: 'openid nope' },
    ],
    ['device-client', { failure: 'device-refused', hasSecret: false, codes: client, description: 'Invalid client' }],
  ],
  'Ory Hydra': [
    ['client-credentials-wrong', { ...secret, codes: client, description: rfcClient }],
    ['client-secret-missing', { hasSecret: false, codes: client, description: rfcClient }],
    [
      'client-unknown',
      { ...secret, codes: client, description: `${rfcClient} The requested OAuth 2.0 Client does not exist.` },
    ],
    [
      'client-authentication-method',
      {
        ...secret, codes: client,
        description: `${rfcClient} The OAuth 2.0 Client supports client authentication method 'client_secret_basic', but method 'client_secret_post' was requested. You must configure the OAuth 2.0 client's 'token_endpoint_auth_method' value to accept 'client_secret_post'.`,
      },
    ],
    [undefined, { ...secret, codes: grant, description: rfcGrant }],
    [
      'code-used',
      { ...secret, codes: grant, description: `${rfcGrant} The authorization code has already been used.` },
    ],
    [
      'code-of-another-client',
      {
        ...secret, codes: grant,
        description:
          `${rfcGrant} The OAuth 2.0 Client ID from this request does not match the one from the authorize request.`,
      },
    ],
    [
      'redirect-uri-differs',
      {
        ...secret, codes: grant,
        description:
          `${rfcGrant} The "redirect_uri" from this request does not match the one from the authorize request.`,
      },
    ],
    [
      'pkce-failed',
      { ...secret, codes: grant, description: `${rfcGrant} The PKCE code challenge did not match the code verifier.` },
    ],
    [
      'pkce-required',
      {
        ...asked, pkce: false, codes: request,
        description: `${rfcRequest} Clients must include a code_challenge when performing the authorize code flow, but it is missing.`,
      },
    ],
    [
      'redirect-uri-unregistered',
      {
        ...asked, codes: request,
        description: `${rfcRequest} The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's pre-registered redirect urls.`,
      },
    ],
    [
      'audience-not-allowed',
      {
        ...asked, codes: request,
        description: `${rfcRequest} Requested audience 'https://api' has not been whitelisted by the OAuth 2.0 Client.`,
      },
    ],
    [
      'scope-not-allowed',
      {
        ...asked, codes: ['invalid_scope'],
        description: 'The requested scope is invalid, unknown, or malformed. The OAuth 2.0 Client is not allowed to request scope \'profile\'.',
      },
    ],
    [
      'refresh-not-allowed',
      {
        ...refreshed, codes: unauthorized,
        description: 'The client is not authorized to request a token using this method. The OAuth 2.0 Client is not allowed to use authorization grant \'refresh_token\'.',
      },
    ],
    [
      'grant-type-not-allowed',
      {
        ...asked, codes: unauthorized,
        description: 'The client is not authorized to request a token using this method. The OAuth 2.0 Client is not allowed to use authorization grant \'authorization_code\'.',
      },
    ],
    [
      'refresh-token-dead',
      { ...refreshed, codes: grant, description: `${rfcGrant} The refresh token was already used.` },
    ],
    [
      'client-assertion-missing',
      {
        ...secret, codes: client,
        description: `${rfcClient} The OAuth 2.0 Client supports client authentication method 'private_key_jwt', but method 'client_secret_post' was requested. You must configure the OAuth 2.0 client's 'token_endpoint_auth_method' value to accept 'client_secret_post'.`,
      },
    ],
    [
      'client-assertion-missing',
      {
        ...secret, codes: client,
        description:
          `${rfcClient} The client_assertion request parameter must be set when using client_assertion_type of 'x'.`,
      },
    ],
  ],
  Authelia: [
    [
      'client-credentials-wrong',
      {
        ...secret, codes: client,
        description: 'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)',
      },
    ],
    [
      'client-authentication-method',
      {
        ...secret, codes: client,
        description: `${rfcClient} ${autheliaMethod('client_secret_post', 'client_secret_basic')}`,
      },
    ],
    [
      'client-secret-missing',
      { hasSecret: false, codes: client, description: `${rfcClient} ${autheliaMethod('none', 'client_secret_basic')}` },
    ],
    [
      'client-assertion-missing',
      {
        ...secret, codes: client,
        description: `${rfcClient} ${autheliaMethod('client_secret_post', 'private_key_jwt')}`,
      },
    ],
    [
      'audience-not-allowed',
      {
        ...asked, codes: ['invalid_target'],
        description: 'Requested audience "https://api" has not been whitelisted by the OAuth 2.0 Client.',
      },
    ],
  ],
  Canaille: [
    [
      'client-credentials-wrong',
      {
        ...secret, codes: client,
        description: 'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)',
      },
    ],
    ['code-refused', { ...secret, codes: grant, description: 'Invalid "code" in request.' }],
    ['redirect-uri-unregistered', { ...secret, codes: grant, description: 'Invalid "redirect_uri" in request.' }],
    [
      'redirect-uri-unregistered',
      { ...asked, codes: request, description: 'Redirect URI http://127.0.0.1:1/callback is not supported by client.' },
    ],
    ['pkce-failed', { ...secret, codes: grant, description: 'Code challenge failed.' }],
    ['pkce-required', { ...asked, pkce: false, codes: request, description: 'Missing "code_challenge"' }],
    [
      'scope-unknown',
      { ...asked, codes: ['invalid_scope'], description: 'The requested scope is invalid, unknown, or malformed.' },
    ],
  ],
  'django-oidc-provider': [
    [
      'client-credentials-wrong',
      {
        ...secret, codes: client,
        description: 'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)',
      },
    ],
    [
      undefined,
      {
        ...secret, codes: grant,
        description: 'The provided authorization grant or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client',
      },
    ],
    [
      'client-unknown',
      { ...asked, codes: ['Client ID Error'], description: 'The client identifier (client_id) is missing or invalid.' },
    ],
    [
      'redirect-uri-unregistered',
      {
        ...asked, codes: ['Redirect URI Error'],
        description: 'The request fails due to a missing, invalid, or mismatching redirection URI (redirect_uri).',
      },
    ],
  ],
  Authentik: [
    [
      'client-credentials-wrong',
      {
        ...secret, codes: client,
        description: 'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)',
      },
    ],
    [
      'grant-type-not-allowed',
      {
        ...asked, codes: unauthorized,
        description: 'The client is not authorized to request an authorization code using this method',
      },
    ],
    [
      'scope-unknown',
      {
        ...asked, codes: ['invalid_scope'],
        description:
          'The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner',
      },
    ],
    [
      undefined,
      {
        failure: 'access-denied', codes: ['access_denied'],
        description: 'The resource owner or authorization server denied the request',
      },
    ],
  ],
  'django-oauth-toolkit': [
    ['client-credentials-wrong', { ...secret, codes: client }],
    ['client-secret-missing', { hasSecret: false, codes: client }], [undefined, { ...secret, codes: grant }],
    ['client-unknown', { ...asked, codes: request, description: 'Invalid client_id parameter value.' }],
    ['redirect-uri-unregistered', { ...asked, codes: request, description: 'Mismatching redirect URI.' }],
    ['pkce-required', { ...asked, pkce: false, codes: request, description: 'Code challenge required.' }],
  ],
  glewlwyd: [
    ['code-expired', { ...secret, codes: ['invalid_code'], status: 403 }],
    ['client-credentials-wrong', { ...secret, codes: client }],
    ['grant-type-not-allowed', { ...asked, codes: unauthorized }],
    ['client-not-accepted', { ...secret, codes: unauthorized, status: 403 }],
  ],
  Gitea: [
    ['gitea-grant-scope', { ...asked, codes: ['server_error'], description: 'a grant exists with different scope' }],
    ['client-secret-wrong', { ...secret, codes: unauthorized, description: 'invalid client secret' }],
    ['client-secret-missing', { hasSecret: false, codes: unauthorized, description: 'invalid empty client secret' }],
    ['client-unknown', { ...secret, codes: client, description: 'cannot load client with client id: "x"' }],
    ['code-refused', { ...secret, codes: unauthorized, description: 'client is not authorized' }],
    ['pkce-failed', { ...secret, codes: unauthorized, description: 'failed PKCE code challenge' }],
    ['refresh-token-dead', { ...refreshed, codes: unauthorized, description: 'token was already used' }],
    ['redirect-uri-unregistered', { ...asked, codes: request, description: 'Unregistered Redirect URI' }],
  ],
  'node-oauth2-server': [
    ['code-expired', { ...secret, codes: grant, description: 'Invalid grant: authorization code has expired' }],
    ['code-refused', { ...secret, codes: grant, description: 'Invalid grant: authorization code is invalid' }],
    ['client-credentials-wrong', { ...secret, codes: client, description: 'Invalid client: client is invalid' }],
    [
      'client-secret-missing',
      { hasSecret: false, codes: client, description: 'Invalid client: cannot retrieve client credentials' },
    ],
    [
      'redirect-uri-unregistered',
      { ...asked, codes: client, description: 'Invalid client: `redirect_uri` does not match client value' },
    ],
    ['redirect-uri-differs', { ...secret, codes: request, description: 'Invalid request: `redirect_uri` is invalid' }],
    ['pkce-failed', { ...secret, codes: grant, description: 'Invalid grant: code verifier is invalid' }],
    ['refresh-token-dead', { ...refreshed, codes: grant, description: 'Invalid grant: refresh token has expired' }],
  ],
  Dex: [
    [
      'redirect-uri-unregistered',
      { ...asked, codes: request, description: 'Unregistered redirect_uri ("http://127.0.0.1:1/callback").' },
    ], ['client-unknown', { ...asked, codes: request, description: 'Invalid client_id ("x").' }],
    ['client-credentials-wrong', { ...secret, codes: client, description: 'Invalid client credentials.' }],
    ['client-secret-missing', { hasSecret: false, codes: client, description: 'Invalid client credentials.' }],
    ['code-expired', { ...secret, codes: request, description: 'Invalid or expired code parameter.' }],
    [
      'refresh-token-dead',
      {
        ...refreshed, codes: request,
        description: 'Refresh token is invalid or has already been claimed by another client.',
      },
    ],
    ['scope-unknown', { ...asked, codes: ['invalid_scope'], description: 'Unrecognized scope(s) ["nope"]' }],
  ],
  Zitadel: [
    ['client-credentials-wrong', { ...secret, codes: client, description: 'invalid client_id / client_secret' }],
    ['client-secret-missing', { hasSecret: false, codes: client, description: 'empty client secret' }],
    [
      'client-assertion-missing',
      { hasSecret: false, codes: request, description: 'client_id or client_assertion must be provided' },
    ], ['client-unknown', { ...asked, codes: request, description: 'Errors.App.NotFound' }],
    ['client-secret-missing', { hasSecret: false, codes: client, description: 'invalid client_id / client_secret' }],
    [
      'redirect-uri-unregistered',
      {
        ...asked, codes: request,
        description: 'The requested redirect_uri is missing in the client configuration. If you have any questions, you may contact the administrator of the application.',
      },
    ],
  ],
  Auth0: [
    ['client-credentials-wrong', { ...secret, codes: ['access_denied'], description: 'Unauthorized', status: 401 }],
    [
      'client-secret-missing', { hasSecret: false, codes: ['access_denied'], description: 'Unauthorized', status: 401 },
    ], ['client-unknown', { ...asked, codes: request, description: 'Unknown client: abc' }],
    ['auth0-code', { ...secret, codes: grant, description: 'Invalid authorization code', status: 403 }],
    ['pkce-failed', { ...secret, codes: grant, description: 'Failed to verify code verifier' }],
    [
      'redirect-uri-unregistered',
      {
        ...asked, codes: request, description: 'The provided redirect_uri is not in the list of allowed callback URLs.',
      },
    ],
    ['audience-not-allowed', { ...asked, codes: ['access_denied'], description: 'Service not found: https://api' }],
    ['refresh-token-dead', { ...refreshed, codes: grant, description: 'Unknown or invalid refresh token.' }],
  ],
  Okta: [
    ['client-unknown', { ...secret, codes: client, description: 'Invalid value for \'client_id\' parameter.' }],
    [
      'client-secret-wrong',
      { ...secret, codes: client, description: 'The client secret supplied for a confidential client is invalid.' },
    ],
    [
      'client-credentials-wrong',
      {
        ...secret, codes: client,
        description: 'Client authentication failed. Either the client or the client credentials are invalid.',
      },
    ],
    [
      'client-secret-missing',
      {
        hasSecret: false, codes: client,
        description: 'Client authentication failed. Either the client or the client credentials are invalid.',
      },
    ],
    [
      'client-assertion-missing',
      { ...secret, codes: client, description: 'Browser requests to the token endpoint must use private_key_jwt.' },
    ],
    [
      'redirect-uri-unregistered',
      {
        ...asked, codes: request,
        description:
          'The \'redirect_uri\' parameter must be a Login redirect URI in the client app settings: https://x',
      },
    ],
    ['code-expired', { ...secret, codes: grant, description: 'The authorization code is invalid or has expired.' }],
    ['refresh-token-dead', { ...refreshed, codes: grant, description: 'The refresh token is invalid or expired.' }],
    [
      'policy',
      {
        failure: 'access-denied', codes: ['access_denied'],
        description: 'Policy evaluation failed for this request, please check the policy configurations.',
      },
    ],
    [
      'scope-unknown',
      {
        ...asked, codes: ['invalid_scope'],
        description: 'One or more scopes are not configured for the authorization server resource.',
      },
    ],
  ],
  'MCP servers': [
    ['document-client-unknown', { byDocument: true, hasSecret: false, codes: client, description: 'Unknown client' }],
    ['client-id-unsaid', { ...secret, codes: request, description: 'client_id is required' }],
    ['resource-forbids', { failure: 'resource-refused', status: 403, codes: ['forbidden'] }],
    [
      'entra-resource-scope',
      {
        ...asked, codes: ['invalid_target'],
        description:
          'AADSTS9010010: The resource parameter provided in the request doesn\'t match with the requested scopes.',
      },
    ],
    [
      'entra-same-application',
      {
        failure: 'refresh-refused', codes: request,
        description: 'AADSTS90009: Application \'api\' is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.',
      },
    ],
  ],
  'Microsoft Entra': [
    [
      'entra-secret',
      {
        ...secret, codes: client,
        description: 'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
      },
    ],
    [
      'entra-confidential-client',
      {
        hasSecret: false, codes: client,
        description: 'AADSTS7000218: The request body must contain the following parameter: \'client_assertion\' or \'client_secret\'.',
      },
    ],
  ],
  Google: [
    [
      'google-secret', { preset: 'google', codes: request, description: 'client_secret is missing.', hasSecret: false },
    ], ['client-unknown', { ...secret, codes: client, description: 'The OAuth client was not found.' }],
    ['client-secret-wrong', { ...secret, codes: client, description: 'The provided client secret is invalid.' }],
    ['google-testing', { ...refreshed, codes: grant, description: 'Token has been expired or revoked.' }],
    ['code-expired', { ...secret, codes: grant, description: 'Malformed auth code.' }],
    ['client-credentials-wrong', { ...secret, codes: client, description: 'Unauthorized' }],
  ],
  'IdentityServer, Duende': [
    ['client-credentials-wrong', { ...secret, codes: client }], [undefined, { ...secret, codes: grant }],
    ['grant-type-not-allowed', { ...asked, codes: unauthorized }],
  ],
  'Spring Authorization Server': [
    ['client-credentials-wrong', { ...secret, codes: client, status: 401 }],
    ['refresh-public-client', { failure: 'not-refreshable', hasSecret: false, scope: 'openid offline_access' }],
  ],
  'node-oidc-provider': [
    ['client-credentials-wrong', { ...secret, codes: client, description: 'client authentication failed' }],
    ['client-secret-missing', { hasSecret: false, codes: client, description: 'client authentication failed' }],
    [
      'client-unknown-or-unproven',
      { hasSecret: false, failure: 'push-refused', codes: client, description: 'client authentication failed' },
    ],
    ['push-required', { ...asked, codes: request, description: 'Pushed Authorization Request must be used' }],
    [
      'signed-request-required',
      { ...asked, codes: request, description: 'Request Object must be used by this client' },
    ],
    [
      'response-mode-refused',
      { ...asked, codes: request, description: 'requested response_mode is not allowed for this client or request' },
    ],
    ['client-assertion-missing', { ...secret, codes: request, description: 'client_assertion must be provided' }],
    ['client-unknown', { ...asked, codes: client, description: 'client is invalid' }],
    [
      'authentication-twice',
      { ...secret, codes: request, description: 'client authentication must only be provided using one mechanism' },
    ],
    [
      'client-authentication-method',
      {
        ...secret, codes: client,
        description: 'the provided authentication mechanism does not match the registered client authentication method',
      },
    ],
    [
      'proof-perhaps-missing',
      { ...secret, dpop: false, offersProof: true, codes: grant, description: 'grant request is invalid' },
    ],
    ['code-refused', { ...secret, codes: grant, description: 'grant request is invalid' }],
    ['refresh-token-dead', { ...refreshed, codes: grant, description: 'grant request is invalid' }],
    [
      'redirect-uri-unregistered',
      {
        ...asked, codes: request,
        description: 'redirect_uri did not match any of the client\'s registered redirect_uris',
      },
    ],
    [
      'pkce-required',
      {
        ...asked, pkce: false, codes: request,
        description: 'Authorization Server policy requires PKCE to be used for this request',
      },
    ],
  ],
  'the TypeScript SDK of MCP': [
    ['redirect-port-exact', { ...asked, anyPort: true, codes: request, description: 'Unregistered redirect_uri' }],
    ['redirect-uri-unregistered', { ...asked, codes: request, description: 'Unregistered redirect_uri' }],
  ],
  'the Python SDK of MCP': [
    [
      'client-id-in-body',
      { ...secret, failure: 'token-refused', codes: unauthorized, description: 'Missing client_id' },
    ],
  ],
  'doorkeeper (GitLab)': [
    [
      'client-credentials-wrong',
      {
        ...secret, codes: client,
        description: 'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
      },
    ],
    [
      undefined,
      {
        ...secret, codes: grant,
        description: 'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
      },
    ],
    [
      'redirect-uri-unregistered',
      {
        ...asked, codes: ['invalid_request'],
        description: 'The requested redirect uri is malformed or doesn\'t match client redirect URI.',
      },
    ],
    [
      'scope-unknown',
      { ...asked, codes: ['invalid_scope'], description: 'The requested scope is invalid, unknown, or malformed.' },
    ],
  ],
  'BMW (Gigya)': [
    [
      'client-credentials-wrong',
      {
        ...secret, codes: client,
        description: 'Client authentication failed (e.g., login failure, unknown client, no client authentication included or unsupported authentication method)',
      },
    ],
  ],
  others: [
    [
      'linkedin-grant',
      {
        codes: request,
        description: 'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists',
      },
    ],
    ['x-client-type', { codes: unauthorized, description: 'Missing valid authorization header' }],
    ['code-expired', { codes: request, description: 'Value passed for the authorization code was invalid.' }],
    ['refresh-token-dead', { failure: 'session-ended', codes: grant, description: 'expired access/refresh token' }],
    ['code-used', { codes: ['100'], description: 'This authorization code has been used.' }],
    ['code-used', { ...secret, codes: grant, description: 'Code was already used' }],
    ['code-used', { ...secret, codes: grant, description: 'The code has previously been redeemed' }],
    ['clock', { ...secret, codes: grant, description: 'Token used before issued' }],
  ],
}
