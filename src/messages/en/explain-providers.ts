import type { ReadingSentences } from '../explain.ts'
import { pick, text } from '../text.ts'

const names: Record<string, string> = {
  microsoft: 'Microsoft Entra', google: 'Google', apple: 'Apple', github: 'GitHub', gitlab: 'GitLab', slack: 'Slack', linkedin: 'LinkedIn', discord: 'Discord', spotify: 'Spotify', twitch: 'Twitch', x: 'X', zoom: 'Zoom', facebook: 'Facebook',
  dropbox: 'Dropbox', notion: 'Notion', hubspot: 'HubSpot', atlassian: 'Atlassian', bitbucket: 'Bitbucket', reddit: 'Reddit', yahoo: 'Yahoo', salesforce: 'Salesforce', auth0: 'Auth0', okta: 'Okta', cognito: 'Amazon Cognito', line: 'LINE',
  'wechat-web': 'WeChat', 'wechat-mp': 'WeChat', wecom: 'WeCom', qq: 'QQ', weibo: 'Weibo', alipay: 'Alipay', dingtalk: 'DingTalk', feishu: 'Feishu', lark: 'Lark', douyin: 'Douyin', xiaomi: 'Xiaomi', huawei: 'Huawei', baidu: 'Baidu', jd: 'JD',
  zhihu: 'Zhihu', gitee: 'Gitee', kakao: 'Kakao', naver: 'Naver', tiktok: 'TikTok', keycloak: 'Keycloak',
}

/** The name of a provider by its preset. */
export function enProviderName(preset: unknown): string {
  return pick(names, preset) ?? 'The server'
}

