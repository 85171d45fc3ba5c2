import { networkInterfaces } from 'node:os'

/** The loopback address that the sandbox lives at: 127.0.0.1, but where a machine has IPv6 alone. */
export function sandboxHost(): '127.0.0.1' | '::1' {
  return found ??= findHost()
}

let found: '127.0.0.1' | '::1' | undefined

function findHost(): '127.0.0.1' | '::1' {
  const own = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []).filter(({ internal }) =>
    internal)
  return own.every(({ family }) => family !== 'IPv4') && own.some(({ address }) => address === '::1')
    ? '::1'
    : '127.0.0.1'
}
