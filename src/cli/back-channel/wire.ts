import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { TlsFiles } from '../../render/saved/transcript.ts'
import { createSend } from '../../transport/send.ts'
import type { Send } from '../../wire.ts'
import { readCertificates, readIdentity } from '../client-authentication/certificate.ts'
import type { Run } from '../run.ts'

/** The files of these settings by name, wherever the reader of them will stand. */
export function tlsFilesOf({ context }: Run, resolved: Resolved): TlsFiles {
  const named = {
    ca: textOf(resolved, 'ca'), certificate: textOf(resolved, 'tls-cert'), key: textOf(resolved, 'tls-key'),
  }
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, file]) => file === undefined ? [] : [[name, context.absolutePath(file)]]),
  )
}

/** The bare wire with the settings of TLS and time; raises `file-unreadable`, `certificate-unusable`. */
export function createWire({ context }: Run, resolved: Resolved): Send {
  const { environment } = context
  const ca = textOf(resolved, 'ca')
  const files = { certificate: textOf(resolved, 'tls-cert'), key: textOf(resolved, 'tls-key') }
  const identity = readIdentity(context, files, ['--tls-cert', '--tls-key'])
  return createSend({
    timeoutSeconds: resolved['http-timeout']?.value as number,
    signal: context.signal,
    ca: ca === undefined ? undefined : readCertificates(context, ca, '--ca'),
    ...identity,
    tlsChecksOff: environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
    proxies: environment,
  })
}
