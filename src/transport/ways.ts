import type { Agent, ClientRequestArgs } from 'node:http'
import { isIPv6 } from 'node:net'
import { isLoopbackHost } from '../addresses/loopback.ts'
import { portMeant } from '../addresses/port.ts'
import { Failure } from '../codes/failure.ts'
import { createAgent, openTcp, type TlsMaterial } from './agent.ts'
import { chooseProxy, describeProxy, type Proxy } from './proxy.ts'
import { createTunnels, type Tunnels } from './tunnel.ts'

/** What decides how hosts are reached. */
export interface WayOptions extends TlsMaterial {
  timeoutSeconds: number
  /** The environment's variables that name proxies; none is ever used for loopback. */
  proxies?: Readonly<Record<string, string | undefined>>
}

/** The way to an address: straight, or through the proxy that the environment names for it. */
export interface Way {
  agent: Agent
  /** The proxy was asked for this host and has not answered yet. */
  isWaiting: () => boolean
  /** What a failure says of the proxy. */
  through?: object
}

/** Makes what chooses the way to an address, with the connections that were made before; raises `proxy-failed`. */
export function createWays(options: WayOptions): (url: URL) => Way {
  const straight = lazily(protocol => createAgent(protocol, options, openTcp))
  const throughProxy = new Map<string, { tunnels: Tunnels, agentFor: (protocol: string) => Agent }>()
  return (url) => {
    const proxy = isLoopbackHost(url.hostname) ? undefined : chooseProxy(url, options.proxies ?? {})
    if (proxy === undefined) return { agent: straight(url.protocol), isWaiting: () => false }
    if ('reason' in proxy) throw new Failure('proxy-failed', { ...describeProxy(proxy), reason: proxy.reason })
    const kept = throughProxy.get(proxy.variable) ?? leadThrough(proxy, options)
    throughProxy.set(proxy.variable, kept)
    return {
      agent: kept.agentFor(url.protocol), isWaiting: () => kept.tunnels.isWaiting(targetOf(url)),
      through: describeProxy(proxy),
    }
  }
}

/** TLS with the provider is spoken within the tunnel, with the same certificates as without. */
function leadThrough(proxy: Proxy, options: WayOptions): { tunnels: Tunnels, agentFor: (protocol: string) => Agent } {
  const tunnels = createTunnels(proxy, options.ca, options.timeoutSeconds * 1000)
  const open = async ({ host, port }: ClientRequestArgs) =>
    tunnels.open(`${isIPv6(host ?? '') ? `[${host}]` : host}:${port}`)
  return { tunnels, agentFor: lazily(protocol => createAgent(protocol, options, open)) }
}

function lazily<Value>(make: (name: string) => Value): (name: string) => Value {
  const made = new Map<string, Value>()
  return (name) => {
    const value = made.get(name) ?? make(name)
    made.set(name, value)
    return value
  }
}

function targetOf(url: URL): string {
  return `${url.hostname}:${portMeant(url)}`
}
