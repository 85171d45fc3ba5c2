import type { SettingName } from '../../providers/settings.ts'

/** What a request needs, where nobody signs in. */
export const checkSettings: readonly SettingName[] = [
  'authorization-server', 'resource-method', 'http-timeout', 'ca', 'header', 'tls-cert', 'tls-key',
]

/** What the examination of a provider takes besides: who the client is, and how codes come. */
export const providerSettings: readonly SettingName[] = [
  'authorization-endpoint', 'token-endpoint', 'userinfo-endpoint', 'revocation-endpoint', 'introspection-endpoint',
  'pushed-authorization-request-endpoint', 'jwks-uri',
  'client-id', 'client-secret-file', 'auth-method', 'client-key', 'scope', 'param', 'resource', 'audience',
  'redirect-uri', 'port', 'par', 'request-object', 'dpop', 'fapi2',
  'tenant', 'domain', 'realm', 'region', 'base-url', 'provider-var', 'browser', 'no-open', 'timeout',
]
