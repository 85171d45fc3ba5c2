import { hostOf, isInternalHost } from '../../facts/addresses.ts'
import { isLoopbackHost, parseAddress } from '../../../addresses/loopback.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { endpointsOf, endpointsOfOtherTypes, isOfProvider, textOf, type Metadata } from './document.ts'

/**
 * The addresses in a provider's metadata: whole, over TLS, and of the host that its users reach (RFC 8414, section 2).
 */
export function readEndpoints(record: WalkRecord): Reading[] {
  return record.metadata.filter(isOfProvider).flatMap(document =>
    [broken, insecure, inside, twice].flatMap(read => read(document)))
}

function broken(document: Metadata): Reading[] {
  const names = [
    ...endpointsOf(document).filter(([, address]) =>
      !parseAddress(address) || /\{[\w-]+\}|undefined|null\//.test(address)),
    ...endpointsOfOtherTypes(document),
  ]
  return only(
    names.length > 0
    && found('endpoint-form', 'broken', 'RFC 8414 2', {
      names: names.map(([name]) => name), address: names[0]?.[1] ?? '',
    }),
  )
}

/** http beside an https issuer is what a server says that does not know of the proxy in front of it. */
function insecure(document: Metadata): Reading[] {
  const plain = endpointsOf(document).filter(([, address]) =>
    /^http:/i.test(address) && !isLoopbackHost(parseAddress(address)?.hostname ?? ''))
  if (plain.length === 0 || textOf(document, 'issuer')?.startsWith('http:')) return []
  return [
    found('endpoint-http', 'broken', 'RFC 8414 2; RFC 6749 3.2', {
      names: plain.map(([name]) => name), address: plain[0]?.[1] ?? '', issuer: textOf(document, 'issuer') ?? '',
    }),
  ]
}

/** An endpoint at a name that only the server's own network knows, beside an issuer that everybody reaches. */
function inside(document: Metadata): Reading[] {
  const issuer = document.url ?? textOf(document, 'issuer') ?? ''
  if (hostOf(issuer) === undefined || isInternalHost(issuer)) return []
  const isInside = (address: string) =>
    hostOf(address) !== undefined && hostOf(address) !== hostOf(issuer) && isInternalHost(address)
  const names = endpointsOf(document).filter(([, address]) => isInside(address))
  return only(
    names.length > 0
    && found('endpoint-inside', 'broken', 'RFC 8414 2', {
      names: names.map(([name]) => name), address: names[0]?.[1] ?? '', issuer,
    }),
  )
}

/** One address for two endpoints. */
function twice(document: Metadata): Reading[] {
  const [authorization, token] = [textOf(document, 'authorization_endpoint'), textOf(document, 'token_endpoint')]
  return only(
    authorization !== undefined
    && authorization === token
    && found('endpoint-twice', 'broken', 'RFC 6749 3', { address: authorization }),
  )
}
