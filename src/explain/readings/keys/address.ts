import { differenceOf } from '../../facts/addresses.ts'
import { textClaim } from '../../facts/jwt.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'

/** No keys where they were asked for: the verifier has none to try. */
export function readKeysNotThere(record: WalkRecord): Reading[] {
  return record.seen.filter(({ kind }) => kind === 'keys-request').flatMap((seen) => {
    const { status = 200, members, text } = seen.response ?? {}
    const isNone = seen.response !== undefined && members === undefined && (status >= 400 || text !== undefined)
    return only(
      isNone
      && found(
        'keys-not-there', 'broken', 'OIDC Core 10.1.1',
        { url: seen.request?.url ?? '', status, page: text === undefined ? '' : 'yes' }, { in: seen },
      ),
    )
  })
}

/**
 * The address of the keys against the one that the metadata names, and against the issuer of the token (OpenID Connect
 * Discovery 1.0, section 3).
 */
export function readKeyAddresses(record: WalkRecord): Reading[] {
  return record.keySets.filter(({ url }) => url !== undefined).flatMap(({ url = '' }) => [
    ...notThePublished(url, record), ...belowMetadata(url, record),
  ])
}

function notThePublished(url: string, record: WalkRecord): Reading[] {
  const published = record.metadata.map(({ content }) => content['jwks_uri']).filter(address =>
    typeof address === 'string')
  const [expected] = published
  if (expected === undefined || published.includes(url)) return []
  return [
    found('keys-elsewhere', 'broken', 'OIDC Discovery 3', {
      url, expected, difference: differenceOf(expected, url) ?? 'other',
    }),
  ]
}

/**
 * Keys fetched from below an address of metadata: somebody took that address for the issuer. IdentityServer's own stand
 * there.
 */
function belowMetadata(url: string, record: WalkRecord): Reading[] {
  const [, before, behind] = /^([^]*)\/\.well-known\/(?:oauth-authorization-server|openid-configuration)(\/[^]+)$/.exec(url)
    ?? []
  const issuers = record.jwts.map(jwt => textClaim(jwt, 'iss')).filter(issuer => issuer !== undefined)
  const isKnown = before === undefined
    || record.metadata.some(({ content }) => content['jwks_uri'] === url)
    || /\/openid-configuration\/jwks$/.test(url)
  return isKnown
    ? []
    : [found('keys-below-metadata', 'broken', 'OIDC Discovery 3', { url, better: `${before}${behind ?? ''}`, issuers })]
}