/** The sentences about tokens and requests of single providers. */
export const enProviderReadings = {
  'entra-version': {
    said: d => `This is a v1.0 access token of Entra (ver 1.0): iss is ${text(d['issuer'])}, aud is ${text(d['audience'])}`,
    why: d => `The version is chosen by the API’s registration, not the endpoint that was asked. An API set up for v2.0 expects the issuer https://login.microsoftonline.com/${text(d['tenant'])}/v2.0 and its client id as audience.`,
    fix: () => 'In the manifest of the API’s app registration set requestedAccessTokenVersion (accessTokenAcceptedVersion) to 2. Or accept the v1.0 issuer and audience in the API.',
  },
  'graph-token': {
    said: d => `The access token is for Microsoft Graph (aud ${text(d['audience'])})${d['host'] ? `, and it was sent to ${text(d['host'])}` : ''}`,
    why: d => `Only Graph can accept it. ${d['nonce'] ? 'Its header has a nonce that Graph replaces by its hash before it verifies: for anybody else the signature is invalid.' : 'Another API must refuse it: it is not the audience.'}`,
    fix: () => 'For your own API, expose a scope (api://APP_ID/SCOPE) and ask for that instead of User.Read. To know who signed in, use the ID token. Never verify Graph’s tokens.',
  },
  'entra-groups-left-out': {
    said: () => 'The token names no groups: there were too many (groups overage)',
    why: () => 'Beyond 200 groups in a JWT (150 in SAML, 6 in the implicit flow), Entra puts a link in their place (_claim_names, hasgroups). Code that reads groups finds none.',
    fix: () => 'Ask Microsoft Graph for the memberships (/me/getMemberObjects), limit the claim to groups assigned to the application, or use app roles.',
  },
  'entra-application-token': {
    said: d => `The access token is one of an application, without a user: it has roles (${text(d['roles'])}) and no scp`,
    why: () => 'The client credentials grant gives application permissions (roles). An API that wants delegated permissions (scp) refuses it.',
    fix: () => 'Sign a user in (authorization code flow) for delegated permissions, or have the API accept the app role.',
  },
  'entra-default-with-others': {
    said: d => `/.default is asked for together with other scopes: ${text(d['scopes'])}`,
    why: () => 'Entra takes RESOURCE/.default alone: it stands for every permission that was granted (AADSTS70011).',
    fix: () => 'Send .default by itself, or name each scope.',
  },
  'entra-several-resources': {
    said: d => `The scopes belong to several resources: ${text(d['resources'])}`,
    why: () => 'An access token of Entra is for one resource; it refuses the request, or takes the first only (AADSTS28000).',
    fix: () => 'Ask for the scopes of one resource per token request; get a token for the next with the refresh token.',
  },
  'entra-resource-parameter': {
    said: d => `The parameter resource (${text(d['resource'])}) was sent to a v2.0 endpoint of Entra`,
    why: () => 'resource belongs to v1.0; v2.0 refuses it unless the scopes are of that very resource (AADSTS901002).',
    fix: () => 'Leave resource out, and name the resource in the scope: RESOURCE/.default or RESOURCE/SCOPE.',
  },
  'wechat-js-code': {
    said: () => 'The code of a mini program is sent as code; jscode2session wants it as js_code',
    why: () => 'WeChat finds no js_code and answers 40029 (invalid code), although the code itself may be good.',
    fix: () => 'Send js_code=CODE instead of code=CODE, with grant_type=authorization_code.',
  },
  'wechat-names': {
    said: () => 'The request to WeChat has client_id instead of appid',
    why: () => 'WeChat’s names are appid and secret; it says that the appid is wrong or missing.',
    fix: () => 'Send appid, redirect_uri, response_type=code, scope and state, in this order, and #wechat_redirect at the end.',
  },
  'wechat-page': {
    said: d => `The scope ${text(d['scope'])} does not go with WeChat’s page ${text(d['page'])}`,
    why: () => 'snsapi_login is for the QR page of a website app (qrconnect); snsapi_base and snsapi_userinfo are for official accounts within WeChat (oauth2/authorize). Otherwise: "Scope 参数错误或没有 Scope 权限".',
    fix: d => `Send scope=${text(d['better'])} to this page, with the AppID of that kind of app.`,
  },
  'entra-secret-id': {
    said: () => 'client_secret is a GUID, and no secret Value of Entra is one',
    why: () => 'It is the Secret ID or another ID of the portal (AADSTS7000215).',
    fix: () => 'Copy the Value under Certificates & secrets; it is shown once, after the secret was made.',
  },
  'wecom-agent': {
    said: () => 'scope is snsapi_privateinfo, and agentid is missing',
    why: () => 'WeCom has to know which application asks members for private data.',
    fix: () => 'Send agentid=AGENTID too, before state.',
  },
  'wechat-order': {
    said: d => `The parameters are not in WeChat’s order: ${text(d['names'])}`,
    why: () => 'WeChat matches the address with a pattern. In another order its page may not open.',
    fix: d => `Send them in this order: ${text(d['right'])}.`,
  },
  'wechat-ending': {
    said: () => 'The address for WeChat does not end with #wechat_redirect',
    why: () => 'WeChat’s documentation requires it for redirects within the app.',
    fix: () => 'Append #wechat_redirect.',
  },
  'apple-response-mode': {
    said: d => `Name or e-mail is asked for from Apple (${text(d['scopes'])}) with response_mode=${text(d['mode'])}`,
    why: () => 'With these scopes Apple answers by form_post only, and refuses the request otherwise.',
    fix: () => 'Send response_mode=form_post, and let the callback take a POST; its state cookie needs SameSite=None; Secure.',
  },
  'google-oob-request': {
    said: () => 'The redirect URI is urn:ietf:wg:oauth:2.0:oob',
    why: () => 'Google has blocked the out-of-band flow since 2022.',
    fix: () => 'Use http://127.0.0.1:PORT with a client of the type "Desktop app".',
  },
  'google-redirect-rule': {
    said: d => d['how'] === 'scheme' ? `The redirect URI for Google has // behind the app’s scheme: ${text(d['redirect'])}` : d['how'] === 'address' ? `The redirect URI for Google is a raw IP address: ${text(d['redirect'])}` : `The redirect URI for Google is http: ${text(d['redirect'])}`,
    why: d => d['how'] === 'scheme' ? 'Google takes one slash there: "Custom schemes cannot have authority" (RFC 8252 7.1).' : 'Google takes https with a public domain, and http for localhost only; it answers invalid_request or redirect_uri_mismatch.',
    fix: d => d['how'] === 'scheme' ? 'Write SCHEME:/path with one slash, in the app’s manifest too.' : 'Use https and a domain, or http://localhost:PORT while developing.',
  },
  'spotify-redirect-rule': {
    said: d => `The redirect URI for Spotify is not safe: ${text(d['redirect'])}`,
    why: () => 'Spotify takes https, and http for the loopback address 127.0.0.1 only, not for the name localhost ("INVALID_CLIENT: Insecure redirect URI").',
    fix: d => `Register and send ${text(d['better'])}, or https.`,
  },
  'linkedin-old-scope': {
    said: d => `The scopes are given up by LinkedIn: ${text(d['scopes'])}`,
    why: () => 'New apps do not get them: "Scope is not authorized for your application".',
    fix: () => 'Add "Sign In with LinkedIn using OpenID Connect", and ask for "openid profile email".',
  },
  'okta-org-server': {
    said: d => `Scopes of your own are asked for at Okta’s org authorization server: ${text(d['scopes'])}`,
    why: () => 'Custom scopes exist at a custom authorization server only; the org’s answers invalid_scope.',
    fix: () => 'Use the issuer https://DOMAIN/oauth2/default (or your own server’s id).',
  },
  'scope-everything': {
    said: d => `The request asks for everything: ${text(d['scopes'])}`,
    why: () => 'A token that may do everything does everything for whoever gets hold of it.',
    fix: () => 'Ask for the scopes that this feature needs, and for more when the user needs more.',
  },
  'scope-much': {
    said: d => `The request asks for much: ${text(d['scopes'])}`,
    why: () => 'It is more than a sign-in needs; users refuse it, and a leak costs more.',
    fix: () => 'Ask for less, such as reading only.',
  },
} satisfies Record<string, ReadingSentences>
