import type { FailureCode } from '../../../src/failure.ts'
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
  ['google-test-user', { preset: 'google', failure: 'access-denied', codes: ['access_denied'] }],
  ['google-policy', { codes: ['admin_policy_enforced'] }], ['google-internal', { codes: ['org_internal'] }],
  ['google-user-agent', { codes: ['disallowed_useragent'] }], ['google-deleted', { codes: ['deleted_client'] }],
  ['slack-redirect', { preset: 'slack', codes: ['bad_redirect_uri'] }], ['code-expired', { preset: 'slack', codes: ['invalid_code'] }],
  ['client-secret-wrong', { preset: 'slack', codes: ['bad_client_secret'] }], ['client-unknown', { codes: ['invalid_client_id'] }],
  ['slack-authorization-address', { codes: ['oauth_authorization_url_mismatch'] }],
  ['apple-client', { preset: 'apple', codes: ['invalid_client'] }], ['apple-code', { preset: 'apple', codes: grant, description: 'The code has already been used.' }],
  ['notion-authentication', { preset: 'notion', codes: ['invalid_client'] }],
  ['auth0-client-grant', { preset: 'auth0', codes: ['unauthorized_client'] }],
  ['cognito-client', { preset: 'cognito', codes: ['invalid_client'] }], ['cognito-code', { preset: 'cognito', codes: grant }],
  ['cognito-firewall', { preset: 'cognito', codes: [], status: 403 }],
  ['facebook-redirect', { preset: 'facebook', codes: ['191'] }], ...numbers('zoom-client', 'zoom', 4702, 4704),
]

