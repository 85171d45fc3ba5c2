const now = 1_795_860_000
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object, header: object = { alg: 'RS256', typ: 'JWT', kid: 'k1' }) =>
  `${part(header)}.${part(claims)}.${'c2ln'.repeat(86)}`
const idToken = {
  iss: 'https://id.example.com', aud: 'app', sub: 'u1', exp: now + 3600, iat: now - 5, nonce: 'n-0S6_WzA2Mj',
}

const [state, challenge] = ['cSmEHgaKwVJ7faC9qEwjky40UVsWmflz', 'bZHO9XB33W9zLBKUZMYTvORPrLZcuxPfXcX7waGU-W0']
const proof
  = `state=${state}&nonce=R4p7kQ2mZx9LwTb6VcYh3NfG8sJd1AeU&code_challenge=${challenge}&code_challenge_method=S256`
/** A request that is as it should be, with these parameters in place of its own. */
function ask(
  own: Record<string, string> = {}, at = 'https://id.example.com/authorize', raw = '', ending = '',
): string {
  const usual = {
    response_type: 'code', client_id: 'app', redirect_uri: 'https://app.example.com/cb', scope: 'openid profile',
    ...own,
  }
  return `${at}?${new URLSearchParams(usual).toString()}&${proof}${raw}${ending}`
}

function exchange(at: string, more: Record<string, string>, answer: object, status = 200): string {
  const form = new URLSearchParams({
    grant_type: 'authorization_code', code: 'SplxlOBeZQQYbYS6WxSb', redirect_uri: 'https://app.example.com/cb', ...more,
  })
  return [
    `POST ${at}`, 'Content-Type: application/x-www-form-urlencoded', '', form.toString(), '',
    `HTTP/1.1 ${status}`, 'Content-Type: application/json', '', JSON.stringify(answer),
  ].join('\n')
}

function userinfo(body: string, type = 'application/json'): string {
  return [
    'GET https://id.example.com/userinfo', 'Authorization: Bearer 7bE1sT9qYx2vB', '', 'HTTP/1.1 200 OK',
    `Content-Type: ${type}`, '', body,
  ].join('\n')
}

const wechat = (query: string) => `https://open.weixin.qq.com/connect/oauth2/authorize?${query}#wechat_redirect`
const wecom = (more: string) => wechat(
  `appid=ww1234567890abcdef&redirect_uri=https%3A%2F%2Foa.example.cn%2Fcb&response_type=code&${more}&state=${state}`,
)
const granted = { access_token: 'jHkWEdUXMU1BwAsC4vtU', token_type: 'Bearer', expires_in: 3600 }
const modulus = 'sVdTZjyAsq5zZky65a8cSeUNAEUh2n-6PjeRJnNinM811N9AVRzYawP5K6pzU6hzLRBsRpXrK6L4b7RczBdxt'.repeat(4).slice(
  0, 342,
)
const key = { kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'k1', n: modulus, e: 'AQAB' }
const other = { kty: 'RSA', use: 'enc', alg: 'RSA-OAEP', kid: 'e1', n: modulus.replace('s', 't'), e: 'AQAB' }
const introspect = (host: string, answer: object) =>
  `curl -s -u api:8sd7fsd8f https://${host}/introspect -d token=${jwt({
    ...idToken, scope: 'orders',
  })}\n${JSON.stringify(answer)}`
const callback = (server: string) =>
  `GET https://app.example.com/cb?code=SplxlOBeZQQYbYS6WxSb&state=${state}&accounts-server=${encodeURIComponent(server)}\n`
const refresh = (api: string, host: string, name: string, status: number) => [
  exchange('https://login.example.com/token', { client_id: 'app' }, { ...granted, [name]: api }), '',
  `GET https://${host}/v2/users`, 'Authorization: Bearer jHkWEdUXMU1BwAsC4vtU', '', `HTTP/1.1 ${status}`, '',
].join('\n')
const entra = (secret: string, answer: object, status: number) => exchange(
  'https://login.microsoftonline.com/8f62cd3b-c917-437a-a0f8-71ab416f48ce/oauth2/v2.0/token',
  { client_id: 'c787265f-93a3-47bc-a1b9-9d2b193d15dd', client_secret: secret }, answer, status,
)
const google = (uri: string) =>
  ask({ redirect_uri: uri, scope: 'openid email' }, 'https://accounts.google.com/o/oauth2/v2/auth')

