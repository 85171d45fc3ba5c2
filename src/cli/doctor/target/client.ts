import { Failure } from '../../../codes/failure.ts'
import { isAssertionNamed, requireClientId, textOf } from '../../../providers/resolve.ts'
import type { Resolved } from '../../../providers/resolved.ts'
import { bad, note } from '../../../render/doctor/line.ts'
import { isSealed } from '../../../addresses/store-address.ts'
import { isSecretDemanded, isSecretNamed } from '../../client-authentication/client-secret.ts'
import { mayBeNobody } from '../../login/grant.ts'
import { isWatched } from '../../run.ts'
import { sessionKeyOf } from '../../sessions/signed-in.ts'
import { storeAsked } from '../../sessions/stores.ts'
import type { FoundLine, Look } from '../look.ts'
import { profileOf } from './session.ts'
import type { AtProvider } from './visit.ts'

/**
 * Whether a login would know who its client is, and by what the client proves itself: where nobody can be asked, it
 * ends without that. A client that is named by its document is a public one (OAuth Client ID Metadata Document, section
 * 4.1), unless its document names a key.
 */
export const lookAtClient: Look<AtProvider> = async (ground) => {
  const { resolved, sandbox } = ground
  // The sandbox knows its own client.
  if (sandbox || resolved['protected-resource'] !== undefined || mayBeNobody(resolved)) return []
  const client = textOf(resolved, 'client-id')
  if (client === undefined) return [lookForId(ground)]
  if (textOf(resolved, 'auth-method') === 'none') return []
  if (await hasProof(ground)) return [note('client', 'proof-untried')]
  return client.startsWith('https://') ? [] : [lookForSecret(ground)]
}

/** Without metadata, that is what is wrong; and where clients register themselves, the login is told to. */
function lookForId({ run, resolved, destination, server }: AtProvider): FoundLine {
  const registers = server?.registration_endpoint !== undefined
  if (server && !registers && !isWatched(run)) requireClientId(resolved, destination.target)
  return note('client', 'client-missing', { registers, asked: isWatched(run) })
}

function lookForSecret({ run, resolved, server }: AtProvider): FoundLine {
  const { stdin, stderr } = run.context.terminal
  if (isSecretDemanded(resolved) && !(stdin && stderr))
    return bad('client', new Failure('person-needed', { what: 'client-secret' }))
  const methods = server?.token_endpoint_auth_methods_supported
  return note('client', 'secret-missing', { unlisted: Array.isArray(methods) && !methods.includes('none') })
}

/** Something that only a token endpoint judges, and it does so for a code alone. */
async function hasProof(ground: AtProvider): Promise<boolean> {
  const { run, resolved } = ground
  return isSecretNamed(run, resolved) || hasOtherProof(resolved) || hasStoredSecret(ground)
}

function hasOtherProof(resolved: Resolved): boolean {
  return resolved['client-key'] !== undefined
    || resolved['tls-cert'] !== undefined
    || isAssertionNamed(resolved)
}

/** The secret of the last login holds for the next one. A session that is sealed is not opened: it may have one. */
async function hasStoredSecret({ run, resolved, destination }: AtProvider): Promise<boolean> {
  const [saved, kept] = [profileOf(run, destination), storeAsked(resolved)]
  if (!saved) return false
  return isSealed(kept) || (await run.openSessions(kept).read(sessionKeyOf(run, saved)))?.client_secret !== undefined
}
