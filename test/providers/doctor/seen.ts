import type { Symptom } from '../../../src/providers/doctor/index.ts'

/** A diagnosis and an answer that it must be found for. */
export type Seen = [diagnosis: string, answer: Partial<Symptom>]

const entra = (number: number, words = 'Trace ID: 0', codes = ['invalid_request']): Partial<Symptom> => ({ codes, description: `AADSTS${number}: ${words}` })
const numbers = (id: string, preset: string, ...codes: number[]): Seen[] => codes.map(code => [id, { preset, codes: [String(code)] }])
const refresh = (id: string, ...presets: string[]): Seen[] => presets.map(preset => [id, { failure: 'not-refreshable', preset }])
const grant = ['invalid_grant']

const microsoft: Seen[] = ([
  ['entra-redirect', 50011, 900971], ['entra-spa', 9002327], ['entra-public-client', 700025], ['entra-confidential-client', 7000218], ['entra-secret', 7000215, 70002],
  ['entra-secret-expired', 7000222], ['entra-application', 700016], ['entra-application-disabled', 7000112, 70001], ['entra-tenant', 90002],
  ['entra-tenant-wrong', 700005], ['entra-single-tenant', 50194], ['entra-common', 9001023, 90124, 90130], ['entra-consumers', 9002332],
  ['entra-user', 50020, 50034, 500208, 16000], ['entra-assignment', 50105], ['entra-consent', 65001], ['entra-consent-refused', 65004],
  ['entra-admin-consent', 90094, 90095], ['entra-policy', 53003, 530032], ['entra-mfa', 50076, 50079], ['code-used', 54005], ['entra-grant-expired', 70008],
  ['pkce-failed', 501481], ['entra-scope', 70011, 28002, 28003], ['entra-two-resources', 700022], ['entra-resource-parameter', 901002],
  ['entra-parameter', 900144], ['entra-throttled', 90055], ['entra-again', 90006, 90024],
] as [string, ...number[]][]).flatMap(([id, ...all]) => all.map((number): Seen => [id, entra(number)]))

const western: Seen[] = [
  ['github-code', { preset: 'github', codes: ['bad_verification_code'], description: 'The code passed is incorrect or expired.', status: 200 }],
  ['github-credentials', { preset: 'github', codes: ['incorrect_client_credentials'], status: 200 }],
  ['github-redirect', { preset: 'github', codes: ['redirect_uri_mismatch'] }],
  ['github-email', { codes: ['unverified_user_email'] }],
  ['github-suspended', { failure: 'authorization-refused', codes: ['application_suspended'] }],
  ['google-redirect', { preset: 'google', codes: ['redirect_uri_mismatch'], status: 400 }],
  ['google-testing', { preset: 'google', failure: 'session-ended', codes: grant, description: 'Token has been expired or revoked.' }],
  ['google-secret', { preset: 'google', codes: ['invalid_request'], description: 'client_secret is missing.', hasSecret: false }],
  ['google-test-user', { preset: 'google', failure: 'access-denied', codes: ['access_denied'] }],
  ['google-policy', { codes: ['admin_policy_enforced'] }], ['google-internal', { codes: ['org_internal'] }],
  ['google-user-agent', { codes: ['disallowed_useragent'] }], ['google-deleted', { codes: ['deleted_client'] }],
  ['slack-redirect', { preset: 'slack', codes: ['bad_redirect_uri'] }], ['code-expired', { preset: 'slack', codes: ['invalid_code'] }],
  ['client-secret-wrong', { preset: 'slack', codes: ['bad_client_secret'] }], ['client-unknown', { codes: ['invalid_client_id'] }],
  ['slack-authorization-address', { codes: ['oauth_authorization_url_mismatch'] }],
  ['apple-client', { preset: 'apple', codes: ['invalid_client'] }], ['apple-code', { preset: 'apple', codes: grant, description: 'The code has already been used.' }],
  ['linkedin-grant', { codes: ['invalid_request'], description: 'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists' }],
  ['x-client-type', { codes: ['unauthorized_client'], description: 'Missing valid authorization header' }],
  ['code-expired', { codes: ['invalid_request'], description: 'Value passed for the authorization code was invalid.' }],
  ['notion-authentication', { preset: 'notion', codes: ['invalid_client'] }],
  ['keycloak-redirect', { codes: grant, description: 'Incorrect redirect_uri' }], ['keycloak-code', { codes: grant, description: 'Code not valid' }],
  ['keycloak-openid', { failure: 'userinfo-refused', codes: ['insufficient_scope'], description: 'Missing openid scope' }],
  ['auth0-code', { preset: 'auth0', codes: grant, description: 'Invalid authorization code', status: 403 }],
  ['auth0-client-grant', { preset: 'auth0', codes: ['unauthorized_client'] }],
  ['cognito-client', { preset: 'cognito', codes: ['invalid_client'] }], ['cognito-code', { preset: 'cognito', codes: grant }],
  ['cognito-firewall', { preset: 'cognito', codes: [], status: 403 }],
  ['refresh-token-dead', { failure: 'session-ended', codes: grant, description: 'expired access/refresh token' }],
  ['facebook-redirect', { preset: 'facebook', codes: ['191'] }], ...numbers('zoom-client', 'zoom', 4702, 4704),
]

