import { isLoopbackHost, parseAddress } from '../../../addresses/loopback.ts'
import { textOf } from '../../../providers/resolve.ts'
import { good, note } from '../../../render/doctor/line.ts'
import { certificateOf } from '../../../transport/server-certificate.ts'
import { chooseProxy } from '../../../transport/proxy.ts'
import { readCertificates } from '../../client-authentication/certificate.ts'
import type { Look } from '../look.ts'
import type { AtProvider } from './visit.ts'

const day = 86_400_000
const soonDays = 14

/** The certificate that the token endpoint's server shows, and how long it is good. */
export const lookAtCertificate: Look<AtProvider> = async ({ server, run: { context }, resolved }) => {
  const url = parseAddress(server?.token_endpoint ?? '')
  if (url === undefined) return []
  if (url.protocol !== 'https:')
    return !isLoopbackHost(url.hostname) ? [] : [good('certificate', 'certificate-loopback', { host: url.host })]
  if (!isLoopbackHost(url.hostname) && chooseProxy(url, context.environment))
    return [note('certificate', 'certificate-proxy', { host: url.host })]
  const ca = textOf(resolved, 'ca')
  const authorities = ca === undefined ? undefined : readCertificates(context, ca, '--ca')
  const seen = await certificateOf(url, {
    ca: authorities, signal: context.signal, seconds: resolved['http-timeout']?.value as number,
  })
  if (seen === undefined) return []
  const days = Math.floor((seen.validUntil.getTime() - context.now()) / day)
  const details = { host: url.host, protocol: seen.protocol, until: seen.validUntil.toISOString().slice(0, 10), days }
  return [
    days < soonDays ? note('certificate', 'certificate-ends', details) : good('certificate', 'certificate', details),
  ]
}
