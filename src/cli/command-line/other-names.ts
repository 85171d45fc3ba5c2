/**
 * What other programs (curl, kubelogin, oauth2c) and the standards (RFC 7591, RFC 8414, OpenID Connect Discovery) call
 * a flag of ours.
 */
const ours: Readonly<Record<string, readonly string[]>> = {
  issuer: ['issuer-url', 'issuer-uri', 'oidc-issuer-url', 'oidc-issuer', 'authority', 'idp-url'],
  'authorization-endpoint': ['auth-endpoint', 'authorize-endpoint', 'auth-url', 'authorize-url', 'authorization-url'],
  'token-endpoint': ['token-url', 'token-uri', 'access-token-url'],
  'userinfo-endpoint': ['userinfo-url', 'user-info-endpoint', 'user-info-url'],
  'revocation-endpoint': ['revoke-endpoint', 'revocation-url', 'revoke-url'],
  'introspection-endpoint': ['introspect-endpoint', 'introspection-url'],
  'device-authorization-endpoint': ['device-endpoint', 'device-url', 'device-authorization-url'],
  'pushed-authorization-request-endpoint': ['par-endpoint', 'par-url'],
  'jwks-uri': ['jwks', 'jwks-url', 'jwks-endpoint', 'keys-url'],
  'client-id': ['oidc-client-id', 'app-id', 'client'],
  'auth-method': [
    'token-endpoint-auth-method', 'client-auth', 'client-auth-method', 'client-authentication',
    'client-authentication-method', 'authentication-method',
  ],
  'auth-signing-alg': ['token-endpoint-auth-signing-alg'],
  'client-key': ['signing-key', 'private-key', 'client-private-key'],
  'client-assertion-file': ['client-assertion', 'assertion'],
  scope: ['oidc-extra-scope', 'extra-scope'],
  'redirect-uri': ['callback', 'callback-url', 'callback-uri', 'oidc-redirect-url', 'redirect-uris'],
  port: ['listen-port', 'callback-port', 'redirect-port', 'local-port'],
  listen: ['listen-address', 'bind', 'bind-address'],
  param: ['extra-param', 'extra-params', 'auth-param', 'oidc-auth-request-extra-params'],
  'authorization-details': ['rar'],
  'request-object': ['jar', 'signed-request'],
  browser: ['browser-command', 'browser-cmd'],
  'no-open': ['no-browser', 'skip-open-browser', 'open-browser'],
  timeout: ['browser-timeout', 'authentication-timeout-sec', 'login-timeout'],
  'http-timeout': ['max-time', 'connect-timeout', 'request-timeout'],
  ca: ['cacert', 'ca-cert', 'ca-file', 'tls-root-ca', 'certificate-authority'],
  'tls-cert': ['cert', 'client-cert', 'client-certificate'],
  'tls-key': ['key', 'client-cert-key'],
  method: ['request'],
  quiet: ['silent'],
}
/** One letter of theirs, with the flags of ours that may be meant by it, the likeliest first. */
const letters: Readonly<Record<string, readonly string[]>> = {
  '-d': ['data'], '-i': ['include'], '-p': ['profile', 'port'], '-q': ['quiet'], '-s': ['quiet'], '-j': ['json'],
  '-m': ['http-timeout'], '-E': ['tls-cert'],
}

/** Each of their names, with ours. */
export const otherNames = Object.entries(ours).flatMap(([flag, names]) =>
  names.map((name): [theirs: string, ours: string] => [name, flag]))
const flags: ReadonlyMap<string, string> = new Map(otherNames)

/** Our flags for what another program or a standard calls so; a standard's name has underscores. */
export function flagsFor(foreign: string): string[] {
  if (/^-[^-]/.test(foreign)) return (letters[foreign] ?? []).map(name => `--${name}`)
  const name = foreign.replace(/^--/, '').toLowerCase().replaceAll('_', '-')
  return [`--${flags.get(name) ?? name}`]
}
