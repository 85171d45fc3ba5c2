/** The port that an address means, also where it names none. */
export function portMeant({ port, protocol }: Pick<URL, 'port' | 'protocol'>): number {
  return Number(port || defaultPort(protocol))
}

/** The port of an http or https address that names none. */
export function defaultPort(protocol: string): number {
  return protocol === 'https:' ? 443 : 80
}
