import { parseAddress } from '../../addresses/loopback.ts'

/** A host that nobody has (RFC 2606, section 2): whatever is sent there reaches no one. */
export const strangeHost = 'oauth-walk-check.invalid'

/** Tells whether an address is one there. */
export function isStrange(address: string): boolean {
  return parseAddress(address)?.hostname === strangeHost
}
