import { parseAddress } from '../addresses/loopback.ts'
import type { Finding } from '../codes/finding.ts'

/** A provider as it was named: `fromEnvironment` has the variable of each endpoint that one sets. */
interface Named {
  issuer: string | undefined
  endpoints: Readonly<Record<string, unknown>>
  fromEnvironment?: Readonly<Record<string, string>>
}

/**
 * Endpoints that a variable sets to an origin at which the provider has nothing: neither its issuer, nor an address of
 * its metadata, nor an endpoint that was named otherwise. Nothing where none of these is known.
 */
export function noteEndpointsOfVariables(
  { issuer, endpoints, fromEnvironment = {} }: Named, metadata: Readonly<Record<string, unknown>>,
): Finding[] {
  const others = Object.entries(endpoints).filter(([name]) => fromEnvironment[name] === undefined)
  const known = [issuer, ...Object.values(metadata), ...others.map(([, address]) => address)].map(originOf)
  if (known.every(origin => origin === undefined)) return []
  return Object.entries(fromEnvironment).flatMap(([endpoint, variable]): Finding[] => {
    const origin = originOf(endpoints[endpoint])
    return origin === undefined || known.includes(origin)
      ? []
      : [{ code: 'endpoint-of-variable', details: { variable, endpoint, host: new URL(origin).host } }]
  })
}

function originOf(address: unknown): string | undefined {
  const url = typeof address === 'string' ? parseAddress(address) : undefined
  return url?.host ? url.origin : undefined
}
