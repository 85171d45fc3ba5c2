/** Errors as providers write them, by their documentation and by public threads, with the cause of each. */
export const answers: readonly (readonly [cause: string, answer: string | object])[] = [
  [
    'apple-client',
    'curl -X POST https://appleid.apple.com/auth/token -d \'client_id=com.example.web&client_secret=eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ.eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNzk1ODU5OTAwLCJleHAiOjE3OTU4NjM1MDAsImF1ZCI6Imh0dHBzOi8vYXBwbGVpZC5hcHBsZS5jb20iLCJzdWIiOiJjb20uZXhhbXBsZS5hcHAifQ.c2ln&code=c123456789&grant_type=authorization_code\'\n{"error":"invalid_client"}',
  ],
  ['apple-code', { error: 'invalid_grant', error_description: 'The code has expired or has been revoked.' }],
  [
    'okta-assigned',
    'https://app.example.com/cb?state=kq8Jx0mW2pRz7Yt4&error=access_denied&error_description=User+is+not+assigned+to+the+client+application.',
  ],
  [
    'okta-redirect',
    '<!DOCTYPE html><html><head><title>400 Bad Request</title></head><body><h1>400 Bad Request</h1><p>Your request resulted in an error. The \'redirect_uri\' parameter must be a Login redirect URI in the client app settings: https://example-admin.okta.com/admin/app/oidc_client/instance/0oa1#tab-general</p></body></html>',
  ],
  [
    'okta-token',
    {
      errorCode: 'E0000011', errorSummary: 'Invalid token provided', errorLink: 'E0000011', errorId: 'oaeX',
      errorCauses: [],
    },
  ],
  [
    'okta-policy',
    {
      error: 'access_denied',
      error_description: 'Policy evaluation failed for this request, please check the policy configurations.',
    },
  ],
  [
    'auth0-callback',
    '<!DOCTYPE html><html><body><h1>Oops!, something went wrong</h1><p>Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs. Please go to the Application Settings page and make sure you are sending a valid callback url from your application.</p></body></html>',
  ],
  ['client-secret-wrong', { error: 'access_denied', error_description: 'Unauthorized' }],
  [
    'auth0-grant-type',
    {
      error: 'unauthorized_client', error_description: 'Grant type \'authorization_code\' not allowed for the client.',
      error_uri: 'https://auth0.com/docs/clients/client-grant-types',
    },
  ],
  [
    'auth0-localhost-consent',
    'http://localhost:3000/?error=consent_required&error_description=Consent%20required&state=kq8Jx0mW2pRz7Yt4',
  ],
  [
    'cognito-redirect',
    'https://example.auth.us-east-1.amazoncognito.com/error?error=redirect_mismatch&client_id=5bsjlins3936h9gvpi0c24ah5b',
  ],
  [
    'cognito-client',
    'POST https://example.auth.us-east-1.amazoncognito.com/oauth2/token\ngrant_type=authorization_code&client_id=5bs&code=abc123456789&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb\n\nHTTP/1.1 400 Bad Request\n\n{"error":"invalid_client"}',
  ],
  ['cognito-scope', { __type: 'NotAuthorizedException', message: 'Access Token does not have required scopes' }],
  [
    'keycloak-redirect',
    '<!DOCTYPE html><html><body><h1>We are sorry...</h1><p id="kc-error-message">Invalid parameter: redirect_uri</p></body></html>',
  ],
  ['redirect-uri-differs', { error: 'invalid_grant', error_description: 'Incorrect redirect_uri' }],
  [
    'linkedin-grant',
    {
      error: 'invalid_request',
      error_description: 'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists',
    },
  ],
  [
    'keycloak-code',
    '2026-11-28 WARN [org.keycloak.events] type=CODE_TO_TOKEN_ERROR, realmId=shop, clientId=shop-web, error=invalid_code, grant_type=authorization_code',
  ],
  [
    'keycloak-cookie',
    '<!DOCTYPE html><html><body><p>Cookie not found. Please make sure cookies are enabled in your browser.</p></body></html>',
  ],
  ['keycloak-account', { error: 'invalid_grant', error_description: 'Account is not fully set up' }],
  [
    'client-credentials-wrong',
    { error: 'unauthorized_client', error_description: 'Invalid client or Invalid client credentials' },
  ],
  ['keycloak-session', { error: 'invalid_grant', error_description: 'Session not active' }],
  [
    'github-redirect',
    'https://app.example.com/?error=redirect_uri_mismatch&error_description=The+redirect_uri+MUST+match+the+registered+callback+URL+for+this+application.&error_uri=https%3A%2F%2Fdocs.github.com%2Fapps&state=kq8Jx0mW2pRz7Yt4',
  ],
  [
    'github-credentials',
    {
      error: 'incorrect_client_credentials',
      error_description: 'The client_id and/or client_secret passed are incorrect.',
    },
  ],
  [
    'grant-of-another-kind',
    {
      error: 'invalid_grant',
      error_description: 'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
    },
  ],
  ['slack-redirect', { ok: false, error: 'bad_redirect_uri' }],
  [
    'linkedin-revoked',
    {
      status: 401, serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN',
      message: 'The token used in the request has been revoked by the user',
    },
  ],
  ['linkedin-old-api', { serviceErrorCode: 100, message: 'Not enough permissions to access: GET /me', status: 403 }],
  ['discord-code', { error: 'invalid_grant', error_description: 'Invalid "code" in request.' }],
  ['spotify-insecure', 'INVALID_CLIENT: Insecure redirect URI'],
  ['code-refused', { error: 'invalid_grant', error_description: 'Invalid authorization code' }],
  ['redirect-uri-unregistered', { status: 400, message: 'Parameter redirect_uri does not match registered URI' }],
  ['x-client-type', { error: 'unauthorized_client', error_description: 'Missing valid authorization header' }],
  ['refresh-token-rotated', { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' }],
  ['redirect-uri-unregistered', { reason: 'Invalid redirect url', error: 'invalid_request' }],
  [
    'facebook-domain',
    {
      error: {
        message: 'Can\'t Load URL: The domain of this URL isn\'t included in the app\'s domains.',
        type: 'OAuthException', code: 191, fbtrace_id: 'A',
      },
    },
  ],
  [
    'facebook-redirect-differs',
    {
      error: {
        message: 'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
        type: 'OAuthException', code: 100, error_subcode: 36008, fbtrace_id: 'A',
      },
    },
  ],
  ['salesforce-grant', { error: 'invalid_grant', error_description: 'authentication failure' }],
  [
    'google-redirect',
    '<!DOCTYPE html><html><head><title>Error 400: redirect_uri_mismatch</title></head><body><div>Access blocked: This app’s request is invalid</div><p>You can’t sign in because this app sent an invalid request.</p><p>Error 400: redirect_uri_mismatch</p></body></html>',
  ],
  [
    'google-test-user',
    '<!DOCTYPE html><html><body><h1>Access blocked: example has not completed the Google verification process</h1><p>The app is currently being tested, and can only be accessed by developer-approved testers.</p><p>Error 403: access_denied</p></body></html>',
  ],
  [
    'google-jwt-time',
    {
      error: 'invalid_grant',
      error_description: 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    },
  ],
  [
    'google-delegation',
    {
      error: 'unauthorized_client',
      error_description: 'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    },
  ],
  [
    'access-token-dead',
    {
      error: {
        code: 401,
        message: 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
        status: 'UNAUTHENTICATED',
      },
    },
  ],
  ['google-secret', { error: 'invalid_request', error_description: 'client_secret is missing.' }],
  ['dingtalk-code', { code: 'invalidParameter.authCode.notFound', requestid: 'ABC', message: '不合法的临时授权码' }],
  ['dingtalk-code', { errcode: 40078, errmsg: '不存在的临时授权码' }],
  [
    'code-expired',
    {
      code: 20003, error: 'invalid_grant',
      error_description:
        'The authorization code is not found. Please note that an authorization code can only be used once.',
    },
  ],
  [
    'code-of-another-client',
    {
      code: 20024, error: 'invalid_grant',
      error_description: 'The provided authorization code or refresh token does not match the provided client ID.',
    },
  ],
  ['wechat-domain', '<!DOCTYPE html><html><body><p>redirect_uri 参数错误</p></body></html>'],
  ['wechat-scope', '<!DOCTYPE html><html><body><p>Scope 参数错误或没有 Scope 权限</p></body></html>'],
  ['wechat-secret', { errcode: 40125, errmsg: 'invalid appsecret, rid: 5f' }],
  ['wechat-application', { errcode: 40013, errmsg: 'invalid appid' }],
  ['wechat-permission', { errcode: 48001, errmsg: 'api unauthorized, hints: [ req_id: 1 ]' }],
  [
    'wecom-domain',
    {
      errcode: 50001,
      errmsg: 'redirect_url未登记可信域名, hint: [1], from ip: 1.2.3.4, more info at https://open.work.weixin.qq.com/devtool/query?e=50001',
    },
  ],
  ['access-token-dead', 'callback( {"error":100016,"error_description":"access token check failed"} );'],
  ['code-expired', { data: { captcha: '', desc_url: '', description: '授权码过期', error_code: 10007 }, message: 'error' }],
  ['code-used', { code: 403, data: 'authorization code has been used' }],
  ['grant-of-another-kind', { error: 'invalid_grant', error_description: '授权方式无效，或者登录回调地址无效、过期或已被撤销' }],
  ['refresh-token-rotated', { error: 'expired_token', error_description: 'refresh token has been used' }],
  ['code-refused', { sub_error: 20155, error_description: 'the code is invalid', error: 1101 }],
  ['code-refused', '&&&START&&&{"error":96013,"error_description":"invalid authorization code"}'],
  [
    'alipay-signature',
    {
      error_response: {
        code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-signature',
        sub_msg: '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配',
      },
    },
  ],
  [
    'pkce-failed',
    {
      error: 'invalid_grant',
      error_description:
        'AADSTS501481: The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    },
  ],
  [
    'entra-consent',
    {
      error: 'invalid_grant',
      error_description:
        'AADSTS65001: The user or administrator has not consented to use the application with ID \'5e0f\' named \'x\'.',
      suberror: 'consent_required',
    },
  ],
  [
    'entra-resource-unknown',
    {
      error: 'invalid_resource',
      error_description:
        'AADSTS500011: The resource principal named api://x was not found in the tenant named Contoso.',
    },
  ],
  [
    'entra-application',
    '<!DOCTYPE html><html><body><div>AADSTS700016: Application with identifier \'abc\' was not found in the directory \'Contoso\'.</div></body></html>',
  ],
  [
    'entra-response-type',
    'https://app.example.com/#error=unsupported_response_type&error_description=AADSTS700054%3a+response_type+%27id_token%27+is+not+enabled+for+the+application.&state=kq8Jx0mW2pRz7Yt4',
  ],
  [
    'entra-redirect',
    '<!DOCTYPE html><html><body><div>AADSTS50011: The redirect URI \'http://portal.example.com/signin-oidc\' specified in the request does not match the redirect URIs configured for the application \'5e0f\'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.</div></body></html>',
  ],
  [
    'entra-spa-refresh',
    'ServerError: invalid_grant: AADSTS700084: The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which can not be extended.',
  ],
]
