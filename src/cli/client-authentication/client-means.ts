import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { cleanGiven, decodeGiven } from '../../given.ts'
import { textOf } from '../../providers/resolve.ts'
import { isStronger, type Resolved } from '../../providers/resolved.ts'
import type { Secret } from '../../secrets/secret.ts'
import type { ClientSettings } from '../../walk/context.ts'
import { keysGiven } from './client-keys.ts'
import { readNamedFile, type Run } from '../run.ts'
import { readTokenAt } from '../token/token-file.ts'
import type { ClientKeys } from './taken-keys.ts'

/**
 * The client with all that it can prove itself with beside a secret: its keys, which may be `known` already, an
 * assertion that somebody else signs, a certificate. Raises `file-unreadable`, `certificate-unusable`,
 * `setting-invalid`.
 */
export async function withMeans(
  run: Run, resolved: Resolved, client: ClientSettings, known?: ClientKeys,
): Promise<ClientSettings> {
  return {
    ...client,
    ...known ?? await keysGiven(run, resolved),
    ...await assertionGiven(run, resolved),
    assertionAudience: textOf(resolved, 'assertion-audience'),
    assertionAlgorithm: textOf(resolved, 'auth-signing-alg'),
  }
}

/** What was said last: a flag counts more than what a profile says of the other setting. */
async function assertionGiven(
  run: Run, resolved: Resolved,
): Promise<Pick<ClientSettings, 'takeAssertion' | 'platform'>> {
  const [file, from] = [resolved['client-assertion-file'], resolved['client-assertion-from']]
  if (file && from?.source === file.source)
    throw new Failure('setting-invalid', {
      setting: '--client-assertion-from', expected: describeBy('without-flag', '--client-assertion-file'),
    })
  if (from && isStronger(from, file)) {
    const { platformOf } = await import('./platform.ts')
    return { platform: platformOf(run, resolved, String(from.value), '--client-assertion-from') }
  }
  const path = textOf(resolved, 'client-assertion-file')
  return path === undefined ? {} : { takeAssertion: () => readAssertion(run, path) }
}

/**
 * Before anybody signs in, makes sure that the file with the client's assertion can be read; what can be read only once
 * is left for its time. Raises `file-unreadable`, `value-unclean`, and `setting-invalid` for an empty one.
 */
export function proveAssertion(run: Run, resolved: Resolved): void {
  const [file, from] = [resolved['client-assertion-file'], resolved['client-assertion-from']]
  const isFrom = from !== undefined && isStronger(from, file)
  const path = isFrom ? /^file:(.+)$/s.exec(String(from.value))?.[1] : textOf(resolved, 'client-assertion-file')
  if (path === undefined || run.context.givesOnce(path)) return
  if (isFrom) readTokenAt(run, { path, flag: '--client-assertion-from', kind: 'workload_token' })
  else readAssertion(run, path)
}

function readAssertion({ context }: Run, path: string): Secret {
  const source = '--client-assertion-file'
  const text = decodeGiven(readNamedFile({ readFile: context.readBytes }, path, source), source)
  return context.secrets.keep('client_assertion', cleanGiven('secret', text.trimEnd(), source, context.given.verbatim))
}
