import { kindOfRequest } from './kinds.ts'
import { decodePercent } from '../parameters.ts'
import { takeAddressApart } from './pairs.ts'
import { toRequest } from './request.ts'

/** No browser goes further. */
const longest = 60_000

/**
 * The authorization request to which an address leads in one of its parameters: that is what the address bar shows at
 * a sign-in page, and what a mail program makes of a link. Undefined where there is none.
 */
export function addressWithin(url: string): string | undefined {
  if (url.length > longest || !url.includes('?')) return undefined
  const { query, fragment } = takeAddressApart(url)
  for (const [, value] of [...query, ...fragment]) {
    const target = /^(?:https?%3a|%2f)/i.test(value) ? decodePercent(value) : value
    if (!/^(?:https?:\/\/|\/(?!\/))[^\s"'<>]*\?/.test(target)) continue
    const address = target.startsWith('/') && URL.canParse(url) ? new URL(url).origin + target : target
    if (kindOfRequest(toRequest({ url: address })) === 'authorization-request') return address
  }
  return undefined
}
