import { isLoopbackHost, parseAddress } from '../../../addresses/loopback.ts'
import { Failure } from '../../../codes/failure.ts'
import { textOf, toProvider } from '../../../providers/resolve.ts'
import type { Resolved } from '../../../providers/resolved.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { chooseProxy, describeProxy, type UnusableProxy } from '../../../transport/proxy.ts'
import type { FoundLine, Look } from '../look.ts'

/**
 * Which proxies the environment names for https and http, and whether we could speak with those that a login needs.
 */
export const lookAtProxy: Look = ({ run: { context: { environment } }, resolved }) => {
  const { no_proxy: lower, NO_PROXY: upper, ...named } = environment
  const proxies = anywhere.flatMap(url => chooseProxy(url, named) ?? [])
    .filter(({ variable }, place, all) => all.findIndex(other => other.variable === variable) === place)
  if (proxies.length === 0) return [good('proxy', 'proxy-none')]
  const asked = askedFrom(resolved)
  return proxies.map((proxy): FoundLine => 'reason' in proxy
    ? judge(proxy, (asked ?? anywhere).flatMap((url) => {
        const chosen = chooseProxy(url, environment)
        return chosen?.variable === proxy.variable
          ? [{ ...describeProxy(chosen), ...asked && { host: url.host } }]
          : []
      }))
    : good('proxy', 'proxy-set', { ...describeProxy(proxy), excused: lower ?? upper ?? '' }))
}

/** Where a login goes of which nothing is known. */
const anywhere = ['https', 'http'].map(scheme => new URL(`${scheme}://provider.invalid/`))

/** The addresses of the provider that are known, if any is; no proxy leads to this machine. */
function askedFrom(resolved: Resolved): URL[] | undefined {
  const { issuer, endpoints: { authorization_endpoint: _opened, ...endpoints } } = toProvider(resolved)
  const named = [issuer, textOf(resolved, 'protected-resource'), ...Object.values(endpoints)]
    .flatMap(address => parseAddress(address ?? '') ?? [])
  return named.length === 0 ? undefined : named.filter(({ hostname }) => !isLoopbackHost(hostname))
}

/** One that nobody could speak with keeps from a login only what would go through it. */
function judge(proxy: UnusableProxy, [through]: readonly object[]): FoundLine {
  const { reason } = proxy
  return through
    ? bad('proxy', new Failure('proxy-failed', { ...through, reason }))
    : note('proxy', 'proxy-unneeded', { ...describeProxy(proxy), reason })
}
