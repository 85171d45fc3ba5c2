import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Listening } from '../../transport/callback-source.ts'
import { planListening } from '../login/listening.ts'
import type { Run } from '../run.ts'

/** Where the browser comes back after the provider's session has ended, and how it is heard there. */
export interface ReturnAddress {
  redirectUri: string
  ports: readonly number[]
  listening: Listening
}

/**
 * `--post-logout-redirect-uri`, or the redirect URI of the logins with another path. Nothing where nobody could listen
 * at that one. Raises `setting-invalid` for an address by name at which nobody can listen.
 */
export async function findReturnAddress(
  run: Run, resolved: Resolved, isSandbox: boolean,
): Promise<ReturnAddress | undefined> {
  const given = textOf(resolved, 'post-logout-redirect-uri')
  const redirectUri = given
    ?? (textOf(resolved, 'redirect-uri') ?? '').replace(/^(https?:\/\/[^/?#]+).*$/i, '$1/logged-out')
  if (given === undefined && resolved.paste?.value === true) return undefined
  const listening = await listenAt(run, resolved, redirectUri, given !== undefined)
  return listening && { redirectUri, listening, ports: portsFor(resolved, redirectUri, given !== undefined, isSandbox) }
}

/** What a profile or its files make impossible by now keeps nobody from signing out here. */
async function listenAt(run: Run, resolved: Resolved, value: string, isGiven: boolean): Promise<Listening | undefined> {
  const { paste: _paste, listen: _listen, ...others } = resolved
  try {
    return await planListening(run, { ...others, 'redirect-uri': { value, source: 'flag' } })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (!isGiven) return undefined
    if (error.code !== 'redirect-uri-unusable') throw error
    throw new Failure('setting-invalid', {
      setting: '--post-logout-redirect-uri', value, expected: describeBy('heard-address'),
    })
  }
}

/** The ports of the logins, unless the address knows its own. The sandbox takes any. */
function portsFor({ port }: Resolved, redirectUri: string, isGiven: boolean, isSandbox: boolean): readonly number[] {
  if (port !== undefined && (!isGiven || port.source === 'flag')) return port.value as number[]
  return isSandbox && !isGiven ? [Number(new URL(redirectUri).port || 80), 0] : []
}
