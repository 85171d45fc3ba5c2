import { isSameIssuer } from '../addresses/same-issuer.ts'
import { parseAddress } from '../addresses/loopback.ts'
import { Failure } from '../codes/failure.ts'
import type { Finding } from '../codes/finding.ts'

/**
 * What ties the client of a login at a resource to one provider: its id, and what proves it, were given for that one,
 * and go to no other that the resource may come to name.
 */
export interface Bond {
  /** Of these servers, the one that the client belongs to. */
  own: (servers: readonly string[]) => string | undefined
  /** The provider that the client belongs to, where the resource's own host is another. */
  elsewhere: (resource: string) => string | undefined
  /** Raises `authorization-server-changed` where the client belongs to another provider and can't follow. */
  require: (resource: string, issuer: string) => void
  /** Ties the client to this provider; a finding where it follows from the one of the last login. */
  tie: (resource: string, issuer: string) => Finding[]
}

/** How a login's client is tied. */
export interface Tied {
  /** The provider that the profile's client is from; without one, the first that is found. */
  first: string | undefined
  /** The client registers itself at each provider, or describes itself to each, and has nothing else that was given. */
  mayFollow: boolean
  profile: string
}

/** The bond of one login, which lasts over all its turns. */
export function createBond({ first, mayFollow, profile }: Tied): Bond {
  let tied = first
  const isTied = (resource: string, issuer: string) => tied === undefined
    || isSameIssuer(tied, issuer)
    // The host of a resource that names nobody may call itself by any of its addresses.
    || [tied, issuer].every(address => parseAddress(address)?.origin === new URL(resource).origin)
  const require = (resource: string, issuer: string) => {
    if (mayFollow || isTied(resource, issuer)) return
    throw new Failure('authorization-server-changed', {
      url: resource, before: tied, now: issuer, profile, is_kept: first !== undefined,
    })
  }
  return {
    own: servers => servers.find(server => tied !== undefined && isSameIssuer(tied, server)),
    elsewhere: resource => tied !== undefined && parseAddress(tied)?.origin !== new URL(resource).origin
      ? tied
      : undefined,
    require,
    tie: (resource, issuer) => {
      require(resource, issuer)
      const follows = first !== undefined && tied === first && !isTied(resource, issuer)
      tied = issuer
      return follows
        ? [{ code: 'authorization-server-followed', details: { before: first, now: issuer, url: resource, profile } }]
        : []
    },
  }
}
