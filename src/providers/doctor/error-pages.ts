/**
 * By preset, the words on the provider's own page where the redirect URI is not registered: then nothing ever comes
 * back.
 */
export const errorPages: Readonly<Record<string, { says: string, source: string }>> = {
  google: { says: 'redirect_uri_mismatch', source: 'developers.google.com/identity/protocols/oauth2/web-server' },
  github: {
    says: 'redirect_uri', source: 'docs.github.com/apps/oauth-apps, troubleshooting authorization request errors',
  },
  microsoft: { says: 'AADSTS50011', source: 'learn.microsoft.com/entra/identity-platform/reference-error-codes' },
  keycloak: { says: 'Invalid parameter: redirect_uri', source: 'github.com/keycloak/keycloak/issues/10528' },
  auth0: { says: 'Callback URL mismatch', source: 'support.auth0.com, Redirect URI Mismatch Error in Auth0' },
  cognito: {
    says: 'redirect_mismatch', source: 'docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html',
  },
  spotify: {
    says: 'INVALID_CLIENT: Invalid redirect URI', source: 'github.com/spotify/web-api-auth-examples/issues/41',
  },
  salesforce: { says: 'redirect_uri_mismatch', source: 'support.ptc.com, Troubleshooting OAuth Errors' },
  linkedin: {
    says: 'redirect_uri does not match the registered value', source: 'github.com/ozgur/python-linkedin/issues/62',
  },
  x: { says: 'You weren\'t able to give access to the App', source: 'github.com/pilcrowonpaper/arctic/issues/137' },
  feishu: { says: '20029', source: 'open.feishu.cn, how-to-resolve-the-authorization-page-20029-error' },
  lark: { says: '20029', source: 'open.feishu.cn, how-to-resolve-the-authorization-page-20029-error' },
  'wechat-web': { says: '10003', source: 'developers.weixin.qq.com/doc/oplatform/developers/troubleshooting/auth' },
  'wechat-mp': { says: '10003', source: 'developers.weixin.qq.com/doc/oplatform/developers/troubleshooting/auth' },
  qq: { says: '100010', source: 'wiki.connect.qq.com/公共返回码说明' },
  weibo: { says: '21322', source: 'open.weibo.com/wiki/授权机制说明' },
}
