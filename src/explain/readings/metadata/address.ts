import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { isOfProvider, textOf } from './document.ts'

const known = /^(https?:\/\/[^/?#]+)(\/[^?#]*?)?\/\.well-known\/(openid-configuration|oauth-authorization-server|oauth-protected-resource)(\/[^?#]*)?$/

/**
 * Where metadata was asked for: OpenID's stands behind the issuer, OAuth's between its host and its path (RFC 8414 and
 * RFC 9728, section 3.1).
 */
export function readMetadataAddresses(record: WalkRecord): Reading[] {
  return record.seen.filter(({ kind }) => kind === 'metadata-request').flatMap(seen => [
    ...twice(seen), ...misplaced(seen), ...noDocument(seen),
  ])
}

function twice(seen: Seen): Reading[] {
  const url = seen.request?.url ?? ''
  const isTwice = (url.match(/\/\.well-known\//g) ?? []).length > 1
  return only(
    isTwice
    && found(
      'well-known-twice', 'broken', 'OIDC Discovery 4.1', { url, issuer: url.replace(/\/\.well-known\/.*$/s, '') },
      { in: seen },
    ),
  )
}

function misplaced(seen: Seen): Reading[] {
  const [, origin = '', before = '', name = '', behind = ''] = known.exec(seen.request?.url ?? '') ?? []
  if ((seen.response?.status ?? 0) < 400 || name === '') return []
  if (name === 'openid-configuration')
    return only(
      behind !== ''
      && found(
        'metadata-misplaced', 'broken', 'OIDC Discovery 4.1',
        { url: seen.request?.url ?? '', better: `${origin}${behind}/.well-known/${name}` }, { in: seen },
      ),
    )
  return only(
    before !== ''
    && found(
      'metadata-misplaced', 'broken', name === 'oauth-protected-resource' ? 'RFC 9728 3.1' : 'RFC 8414 3.1',
      { url: seen.request?.url ?? '', better: `${origin}/.well-known/${name}${before}` }, { in: seen },
    ),
  )
}

/** A page, or nothing, instead of a document. */
function noDocument(seen: Seen): Reading[] {
  const { status, text, members } = seen.response ?? {}
  const isDouble = /[^:]\/\//.test(seen.request?.url ?? '')
  const details = {
    url: seen.request?.url ?? '', status: status ?? 0, double: isDouble ? 'yes' : '',
    page: text === undefined ? '' : 'yes',
  }
  const isNone = members === undefined && ((status ?? 200) >= 400 || text !== undefined)
  return only(
    isNone
    && known.exec(details.url)?.[2] === undefined
    && found('metadata-not-there', 'broken', 'RFC 8414 3.2', details, { in: seen }),
  )
}

/** Metadata whose issuer has a path, at an address without it. */
export function readMetadataPaths(record: WalkRecord): Reading[] {
  return record.metadata.filter(isOfProvider).flatMap((document) => {
    const issuer = textOf(document, 'issuer')
    return only(
      issuer !== undefined
      && /\/$/.test(issuer)
      && /[^:]\/\//.test(document.url ?? '')
      && found('metadata-double-slash', 'weak', 'OIDC Discovery 4.1', { url: document.url ?? '', issuer }),
    )
  })
}
