import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What happens around a rotation; the pid is the requesting process, the count starts at 1. */
export interface ProviderOptions {
  /** Gives false to forget the request, as if it had never come whole. */
  beforeRotation?: (pid: number, count: number) => boolean
  afterRotation?: (pid: number, count: number) => void | Promise<void>
  /** Accepts the refresh token before the current one too, as many providers do for a while. */
  hasGrace?: boolean
}

/** A provider that rotates refresh tokens (`family:generation`) and revokes a family of which one is used twice. */
export async function startProvider(options: ProviderOptions = {}) {
  const seen = { requests: 0, revokedFamilies: 0 }
  const rotate = makeRotation(options, seen)
  const refresh = async (token: string, pid: number): Promise<string | undefined> => {
    const count = seen.requests += 1
    if (options.beforeRotation?.(pid, count) === false) return undefined
    const next = rotate(token)
    await options.afterRotation?.(pid, count)
    return next
  }
  const server = createServer((request, response) => {
    const [, token = '', pid] = (request.url ?? '').split('/').map(decodeURIComponent)
    void refresh(token, Number(pid)).then((next) => {
      response.writeHead(next === undefined ? 400 : 200, { connection: 'close' }).end(next)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function makeRotation({ hasGrace = false }: ProviderOptions, seen: { revokedFamilies: number }) {
  const current = new Map<string, number>()
  const revoked = new Set<string>()
  return (token: string): string | undefined => {
    const [family = '', generation] = token.split(':')
    const expected = current.get(family) ?? 0
    const isAccepted = Number(generation) === expected || (hasGrace && Number(generation) === expected - 1)
    if (revoked.has(family)) return undefined
    if (!isAccepted) {
      revoked.add(family)
      seen.revokedFamilies += 1
      return undefined
    }
    current.set(family, Number(generation) + 1)
    return `${family}:${Number(generation) + 1}`
  }
}
