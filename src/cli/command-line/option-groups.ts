import type { SettingName } from '../../providers/settings.ts'

/** Under which heading of the help a flag stands. */
export type OptionGroup = 'provider' | 'client' | 'request' | 'browser' | 'network' | 'session'

const groups: Record<OptionGroup, readonly string[]> = {
  provider: [
    'issuer', 'authorization-endpoint', 'device-authorization-endpoint', 'token-endpoint', 'userinfo-endpoint',
    'revocation-endpoint', 'jwks-uri',
    'pushed-authorization-request-endpoint', 'introspection-endpoint', 'registration-endpoint', 'protected-resource',
    'authorization-server', 'resource-method', 'tool', 'arguments', 'step-up', 'grant', 'assertion-file',
    'assertion-from', 'idp', 'idp-client-id', 'id-token-file',
    'preset', 'provider-origin', 'tenant', 'domain', 'realm', 'region', 'base-url', 'provider-var', 'no-offline',
  ],
  client: [
    'client-id', 'register', 'initial-access-token-file', 'client-secret-file', 'scope', 'client-key',
    'client-assertion-file', 'client-assertion-from', 'workload-audience', 'assertion-audience', 'auth-method',
    'auth-signing-alg', 'tls-cert', 'tls-key',
  ],
  request: [
    'repeat-scope', 'param', 'token-param', 'resource', 'audience', 'prompt', 'login-hint', 'acr-values', 'claims',
    'authorization-details', 'max-age', 'ui-locales', 'response-mode', 'par',
    'request-object', 'request-object-alg', 'request-object-encryption-alg', 'request-object-encryption-enc',
    'request-uri', 'id-token-encrypted-response-alg', 'dpop',
    'fapi2', 'no-pkce', 'no-nonce',
  ],
  browser: [
    'redirect-uri', 'port', 'listen', 'post-logout-redirect-uri', 'redirect-tls-cert', 'redirect-tls-key', 'paste',
    'browser', 'no-open', 'open-via-file', 'timeout', 'device',
  ],
  network: ['http-timeout', 'ca', 'header'],
  session: ['store', 'passphrase-file', 'host'],
}

/** The heading of a setting's flag; one that has none stands with the options of its command. */
export function groupOf(setting: SettingName): OptionGroup | undefined {
  return (Object.keys(groups) as OptionGroup[]).find(group => groups[group].includes(setting))
}