const china: Seen[] = [
  ...numbers('wechat-code', 'wechat-web', 40029, 42003), ...numbers('wechat-code-used', 'wechat-web', 40163), ...numbers('wechat-secret', 'wechat-mp', 40125, 41004),
  ...numbers('wechat-application', 'wechat-web', 40013, 41002), ...numbers('wechat-refresh-token', 'wechat-web', 40030, 42002, 41003),
  ...numbers('wechat-access-token', 'wechat-web', 40001, 40014, 42001), ...numbers('wechat-openid', 'wechat-web', 40003, 41009),
  ...numbers('wechat-permission', 'wechat-web', 48001), ...numbers('wechat-domain', 'wechat-web', 10003), ...numbers('wechat-scope', 'wechat-mp', 10005),
  ...numbers('provider-busy', 'wechat-web', -1),
  ...numbers('qq-redirect', 'qq', 100010), ...numbers('qq-application', 'qq', 100008, 100001, 110401, 110404), ...numbers('qq-review', 'qq', 100011, 110406, 110407),
  ...numbers('client-secret-wrong', 'qq', 100009, 100002), ...numbers('code-used', 'qq', 100020), ...numbers('code-expired', 'qq', 100019, 100005, 100018),
  ...numbers('qq-refresh-token', 'qq', 100021, 100022), ...numbers('access-token-dead', 'qq', 100013, 100014, 100015, 100016), ...numbers('qq-permission', 'qq', 100030, 100031),
  ...numbers('weibo-redirect', 'weibo', 21322), ...numbers('client-secret-wrong', 'weibo', 21324), ...numbers('weibo-test-user', 'weibo', 21321),
  ...numbers('code-expired', 'weibo', 21325), ...numbers('access-token-dead', 'weibo', 21327),
  ...numbers('feishu-redirect', 'feishu', 20029), ...numbers('redirect-uri-differs', 'lark', 20071), ...numbers('client-secret-wrong', 'feishu', 20002),
  ...numbers('code-expired', 'feishu', 20003, 20004), ...numbers('code-used', 'feishu', 20065), ...numbers('code-of-another-client', 'feishu', 20024),
  ...numbers('feishu-availability', 'feishu', 20010), ...numbers('feishu-application', 'feishu', 20009, 20048, 20069), ...numbers('feishu-user', 'feishu', 20008, 20066),
  ...numbers('feishu-scope', 'feishu', 20067, 20068), ...numbers('pkce-failed', 'feishu', 20049), ...numbers('authentication-twice', 'feishu', 20070),
  ...numbers('provider-busy', 'lark', 20050, 20072),
  ['dingtalk-code', { preset: 'dingtalk', codes: ['invalidParameter.authCode.notFound', 'invalid_grant'] }],
  ['client-secret-wrong', { preset: 'dingtalk', codes: ['invalidClientIdOrSecret', 'invalid_client'] }],
  ['code-expired', { preset: 'alipay', codes: ['isv.code-invalid'] }], ['refresh-token-dead', { preset: 'alipay', codes: ['isv.refresh-token-time-out'] }],
  ...numbers('refresh-token-dead', 'douyin', 10010, 10020), ...numbers('access-token-dead', 'douyin', 10008, 2190008, 28001008),
  ...numbers('douyin-permission', 'douyin', 28001012, 28001014, 28001018), ...numbers('douyin-openid', 'douyin', 28001015),
  ...numbers('douyin-test-user', 'douyin', 28001020), ...numbers('provider-busy', 'douyin', 28001005, 2100004),
  ...numbers('redirect-uri-unregistered', 'xiaomi', 96010), ...numbers('client-secret-wrong', 'xiaomi', 96003), ...numbers('client-unknown', 'xiaomi', 96001),
  ...numbers('code-expired', 'xiaomi', 96013), ...numbers('scope-unknown', 'xiaomi', 96007), ...numbers('refresh-token-dead', 'xiaomi', 96009),
  ...numbers('access-token-dead', 'xiaomi', 96008),
]

