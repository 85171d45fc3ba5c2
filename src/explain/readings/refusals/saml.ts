import { inflateRawSync } from 'node:zlib'
import { found } from '../../found.ts'
import { sentAs } from '../../facts/messages.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

/** A SAML message is read to here. */
const longest = 200_000

/**
 * SAML where OAuth is expected: another protocol. Within an OAuth login it may be how the provider signs its users in.
 */
export function readSaml(record: WalkRecord): Reading[] {
  const messages = record.seen.filter(({ kind }) => kind === 'saml')
  const isLogin = record.seen.some(({ kind }) =>
    ['authorization-request', 'token-request', 'authorization-response'].includes(kind))
  return messages.slice(0, 1).map((seen) => {
    const xml = decode(seen)
    const details = {
      message: sentAs(seen.request, 'SAMLResponse') === undefined ? 'SAMLRequest' : 'SAMLResponse',
      issuer: /<(?:\w+:)?Issuer[^>]{0,300}>([^<]{0,300})/.exec(xml)?.[1]?.trim() ?? '',
      destination: /\bDestination="([^"]{0,300})"/.exec(xml)?.[1] ?? '',
      status: [...xml.matchAll(/StatusCode[^>]{0,100}Value="[^"]{0,100}:(\w+)"/g)].map(([, status]) => status ?? '')
        .at(-1)
        ?? '',
    }
    return found('saml-not-oauth', isLogin ? 'note' : 'broken', 'SAML 2.0 Bindings 3.5', details, {
      in: seen, step: 'callback',
    })
  })
}

/** The XML of a message, as the POST binding or the redirect binding write it. */
function decode(seen: Seen): string {
  const encoded = (sentAs(seen.request, 'SAMLResponse') ?? sentAs(seen.request, 'SAMLRequest') ?? '')
    .slice(0, longest).replace(
      / /g, '+',
    )
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.subarray(0, 1).toString() === '<') return bytes.toString('utf8')
  try {
    return inflateRawSync(bytes, { maxOutputLength: longest }).toString('utf8')
  } catch {
    return ''
  }
}
