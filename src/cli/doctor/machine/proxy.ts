import { Failure } from '../../../codes/failure.ts'
import { bad, good } from '../../../render/doctor/line.ts'
import { chooseProxy, describeProxy } from '../../../transport/proxy.ts'
import type { FoundLine, Look } from '../look.ts'

/** Which proxies the environment names for https and http, and whether we could speak with them. */
export const lookAtProxy: Look = ({ run: { context: { environment } } }) => {
  const { no_proxy: _lower, NO_PROXY: _upper, ...named } = environment
  const chosen = ['https', 'http'].flatMap(scheme => chooseProxy(new URL(`${scheme}://provider.invalid/`), named) ?? [])
  const proxies = chosen.filter(({ variable }, place) =>
    chosen.findIndex(other => other.variable === variable) === place)
  if (proxies.length === 0) return [good('proxy', 'proxy-none')]
  return proxies.map((proxy): FoundLine => 'reason' in proxy
    ? bad('proxy', new Failure('proxy-failed', { ...describeProxy(proxy), url: 'https://…', reason: proxy.reason }))
    : good('proxy', 'proxy-set', {
        ...describeProxy(proxy), excused: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '',
      }))
}
