import { differenceOf, isInternalHost } from '../../facts/addresses.ts'
import { complaintOf } from '../../facts/complaints.ts'
import { isLoopbackHost, parseAddress } from '../../../addresses/loopback.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { isOfProvider, textOf, type Metadata } from './document.ts'

const rule = 'RFC 8414 3.3; OIDC Discovery 4.3'

/**
 * The issuer in a provider's metadata: it is compared character by character with the address it came from and with
 * `iss` of every token.
 */
export function readMetadataIssuers(record: WalkRecord): Reading[] {
  return record.metadata.filter(isOfProvider).flatMap(document => readOne(document, record))
}

function readOne(document: Metadata, record: WalkRecord): Reading[] {
  const issuer = textOf(document, 'issuer')
  if (issuer === undefined)
    return [
      found('metadata-issuer-missing', 'broken', 'RFC 8414 2', { isThere: 'issuer' in document.content ? 'yes' : '' }),
    ]
  const template = /\{[\w-]+\}|:tenant|%7B/i.exec(issuer)?.[0]
  if (template !== undefined)
    return [
      found('metadata-issuer-template', 'broken', rule, {
        issuer, template, isEntra: /login\.microsoftonline\.|microsoft/.test(issuer) ? 'yes' : '',
      }),
    ]
  return [...differs(document, issuer, record), ...form(issuer)]
}

function form(issuer: string): Reading[] {
  const url = parseAddress(issuer)
  if (!url) return [found('metadata-issuer-form', 'broken', 'RFC 8414 2', { issuer, form: 'no-address' })]
  if (/\/\.well-known\//.test(issuer))
    return [found('metadata-issuer-form', 'broken', 'RFC 8414 2', { issuer, form: 'well-known' })]
  if (/[?#]/.test(issuer)) return [found('metadata-issuer-form', 'broken', 'RFC 8414 2', { issuer, form: 'query' })]
  return only(
    url.protocol === 'http:'
    && !isLoopbackHost(url.hostname)
    && found('metadata-issuer-http', 'broken', 'RFC 8414 2', { issuer }),
  )
}

function differs(document: Metadata, issuer: string, record: WalkRecord): Reading[] {
  const expected = expectedIssuers(document, issuer, record)
  const [first] = expected
  if (first === undefined || expected.includes(issuer)) return []
  const difference = differenceOf(first, issuer) ?? 'other'
  // Two names of this machine: no public address is missing.
  const isInside = difference !== 'loopback' && (isInternalHost(issuer) || isInternalHost(first))
  return [
    found('metadata-issuer-differs', 'broken', rule, {
      issuer, expected: first, difference, inside: isInside ? 'yes' : '', url: document.url ?? '',
    }),
  ]
}

/** The issuers that this document may have: the one that was asked for, or what its own address says. */
function expectedIssuers(document: Metadata, issuer: string, record: WalkRecord): string[] {
  const complained = complaintOf(record, 'metadata-issuer')?.expected
  if (complained !== undefined) return [complained]
  if (document.url !== undefined) return issuersOf(document.url, issuer)
  return record.issuer === undefined ? [] : [record.issuer]
}

/**
 * By the address of a document: the well-known part stands behind the issuer, or between its host and its path. A slash
 * at its end is lost there.
 */
function issuersOf(address: string, issuer: string): string[] {
  const [, before, behind = ''] = /^(https?:\/\/[^?#]*?)\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(\/[^?#]*)?(?:[?#].*)?$/.exec(address)
    ?? []
  if (before === undefined) return []
  const plain = `${before}${behind}`.replace(/\/$/, '')
  // Where the document stands at the host itself, the slash of an issuer that is nothing but the host is lost in its
  // address.
  return issuer.endsWith('/') ? [`${plain}/`, plain] : [plain]
}
