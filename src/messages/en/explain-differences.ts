import type { Difference } from '../../explain/facts/addresses.ts'
import { pick } from '../text.ts'

const differences: Record<Difference, string> = {
  slash: 'The two differ in the trailing slash at the end alone.',
  scheme: 'One is http, the other https: usually a proxy ends TLS and the server does not know of it.',
  case: 'The two differ in upper and lower case alone.',
  loopback: 'One says localhost, the other 127.0.0.1: two different names.',
  www: 'The two differ in www. alone.',
  port: 'The two differ in the port.',
  host: 'The two name different hosts.',
  path: 'The host is the same, the path (realm, tenant, version) differs.',
  query: 'The two differ in the query.',
  blank: 'The two differ in blanks around the value.',
  other: 'The two are different texts.',
}

/** How two values differ that should be one. */
export function enDifference(name: unknown): string {
  return pick(differences, name) ?? differences.other
}