const china: Seen[] = [
  ...numbers('wechat-code', 'wechat-web', 40029, 42003), ...numbers('wechat-code-used', 'wechat-web', 40163), ...numbers('wechat-secret', 'wechat-mp', 40125, 41004),
  ...numbers('wechat-application', 'wechat-web', 40013, 41002), ...numbers('wechat-refresh-token', 'wechat-web', 40030, 42002, 41003),
  ...numbers('wechat-access-token', 'wechat-web', 40014, 42001), ...numbers('wechat-openid', 'wechat-web', 40003, 41009),
  ...numbers('wechat-permission', 'wechat-web', 48001), ...numbers('wechat-domain', 'wechat-web', 10003), ...numbers('wechat-scope', 'wechat-mp', 10005),
  ...numbers('provider-busy', 'wechat-web', -1),
  ...numbers('qq-redirect', 'qq', 100010), ...numbers('qq-application', 'qq', 100008, 100001, 110401, 110404), ...numbers('qq-review', 'qq', 100011, 110406, 110407),
  ...numbers('client-secret-wrong', 'qq', 100009, 100002), ...numbers('code-used', 'qq', 100020), ...numbers('code-expired', 'qq', 100019, 100005, 100018),
  ...numbers('qq-refresh-token', 'qq', 100021, 100022), ...numbers('access-token-dead', 'qq', 100013, 100014, 100015, 100016), ...numbers('qq-permission', 'qq', 100030, 100031),
  ...numbers('weibo-redirect', 'weibo', 21322), ...numbers('client-secret-wrong', 'weibo', 21324), ...numbers('weibo-test-user', 'weibo', 21321),
  ...numbers('code-expired', 'weibo', 21325, 21327),
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

const texts = (id: string, preset: string, ...codes: string[]): Seen[] => codes.map(code => [id, { preset, codes: [code] }])
const at = (failure: FailureCode, all: Seen[]): Seen[] => all.map(([id, answer]) => [id, { ...answer, failure }])

/** Numbers and words that presets translate: each stands in the documentation that its rule names. */
const translated: Seen[] = [
  ...texts('access-token-dead', 'github', 'Bad credentials'), ...texts('code-used', 'slack', 'code_already_used'), ...texts('refresh-token-dead', 'slack', 'invalid_refresh_token'),
  ...texts('access-token-dead', 'slack', 'invalid_auth', 'token_revoked'), ...texts('scope-lacking', 'slack', 'missing_scope'), ...texts('access-token-dead', 'notion', 'unauthorized'),
  ...texts('scope-lacking', 'notion', 'restricted_resource'), ...numbers('access-token-dead', 'facebook', 102, 190), ...numbers('scope-lacking', 'facebook', 10, 200),
  ...texts('code-expired', 'hubspot', 'BAD_AUTH_CODE'), ...texts('refresh-token-dead', 'hubspot', 'BAD_REFRESH_TOKEN'), ...texts('redirect-uri-differs', 'hubspot', 'MISMATCH_REDIRECT_URI_AUTH_CODE'),
  ...texts('client-unknown', 'hubspot', 'BAD_CLIENT_ID'), ...texts('client-secret-wrong', 'hubspot', 'BAD_CLIENT_SECRET'), ...numbers('access-token-dead', 'spotify', 401),
  ...numbers('spotify-user', 'spotify', 403), ...texts('device-code-dead', 'twitch', 'invalid device code'), ...at('session-ended', numbers('refresh-token-dead', 'twitch', 400, 401)),
  ...numbers('code-expired', 'twitch', 400), ...numbers('client-secret-wrong', 'twitch', 403), ...at('userinfo-refused', numbers('access-token-dead', 'twitch', 401)),
  ...at('userinfo-refused', numbers('wechat-access-token', 'wechat-web', 40001, 41001)), ...numbers('wechat-secret', 'wechat-web', 40001), ...numbers('wechat-code', 'wechat-mp', 41008),
  ...numbers('wechat-password-changed', 'wechat-web', 42007), ...numbers('wechat-permission', 'wechat-mp', 50001), ...numbers('user-restricted', 'wechat-web', 50002),
  ...numbers('request-malformed', 'wechat-web', 40002), ...numbers('provider-busy', 'wechat-web', 45011),
  ...numbers('wecom-trusted-ip', 'wecom', 60020), ...numbers('wecom-secret', 'wecom', 40001, 41004, 42004), ...numbers('wecom-corporation', 'wecom', 40013, 41002),
  ...numbers('wecom-agent', 'wecom', 40056, 301002), ...numbers('wecom-code', 'wecom', 40029), ...numbers('wecom-domain', 'wecom', 50001), ...numbers('wecom-visible-range', 'wecom', 60011, 50002),
  ...numbers('wecom-permission', 'wecom', 48002), ...numbers('wecom-stopped', 'wecom', 50003), ...numbers('wecom-member', 'wecom', 40003, 60111),
  ...numbers('access-token-dead', 'wecom', 40014, 41001, 42001), ...numbers('provider-busy', 'wecom', -1, 45009),
  ...numbers('access-token-dead', 'qq', 100007, -23), ...numbers('qq-openid', 'qq', -22), ...numbers('request-malformed', 'qq', 100000, 100004, 100006),
  ...numbers('client-credentials-wrong', 'feishu', 20025, 20028), ...numbers('refresh-token-dead', 'feishu', 20026, 20037, 20038, 20064, 20073), ...numbers('feishu-refresh-off', 'lark', 20074),
  ...numbers('feishu-application', 'feishu', 20042), ...numbers('feishu-user', 'feishu', 20021, 20022, 20023), ...numbers('request-malformed', 'feishu', 20001, 20036, 20063),
  ...numbers('provider-busy', 'feishu', 99991400), ...numbers('access-token-dead', 'feishu', 20005, 99991663, 99991668, 99991677), ...numbers('feishu-permission', 'lark', 99991672, 99991679),
  ...at('userinfo-refused', numbers('access-token-dead', 'weibo', 21314, 21315, 21316, 21317, 21319, 21327, 21332)), ...numbers('application-not-allowed', 'weibo', 10014, 21326),
  ...numbers('user-refused', 'weibo', 21330), ...numbers('request-malformed', 'weibo', 21323, 21328, 21329), ...numbers('provider-busy', 'weibo', 21331),
  ...texts('refresh-token-dead', 'dingtalk', 'invalidRefreshToken'), ...texts('access-token-dead', 'dingtalk', 'InvalidAuthentication'),
  ...texts('dingtalk-permission', 'dingtalk', 'Forbidden.AccessDenied.AccessTokenPermissionDenied'),
  ...texts('alipay-signature', 'alipay', 'isv.invalid-signature'), ...texts('alipay-public-key', 'alipay', 'isv.missing-signature'), ...texts('alipay-application', 'alipay', 'isv.invalid-app-id'),
  ...texts('alipay-permission', 'alipay', 'isv.insufficient-isv-permissions', '40006'), ...texts('scope-lacking', 'alipay', 'isv.insufficient-user-permissions'),
  ...texts('clock', 'alipay', 'isv.invalid-timestamp'), ...texts('access-token-dead', 'alipay', 'aop.invalid-auth-token', 'aop.auth-token-time-out', '20001'),
  ...texts('request-malformed', 'alipay', 'isv.grant-type-invalid', '40002'), ...texts('provider-busy', 'alipay', 'isp.unknow-error', 'aop.ACQ.SYSTEM_ERROR', 'isv.app-call-limited', '20000'),
  ...numbers('client-secret-wrong', 'douyin', 10013, 10014), ...numbers('client-unknown', 'douyin', 10003), ...numbers('code-expired', 'douyin', 10007),
  ...numbers('access-token-dead', 'douyin', 2190002, 28001003), ...numbers('douyin-permission', 'douyin', 10004, 2190003, 28001016, 28001019),
  ...numbers('user-restricted', 'douyin', 2100009, 28001045, 28001046), ...numbers('request-malformed', 'douyin', 10002, 10005, 2100005, 28001007), ...numbers('provider-busy', 'douyin', 28001006, 28003018),
  ...numbers('application-not-allowed', 'xiaomi', 96005), ...numbers('user-refused', 'xiaomi', 96012), ...numbers('request-malformed', 'xiaomi', 96002, 96004, 96006, 96011),
  ...numbers('client-credentials-wrong', 'huawei', 12303, 12304, 20002, 20003, 20085, 20171, 20172), ...numbers('scope-unknown', 'huawei', 20041, 20042),
  ...numbers('code-refused', 'huawei', 11205, 20152, 20153, 20154, 20155, 20156, 20158, 20192), ...at('session-ended', numbers('refresh-token-dead', 'huawei', 31202, 31204, 31218, 20152)),
  ...numbers('request-malformed', 'huawei', 20001, 20022, 20151, 20181, 20182, 20191), ...texts('access-token-dead', 'huawei', 'session timeout'), ...numbers('provider-busy', 'huawei', 500, 100300),
  ...texts('code-expired', 'baidu', 'expired_token'), ...at('session-ended', texts('refresh-token-dead', 'baidu', 'expired_token')), ...numbers('scope-lacking', 'baidu', 6),
  ...numbers('client-unknown', 'baidu', 101), ...numbers('access-token-dead', 'baidu', 110, 111), ...numbers('request-malformed', 'baidu', 100), ...numbers('provider-busy', 'baidu', 2, 4),
  ...numbers('client-credentials-wrong', 'zhihu', 403), ...at('userinfo-refused', numbers('access-token-dead', 'zhihu', 401)),
  ...numbers('client-credentials-wrong', 'jd', 11, 12, 21), ...numbers('access-token-dead', 'jd', 19), ...numbers('application-not-allowed', 'jd', 24),
  ...numbers('request-malformed', 'jd', 7, 8, 15, 18, 20), ...numbers('provider-busy', 'jd', 2),
  ...texts('kakao-redirect', 'kakao', 'KOE006', 'KOE303'), ...texts('kakao-key', 'kakao', 'KOE101'), ...texts('kakao-scope', 'kakao', 'KOE205', '-402'), ...texts('client-secret-wrong', 'kakao', 'KOE010'),
  ...texts('code-expired', 'kakao', 'KOE320'), ...texts('refresh-token-dead', 'kakao', 'KOE322'), ...numbers('kakao-not-connected', 'kakao', -101, -103),
  ...numbers('access-token-dead', 'kakao', -401), ...numbers('user-restricted', 'kakao', -406), ...numbers('request-malformed', 'kakao', -2), ...numbers('provider-busy', 'kakao', -1),
  ...texts('access-token-dead', 'naver', '024', '028'), ...numbers('scope-lacking', 'naver', 403), ...numbers('provider-busy', 'naver', 500),
  ...texts('access-token-dead', 'tiktok', 'access_token_invalid'), ...texts('scope-lacking', 'tiktok', 'scope_not_authorized'), ...texts('request-malformed', 'tiktok', 'invalid_params'),
  ...texts('provider-busy', 'tiktok', 'rate_limit_exceeded', 'internal_error'),
  ['client-encryption-key', { failure: 'token-refused', codes: ['invalid_client_metadata'], description: 'no suitable encryption key found (RSA-OAEP-256)' }],
]

const standard: Seen[] = [
  ['redirect-uri-unregistered', { failure: 'authorization-refused', codes: ['redirect_uri_mismatch'] }],
  ['redirect-uri-unregistered', { codes: ['invalid_request'], description: 'The redirect URI included is not valid.' }],
  ['redirect-uri-unregistered', { codes: ['invalid_request'], description: 'invalid redirect_uri' }],
  ['pkce-failed', { codes: grant, description: 'code_verifier does not match the challenge' }],
  ['proof-missing', { codes: ['invalid_dpop_proof'], dpop: false, description: 'DPoP proof is missing' }],
  ['proof-missing', { failure: 'userinfo-refused', codes: ['use_dpop_nonce'], dpop: false }],
  ['proof-nonce', { codes: ['use_dpop_nonce'], dpop: true, description: 'nonce is required in the DPoP proof' }],
  ['proof-refused', { codes: ['invalid_dpop_proof'], dpop: true, description: 'DPoP proof JWT has already been used' }],
  ['pkce-required', { failure: 'authorization-refused', codes: ['invalid_request'], pkce: false, description: 'code_challenge is required' }],
  ['pkce-refused', { failure: 'authorization-refused', codes: ['invalid_request'], pkce: true, description: 'code_challenge is not supported' }],
  ['pkce-refused', { codes: ['invalid_request'], pkce: true, description: 'Unknown parameter: code_verifier' }],
  ['client-authentication-method', { codes: ['invalid_client'], hasSecret: true, description: 'the registered client token_endpoint_auth_method is client_secret_post' }],
  ['client-credentials-wrong', { codes: ['invalid_client'], hasSecret: true, description: 'Invalid client_id or client_secret' }],
  ['client-secret-unwanted', { codes: ['invalid_client'], hasSecret: true, description: 'a public client must not send credentials' }],
  ['client-secret-wrong', { codes: ['invalid_client'], hasSecret: true, description: 'client_secret is invalid' }],
  ['client-secret-missing', { codes: ['unauthorized_client'], hasSecret: false, description: 'this client needs its client_secret' }],
  ['grant-type-not-allowed', { codes: ['unauthorized_client'], hasSecret: true, description: 'Grant type \'authorization_code\' not allowed for the client.' }],
  ['client-secret-missing', { codes: ['invalid_client'], hasSecret: false }],
  ['client-key-refused', { codes: ['invalid_client'], provesBy: 'key' }], ['client-certificate-refused', { codes: ['invalid_client'], provesBy: 'certificate' }],
  ['client-credentials-wrong', { codes: ['invalid_client'], hasSecret: true }],
  ['client-not-accepted', { codes: ['unauthorized_client'], hasSecret: true }], ['client-not-proven', { codes: ['unauthorized_client'], hasSecret: false }],
  ['grant-type-not-allowed', { failure: 'authorization-refused', codes: ['unauthorized_client'] }],
  ['grant-type-unsupported', { codes: ['unsupported_grant_type'] }],
  ['scope-format', { failure: 'authorization-refused', codes: ['invalid_scope'], scope: 'read,write' }],
  ['scope-unknown', { failure: 'authorization-refused', codes: ['invalid_scope'], scope: 'read write' }],
  ['audience-not-allowed', { failure: 'authorization-refused', codes: ['invalid_target'] }],
  ['consent-missing', { failure: 'authorization-refused', codes: ['interaction_required'] }],
  ['scope-lacking', { failure: 'resource-refused', codes: ['insufficient_scope'] }],
  ['scope-needed', { failure: 'userinfo-refused', codes: ['insufficient_scope'], needed: 'email phone' }],
  ['device-client', { failure: 'device-refused', codes: ['invalid_client'], hasSecret: false }],
  ['device-not-allowed', { failure: 'device-refused', codes: ['unauthorized_client'] }], ['device-scope', { failure: 'device-refused', codes: ['invalid_scope'] }],
]

const refreshable: Seen[] = [
  ...refresh('refresh-google', 'google'), ...refresh('refresh-offline-access', 'microsoft', 'auth0', 'okta', 'atlassian'), ...refresh('refresh-feishu', 'feishu', 'lark'),
  ...refresh('refresh-x', 'x'), ...refresh('refresh-dropbox', 'dropbox'), ...refresh('refresh-reddit', 'reddit'), ...refresh('refresh-salesforce', 'salesforce'),
  ...refresh('refresh-github', 'github'), ...refresh('refresh-slack', 'slack'), ...refresh('refresh-linkedin', 'linkedin'), ...refresh('refresh-never', 'facebook', 'weibo', 'wecom'),
  ['refresh-public-client', { failure: 'not-refreshable', hasSecret: false, scope: 'openid offline_access' }],
]

export const seen: Seen[] = [...microsoft, ...western, ...china, ...translated, ...standard, ...refreshable]
