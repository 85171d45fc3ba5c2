import { cleanGiven } from '../../given.ts'
import { Failure } from '../../codes/failure.ts'
import type { Profile } from '../../session/profile-file.ts'
import { readAddress } from '../api/request.ts'
import { findSessionOrGivenToken } from '../sessions/given-token.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'

/**
 * The resource at which a profile's login began; flags and environment do not name another, since the token would go
 * there.
 */
export function resourceOf({ settings }: Profile): string | undefined {
  const kept = settings['protected-resource']
  return typeof kept === 'string' ? kept : undefined
}

/** A session, and the resource that it is for. */
export interface AtResource { signedIn: SignedIn, url: string }

/**
 * The session of a word that stands for a resource: its address, the name of a profile, or nothing for the active one.
 * A token of the environment goes to whichever address was given. Raises `no-session`, `resource-unknown`,
 * `setting-invalid`, and what finding a session raises.
 */
export async function findAtResource(run: Run, said: string | undefined): Promise<AtResource> {
  const address = said !== undefined && /^https?:\/\//i.test(said)
    ? readAddress(cleanGiven('address', said, 'TARGET')).href
    : undefined
  const isGiven = address !== undefined && run.context.given.hasSecret('OAUTH_WALK_ACCESS_TOKEN')
  const named = address === undefined ? said : isGiven ? undefined : profileAt(run, address)
  const signedIn = await findSessionOrGivenToken(
    named === undefined ? run : { ...run, options: { ...run.options, profile: named } },
  )
  const url = isGiven ? address : resourceOf(signedIn.profile)
  if (url === undefined) throw new Failure('resource-unknown', { profile: signedIn.profile.name })
  return { signedIn, url }
}

/** The profile whose login began at this address; of several the active one. Raises `no-session`. */
function profileAt({ profiles, options }: Run, address: string): string {
  const known = profiles.list().filter(profile => sameAddress(resourceOf(profile), address))
  const wanted = options.profile ?? profiles.active()
  const found = known.find(({ name }) => name === wanted) ?? (options.profile === undefined ? known[0] : undefined)
  if (!found)
    throw new Failure('no-session', {
      resource: address, again: { login: [[address]], session: [], played: [], isLogin: false },
    })
  return found.name
}

function sameAddress(kept: string | undefined, address: string): boolean {
  return kept !== undefined && URL.canParse(kept) && new URL(kept).href === address
}
