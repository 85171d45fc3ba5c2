import type { StoreAddress } from '../../addresses/store-address.ts'

/**
 * The password for an address in a file as psql reads it: lines of `host:port:database:user:password`, where `*` stands
 * for anything, and a backslash before a colon or a backslash for itself (PostgreSQL, section 34.16). Of several lines
 * that fit, the first one counts.
 */
export function findPassword(text: string, { host, port, database, user }: StoreAddress): string | undefined {
  // What is reached by a socket is called localhost there.
  const wanted = [host.startsWith('/') ? [host, 'localhost'] : [host], [String(port)], [database], [user]]
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const fields = split(line)
    const password = fields[wanted.length]
    if (password !== undefined
      && wanted.every((names, place) => fields[place] === '*' || names.includes(fields[place] ?? ''))) return password
  }
  return undefined
}

function split(line: string): string[] {
  return (line.match(/(?:^|:)(?:\\.|[^:\\])*/g) ?? []).map(part => part.replace(/^:/, '').replace(/\\(.)/g, '$1'))
}