/** Inputs of each kind, and one that is as it should be. */
export const kinds: readonly (readonly [finding: string, inputs: readonly string[], control: string])[] = [
  [
    'ampersand-missing',
    [
      ask({ redirect_uri: 'https://app.example.com/cbscope=openid' }).replace('&scope=openid+profile', ''),
      `https://id.example.com/authorize?response_type=code&client_id=appredirect_uri=https%3A%2F%2Fapp.example.com%2Fcb&scope=openid&${proof}`,
    ],
    ask({ redirect_uri: 'https://app.example.com/cb?scope=all' }),
  ],
  [
    'scope-joined',
    [ask({ scope: 'openid profileemail' }), ask({ scope: 'email openid profileaws.cognito.signin.user.admin' })],
    ask({ scope: 'openid profile email address emailaddress profiles:read' }),
  ],
  [
    'redirect-uri-default-port',
    [ask({ redirect_uri: 'https://app.example.com:443/cb' }), ask({ redirect_uri: 'http://localhost:80/cb' })],
    ask({ redirect_uri: 'https://app.example.com:8443/cb' }),
  ],
  [
    'value-unfilled',
    [
      ask({ client_id: '' }), ask({ redirect_uri: 'None' }),
      'https://id.example.com/oidc/logout?post_logout_redirect_uri=https%3A%2F%2Fapp.example.com%2F&client_id=app&id_token_hint=undefined',
    ],
    ask({ prompt: 'none', login_hint: '' }),
  ],
  [
    'userinfo-signed',
    [
      userinfo(jwt(idToken), 'application/jwt'),
      `${userinfo(jwt(idToken), 'text/plain')}\nJSONDecodeError: Expecting value`,
    ],
    userinfo('{"sub":"u1"}'),
  ],
  [
    'userinfo-without-subject',
    [userinfo(JSON.stringify({ token: jwt(idToken) })), userinfo('{"email":"ada@example.com"}')],
    userinfo('{"sub":"u1","email":"ada@example.com"}'),
  ],
  [
    'claim-type',
    [`id_token: ${jwt({ ...idToken, email_verified: 'true' })}`, userinfo('{"sub":"u1","updated_at":"1795860000"}')],
    `id_token: ${jwt({ ...idToken, email_verified: true })}`,
  ],
  [
    'token-inactive-elsewhere',
    [introspect('keycloak.internal', { active: false }), introspect('127.0.0.1:8080', { active: false })],
    introspect('id.example.com', { active: true, sub: 'u1' }),
  ],
  [
    'token-inactive', [introspect('id.example.com', { active: false }), '{"active":false}'],
    '{"active":true,"sub":"u1"}',
  ],
  [
    'key-member-empty',
    [JSON.stringify({ keys: [{ ...key, crv: '' }] }), JSON.stringify({ keys: [{ ...key, x5c: [''] }] })],
    JSON.stringify({ keys: [key] }),
  ],
  [
    'key-to-encrypt',
    [
      `${JSON.stringify({ keys: [key, other] })}\njwt.exceptions.PyJWKError: Unable to find a algorithm for key: e1`,
      `${JSON.stringify({ keys: [other, key] })}\ninvalid jwks key: jwks unsupported key algorithm RSA-OAEP for e1`,
    ],
    JSON.stringify({ keys: [key, other] }),
  ],
  [
    'entra-secret-id',
    [
      entra('1f0c9a52-6c1e-4c1d-8a33-0c5f62d5f7ab', { error: 'invalid_client' }, 401),
      entra('1F0C9A52-6C1E-4C1D-8A33-0C5F62D5F7AB', { error: 'invalid_client' }, 401),
    ],
    entra('Kq~8Q~s7dfkj3sdf8sdfKJHsdf', granted, 200),
  ],
  [
    'wecom-agent',
    [
      wecom('scope=snsapi_privateinfo'),
      wecom('scope=snsapi_privateinfo').replace('ww1234567890abcdef', 'wwfedcba0987654321'),
    ],
    wecom('scope=snsapi_privateinfo&agentid=1000002'),
  ],
  [
    'wechat-order',
    [
      wechat(`scope=snsapi_base&appid=wx2bf2a43e38ae7704&redirect_uri=https%3A%2F%2Fa.example.cn%2F&response_type=code&state=${state}`),
      wechat(`appid=wx2bf2a43e38ae7704&response_type=code&redirect_uri=https%3A%2F%2Fa.example.cn%2F&scope=snsapi_base&state=${state}`),
    ],
    wecom('scope=snsapi_base'),
  ],
  [
    'google-redirect-rule',
    [google('com.example.app://oauth2redirect'), google('com.googleusercontent.apps.407408://cb')],
    google('com.example.app:/oauth2redirect'),
  ],
  [
    'tokens-within',
    [
      '{"ok":true,"app_id":"A0","authed_user":{"id":"U1","access_token":"xoxp-1234"}}',
      '{"code":0,"data":{"access_token":"u-1234567","expires_in":7200}}',
    ],
    JSON.stringify(granted),
  ],
  ['server-named', ['https://accounts.zoho.com/oauth/v2/token', 'https://accounts.zoho.in/oauth/v2/token'].map(at =>
    callback('https://accounts.zoho.eu')
    + exchange(at, { client_id: 'app', client_secret: 'f8s7d6f8s7' }, { error: 'invalid_client' })),
  callback('https://accounts.zoho.eu')
  + exchange('https://accounts.zoho.eu/oauth/v2/token', { client_id: 'app', client_secret: 'f8s7d6f8s7' }, granted)],
  [
    'api-named',
    [
      refresh('https://www.zohoapis.eu', 'www.zohoapis.com', 'api_domain', 401),
      refresh('https://acme.my.salesforce.com', 'login.salesforce.com', 'instance_url', 403),
    ],
    refresh('https://www.zohoapis.eu', 'www.zohoapis.eu', 'api_domain', 200),
  ],
  [
    'words-email-unverified',
    [
      'Error redeeming code during OAuth2 callback: email in id_token (ada@home.example) isn\'t verified',
      '"error": "[invalid bearer token, oidc: email not verified]"',
    ],
    'level=info msg="the email of the user was verified" id_token claims read',
  ],
  [
    'words-email-missing',
    [
      'msg="Login provider didn\'t return an email address"',
      'error="Error getting email address: unsuccessful response status code 404"',
    ],
    'level=info msg="user info has email ada@example.com"',
  ],
  [
    'words-json-type',
    [
      'json: cannot unmarshal string into Go struct field .email_verified of type bool',
      'Parse(Error("invalid type: sequence, expected a string", line: 1))',
    ],
    'level=info msg="token response parsed" type=string',
  ],
  [
    'words-user-unread',
    [
      '[missing_user_info_uri] Missing required UserInfo Uri in UserInfoEndpoint',
      '[invalid_user_info_response] An error occurred while attempting to retrieve the UserInfo Resource: 401 null',
    ],
    'level=info msg="user info fetched"',
  ],
  [
    'words-session-lost',
    [
      'oidc_restore_proto_state: no "mod_auth_openidc_state_ozyXg3KHgY88aR" state cookie found',
      'oidc_restore_proto_state: state has expired',
    ],
    'level=debug msg="state cookie found"',
  ],
  [
    'complaint-audience',
    [
      'audience from claim aud with value [test] does not match with any of allowed audiences map[oauth2-proxy:{}]',
      'Invalid audiences: `3831683172354` is not a trusted audience',
    ],
    'level=info msg="audience of the token is oauth2-proxy"',
  ],
  [
    'redirect-uri-unregistered',
    [
      'Invalid redirect: http%3A%2F%2Flocalhost%3A8089%2Fcb does not match one of the registered values: [http://localhost:8080/cb]',
      '{"event":"Invalid redirect uri","redirect_uri_given":"https://app.example.com/auth/login","redirect_uri_expected":["https://app.example.com/auth/callback"]}',
    ],
    '{"event":"Redirect uri","redirect_uri_given":"https://app.example.com/auth/login","redirect_uri_expected":["https://app.example.com/auth/login"]}',
  ],
]
