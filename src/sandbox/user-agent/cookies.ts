interface Cookie { value: string, path: string }

/**
 * The cookies of one site (RFC 6265), as far as the sandbox uses them: name, value, path, and removal by an expiry in
 * the past.
 */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>()

  /** Takes the `Set-Cookie` headers of an answer. */
  take(headers: readonly string[] = []): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';')
      const name = pair.slice(0, pair.indexOf('=')).trim()
      const path = attributeOf(attributes, 'path') ?? '/'
      const expires = attributeOf(attributes, 'expires')
      const key = `${name} ${path}`
      if (expires !== undefined && Date.parse(expires) <= Date.now()) this.#cookies.delete(key)
      else this.#cookies.set(key, { value: pair.trim(), path })
    }
  }

  /** The `Cookie` header for a request to `pathname`; empty if there is nothing to send. */
  headerFor(pathname: string): string {
    return [
      ...this.#cookies.values(),
    ].filter(cookie => matches(cookie.path, pathname)).map(cookie => cookie.value)
      .join('; ')
  }
}

function attributeOf(attributes: string[], wanted: string): string | undefined {
  const found = attributes.find(attribute => attribute.trim().toLowerCase().startsWith(`${wanted}=`))
  return found?.slice(found.indexOf('=') + 1).trim()
}

// RFC 6265 section 5.1.4: /a matches /a and /a/b, not /ab.
function matches(path: string, pathname: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}
