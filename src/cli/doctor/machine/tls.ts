import { Failure } from '../../../codes/failure.ts'
import { textOf } from '../../../providers/resolve.ts'
import { bad, good } from '../../../render/doctor/line.ts'
import { readCertificates, readIdentity } from '../../client-authentication/certificate.ts'
import type { FoundLine, Look } from '../look.ts'

/** By which authorities certificates are checked, and whether the files that settings name can be used. */
export const lookAtTls: Look = ({ run: { context }, resolved }) => {
  const { environment, given: { forChildren } } = context
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    return [bad('tls', new Failure('tls-checks-off', { url: '' }))]
  const ca = textOf(resolved, 'ca')
  if (ca !== undefined) readCertificates(context, ca, '--ca')
  readIdentity(
    context, { certificate: textOf(resolved, 'tls-cert'), key: textOf(resolved, 'tls-key') },
    ['--tls-cert', '--tls-key'],
  )
  const added = [['--ca', ca], ['NODE_EXTRA_CA_CERTS', forChildren['NODE_EXTRA_CA_CERTS']]].filter(([, file]) => file)
  if (added.length === 0) return [good('tls', 'tls')]
  return added.map(([by, file]): FoundLine => good('tls', 'authorities-added', { by, file }))
}
