import { connect } from 'node:tls'

/** What a server shows when TLS begins. */
export interface ServerCertificate {
  /** `TLSv1.3`, for example. */
  protocol: string
  validUntil: Date
}

/** By which authorities the certificate is checked (PEM), and for how long it is waited for. */
interface Looking { ca: string | undefined, signal: AbortSignal, seconds: number }

/**
 * Looks at the certificate of an https address without a request, straight and never by a proxy; nothing where no
 * connection comes about.
 */
export async function certificateOf(
  url: URL, { ca, signal, seconds }: Looking,
): Promise<ServerCertificate | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = connect({
      host, port: Number(url.port || 443), servername: /^[\d.]+$|:/.test(host) ? '' : host,
      ...ca === undefined ? {} : { ca },
    })
    const end = (seen: ServerCertificate | undefined) => {
      socket.destroy()
      resolve(seen)
    }
    signal.addEventListener('abort', () => end(undefined), { once: true })
    socket.setTimeout(seconds * 1000, () => end(undefined)).once('error', () => end(undefined)).once('close', () =>
      resolve(undefined))
    socket.once('secureConnect', () => {
      const until = new Date(socket.getPeerCertificate().valid_to)
      end(Number.isNaN(until.getTime()) ? undefined : { protocol: socket.getProtocol() ?? '', validUntil: until })
    })
  })
}
