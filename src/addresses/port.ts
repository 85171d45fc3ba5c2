/** The port that an address means, also where it names none. */
export function portMeant({ port, protocol }: Pick<URL, 'port' | 'protocol'>): number {
  return Number(port || defaultPort(protocol))
}

/** The port of an http or https address that names none. */
export function defaultPort(protocol: string): number {
  return protocol === 'https:' ? 443 : 80
}

/** The port that a redirect URI has where nobody says otherwise. */
export const usualPort = 8765

/** The redirect URI where nobody names another. */
export const usualRedirectUri = `http://127.0.0.1:${usualPort}/callback`

/** Tells whether an address has a port that is another at each login: none of those named, with 0 among them. */
export function hasRandomPort(address: string, ports: readonly number[]): boolean {
  return ports.includes(0) && URL.canParse(address) && !ports.includes(portMeant(new URL(address)))
}
