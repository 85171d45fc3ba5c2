import type { CodeRule } from './symptom.ts'

const failures: CodeRule['failures'] = ['not-refreshable']

/** What makes a provider give a refresh token; asked for when a session has none. */
export const refreshable: readonly CodeRule[] = [
  {
    id: 'refresh-google', presets: ['google'], failures,
    source: 'developers.google.com/identity/protocols/oauth2/web-server#offline',
  },
  {
    id: 'refresh-offline-access', presets: ['microsoft', 'auth0', 'okta', 'atlassian'], failures,
    source: 'OpenID Connect Core 1.0, section 11',
  },
  {
    id: 'refresh-feishu', presets: ['feishu', 'lark'], failures,
    source: 'open.feishu.cn/document/authentication-management/access-token/get-user-access-token',
  },
  {
    id: 'refresh-x', presets: ['x'], failures,
    source: 'docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code',
  },
  { id: 'refresh-dropbox', presets: ['dropbox'], failures, source: 'developers.dropbox.com/oauth-guide' },
  { id: 'refresh-reddit', presets: ['reddit'], failures, source: 'github.com/reddit-archive/reddit/wiki/OAuth2' },
  {
    id: 'refresh-salesforce', presets: ['salesforce'], failures, source: 'help.salesforce.com, OAuth Tokens and Scopes',
  },
  {
    id: 'refresh-github', presets: ['github'], failures,
    source: 'docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens',
  },
  { id: 'refresh-slack', presets: ['slack'], failures, source: 'docs.slack.dev/authentication/using-token-rotation' },
  {
    id: 'refresh-linkedin', presets: ['linkedin'], failures,
    source: 'learn.microsoft.com/linkedin/shared/authentication/programmatic-refresh-tokens',
  },
  {
    id: 'refresh-public-client', failures, hasSecret: false, scope: /\boffline_access\b/,
    source: 'github.com/spring-projects/spring-authorization-server, OAuth2RefreshTokenGenerator',
  },
  {
    id: 'refresh-off', failures, hasSecret: true, scope: /\boffline_access\b/,
    source: 'github.com/keycloak/keycloak, OIDCConfigAttributes: use.refresh.tokens',
  },
  {
    id: 'refresh-never', presets: ['facebook', 'weibo', 'wecom'], failures,
    source: 'the providers’ token endpoints: no grant type refresh_token',
  },
]
