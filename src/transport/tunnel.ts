import type { IncomingMessage } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { portMeant } from '../addresses/port.ts'
import { Failure } from '../codes/failure.ts'
import { limits } from '../limits.ts'
import { describeProxy, type Proxy } from './proxy.ts'

/** What leads to hosts through a proxy. */
export interface Tunnels {
  /** A connection to `host:port` through the proxy (RFC 9110, section 9.3.6). Raises `proxy-failed`. */
  open: (target: string) => Promise<Socket>
  /** The proxy was asked for this host and has not answered yet. */
  isWaiting: (target: string) => boolean
}

/**
 * Makes tunnels through one proxy. `ca` is believed beside the authorities that Node knows, as a proxy of the same
 * house may use it; the client's certificate is for the provider and not shown to the proxy. An attempt ends after
 * `milliseconds`.
 */
export function createTunnels(proxy: Proxy, ca: string | undefined, milliseconds: number): Tunnels {
  const waiting = new Map<string, number>()
  const count = (target: string, by: number) => void waiting.set(target, (waiting.get(target) ?? 0) + by)
  return {
    isWaiting: target => (waiting.get(target) ?? 0) > 0,
    open: async (target) => {
      count(target, 1)
      try {
        return await connect(proxy, target, ca, milliseconds)
      } finally {
        count(target, -1)
      }
    },
  }
}

async function connect(proxy: Proxy, target: string, ca: string | undefined, milliseconds: number): Promise<Socket> {
  const secure = proxy.url.protocol === 'https:'
  const { request } = secure ? await import('node:https') : await import('node:http')
  const host = proxy.url.hostname.replace(/^\[|\]$/g, '')
  const asked = request({
    ...secure ? await speakTls(host, ca) : {}, method: 'CONNECT', host, port: portMeant(proxy.url),
    path: target,
    agent: false, timeout: milliseconds, maxHeaderSize: limits.headers,
    headers: {
      host: target, ...proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization },
    },
  })
  return new Promise<Socket>((resolve, reject) => {
    const fail = (facts: object) => {
      asked.destroy()
      reject(new Failure('proxy-failed', { ...describeProxy(proxy), ...facts }))
    }
    asked.on('timeout', () => fail({ reason: 'silent' })).on('error', error => fail({ reason: reasonOf(error) }))
    asked.on('response', (response: IncomingMessage) => fail({ status: response.statusCode }))
    asked.on('connect', ({ statusCode = 0, headers }: IncomingMessage, socket: Socket, head: Buffer) => {
      if (statusCode < 200 || statusCode > 299) {
        fail({ status: statusCode, ...statusCode === 407 ? { asks: askedFor(headers) } : {} })
        return
      }
      if (head.length > 0) socket.unshift(head)
      asked.setTimeout(0)
      resolve(socket.setTimeout(0))
    })
    asked.end()
  })
}

/**
 * The proxy's certificate must be for its own name: by itself, Node would look for the one in the Host field, which is
 * the provider's.
 */
async function speakTls(host: string, ca: string | undefined): Promise<object> {
  const { rootCertificates } = await import('node:tls')
  return { servername: isIP(host) === 0 ? host : '', ...ca === undefined ? {} : { ca: [...rootCertificates, ca] } }
}

/** The schemes that a proxy takes: `Negotiate, NTLM` (RFC 9110, section 11.7.1). */
function askedFor(headers: IncomingMessage['headers']): string {
  const challenges = [headers['proxy-authenticate'] ?? ''].flat().join(', ').slice(0, 1000)
  return [...new Set(challenges.match(/(?<=^|, *)[A-Za-z][\w-]*(?= |,|$)/g) ?? [])].join(', ')
}

function reasonOf({ code = '' }: NodeJS.ErrnoException): string {
  if (code === 'ECONNRESET') return 'closed'
  if (code === 'HPE_HEADER_OVERFLOW') return 'long-headers'
  return code.startsWith('HPE_') ? 'no-http' : code
}
