import type { Dpop } from '../../extensions/dpop.ts'
import type { DecryptionKey } from '../../protocol/encryption/decryption-key.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Session } from '../../session/session-record.ts'
import type { Extension } from '../../walk/extension.ts'
import { judgeBindings } from './bindings.ts'
import { openAnswers } from './open-answers.ts'
import { proveByKey } from '../client-authentication/possession.ts'
import type { Run } from '../run.ts'

/**
 * The locks that hold for every request of a stored session: its tokens are bound, their bindings are judged, what
 * comes encrypted is opened. With `dpop` new tokens are bound to a key of their own instead of the session's.
 */
export async function sessionLocks(
  run: Run, resolved: Resolved, session: Session, decryptionKeys: () => Promise<readonly DecryptionKey[]>, dpop?: Dpop,
): Promise<Extension[]> {
  return [
    ...await nameResource(resolved, session),
    ...dpop ? [dpop.extension] : await proveByKey(run, session),
    ...await judgeBindings(run, resolved, dpop?.key ?? (session.dpop_key && (() => session.dpop_key))),
    openAnswers(run.context.secrets, decryptionKeys, resolved),
  ]
}

/**
 * A refresh names the resource that led to the provider, as the login did: another server might give a token for all of
 * its own.
 */
async function nameResource(
  resolved: Resolved, { resource = textOf(resolved, 'protected-resource') }: Session,
): Promise<Extension[]> {
  return resource === undefined ? [] : [(await import('../../extensions/resource.ts')).createResource(resource)]
}