const standard: Seen[] = [
  ['redirect-uri-unregistered', { failure: 'authorization-refused', codes: ['redirect_uri_mismatch'] }],
  ['redirect-uri-unregistered', { codes: ['invalid_request'], description: 'The redirect URI included is not valid.' }],
  ['redirect-uri-unregistered', { codes: ['invalid_request'], description: 'invalid redirect_uri' }],
  ['pkce-failed', { codes: grant, description: 'PKCE verification failed' }], ['pkce-failed', { codes: grant, description: 'code_verifier does not match the challenge' }],
  ['pkce-required', { failure: 'authorization-refused', codes: ['invalid_request'], pkce: false, description: 'code_challenge is required' }],
  ['pkce-refused', { failure: 'authorization-refused', codes: ['invalid_request'], pkce: true, description: 'code_challenge is not supported' }],
  ['pkce-refused', { codes: ['invalid_request'], pkce: true, description: 'Unknown parameter: code_verifier' }],
  ['client-authentication-method', { codes: ['invalid_client'], hasSecret: true, description: 'the registered client token_endpoint_auth_method is client_secret_post' }],
  ['client-secret-missing', { codes: ['unauthorized_client'], hasSecret: false, description: 'Client secret not provided in request' }],
  ['client-secret-missing', { codes: ['invalid_client'], hasSecret: false }],
  ['client-secret-unwanted', { codes: ['invalid_client'], hasSecret: true, description: 'a public client must not send credentials' }],
  ['client-secret-wrong', { codes: ['unauthorized_client'], hasSecret: true, description: 'Invalid client or Invalid client credentials' }],
  ['client-secret-wrong', { codes: ['invalid_client'], hasSecret: true, description: 'The client secret supplied for a confidential client is invalid.' }],
  ['client-unknown', { codes: ['invalid_client'], hasSecret: true, description: 'The OAuth client was not found.' }],
  ['grant-type-not-allowed', { codes: ['unauthorized_client'], hasSecret: true, description: 'Grant type \'authorization_code\' not allowed for the client.' }],
  ['clock', { codes: grant, description: 'Token used before issued, check your clock' }],
  ['scope-format', { failure: 'authorization-refused', codes: ['invalid_scope'], scope: 'read,write' }],
  ['scope-unknown', { failure: 'authorization-refused', codes: ['invalid_scope'], scope: 'read write' }],
  ['code-used', { codes: grant, description: 'The authorization code was already redeemed' }],
  ['code-used', { codes: ['100'], description: 'This authorization code has been used.' }],
  ['code-expired', { codes: grant, description: 'code doesn\'t exist or has expired' }],
  ['code-of-another-client', { codes: grant, description: 'the code was issued to another client' }],
  ['refresh-token-dead', { failure: 'refresh-refused', codes: ['invalid_token'], description: 'refresh token revoked' }],
  ['consent-missing', { failure: 'authorization-refused', codes: ['interaction_required'] }],
  ['policy', { failure: 'access-denied', codes: ['access_denied'], description: 'Policy evaluation failed for this request, please check the policy configurations.' }],
]

const refreshable: Seen[] = [
  ...refresh('refresh-google', 'google'), ...refresh('refresh-offline-access', 'microsoft', 'auth0', 'okta', 'atlassian'), ...refresh('refresh-feishu', 'feishu', 'lark'),
  ...refresh('refresh-x', 'x'), ...refresh('refresh-dropbox', 'dropbox'), ...refresh('refresh-reddit', 'reddit'), ...refresh('refresh-salesforce', 'salesforce'),
  ...refresh('refresh-github', 'github'), ...refresh('refresh-slack', 'slack'), ...refresh('refresh-linkedin', 'linkedin'), ...refresh('refresh-never', 'facebook', 'weibo', 'wecom'),
]

export const seen: Seen[] = [...microsoft, ...western, ...china, ...standard, ...refreshable]
