import { textOf, type Resolved } from '../providers/resolve.ts'
import { parseInOneTier } from '../transport/one-tier.ts'
import { createSend } from '../transport/send.ts'
import type { Send } from '../wire.ts'
import { readNamedFile, type Run } from './run.ts'

/** The bare wire with the settings of TLS and time; raises `file-unreadable`. */
export function createWire({ context }: Run, resolved: Resolved): Send {
  const { environment } = context
  const file = (name: 'ca' | 'tls-cert' | 'tls-key') => {
    const path = textOf(resolved, name)
    return path === undefined ? undefined : readNamedFile(context, path, `--${name}`)
  }
  const send = createSend({
    timeoutSeconds: resolved['http-timeout']?.value as number,
    signal: context.signal,
    ca: file('ca'),
    certificate: file('tls-cert'),
    key: file('tls-key'),
    tlsChecksOff: environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
    proxied: ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some(name => environment[name]),
  })
  return context.nodeVersion.startsWith('v20.') ? parseInOneTier(send) : send
}
