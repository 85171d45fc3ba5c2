import { cleanGiven, decodeGiven } from '../given.ts'
import { textOf, type Resolved } from '../providers/resolve.ts'
import type { Secret } from '../secrets/secret.ts'
import type { ClientSettings } from '../walk/context.ts'
import { keysGiven } from './client-keys.ts'
import { readNamedFile, type Run } from './run.ts'
import type { ClientKeys } from './taken-keys.ts'

/**
 * The client with all that it can prove itself with beside a secret: its keys, which may be `known` already, an assertion that somebody else signs,
 * a certificate. Raises `file-unreadable`, `certificate-unusable`, `setting-invalid`.
 */
export async function withMeans(run: Run, resolved: Resolved, client: ClientSettings, known?: ClientKeys): Promise<ClientSettings> {
  const assertion = textOf(resolved, 'client-assertion-file')
  return {
    ...client,
    ...known ?? await keysGiven(run, resolved),
    takeAssertion: assertion === undefined ? undefined : () => readAssertion(run, assertion),
    assertionAudience: textOf(resolved, 'assertion-audience'),
    assertionAlgorithm: textOf(resolved, 'auth-signing-alg'),
  }
}

function readAssertion({ context }: Run, path: string): Secret {
  const source = '--client-assertion-file'
  const text = decodeGiven(readNamedFile({ readFile: context.readBytes }, path, source), source)
  return context.secrets.keep('client_assertion', cleanGiven('secret', text.trimEnd(), source, context.given.verbatim))
}
