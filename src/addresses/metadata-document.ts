/**
 * Where metadata stands: behind the issuer (OpenID Connect Discovery 1.0, section 4), or between its host and its path
 * (RFC 8414, section 3).
 */
const document = /^(.*?)\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(\/[^?#]*)?\/?(?:[?#].*)?$/s

/** The issuer whose metadata an address is that of; undefined for any other address. */
export function issuerOfDocument(address: string): string | undefined {
  const [, before, path = ''] = document.exec(address) ?? []
  return before === undefined ? undefined : before + path.replace(/\/$/, '')
}
