import { createWidening } from '../../extensions/step-up.ts'
import { Failure } from '../../codes/failure.ts'
import { isTokenRefusal } from '../../protocol/resource/token-refusal.ts'
import { clean } from '../../text/printable.ts'
import type { Options } from '../command-line/options.ts'
import { isWatched, type Run } from '../run.ts'
import { findSession, type SignedIn } from '../sessions/signed-in.ts'
import { resourceOf } from './of-profile.ts'

/** Signs in again after a refusal; nothing where that would not help. */
export type WalkAgain = (before: SignedIn, refusal: Failure) => Promise<SignedIn | undefined>

/**
 * How a command signs in again at a resource that refused it: for a wider scope at most twice, for a new token once.
 * Only where a person can say no to it, or `--step-up` said yes before; otherwise nothing.
 */
export function mayWalkAgain(run: Run, { profile, resolved }: SignedIn): WalkAgain | undefined {
  if (resourceOf(profile) === undefined || !(isWatched(run) || resolved['step-up']?.value === true)) return undefined
  const widen = createWidening()
  let isRenewed = false
  const { mcp } = run.catalogue
  return async (before, refusal) => {
    const wider = widen(before.session.scope, refusal)
    if (wider) {
      run.tell(`! ${mcp.stepsUp(clean(wider.needed.join(' ')), clean(wider.scope.join(' ')))}`)
      return signInAgain(run, profile.name, await keepingRefresh(run, before, wider.scope))
    }
    if (isRenewed || !(ended.includes(refusal.code) || isTokenRefusal(refusal))) return undefined
    isRenewed = true
    run.tell(`! ${mcp.signsInAgain}`)
    return signInAgain(run, profile.name)
  }
}

/** Codes of a session that only a login can make good again. */
const ended: readonly string[] = ['session-ended', 'not-refreshable']

/**
 * A session for more should not be one for less time: what brought the refresh token is asked for again, where the
 * provider knows it.
 */
async function keepingRefresh(run: Run, before: SignedIn, scope: string[]): Promise<string[]> {
  if (before.session.refresh_token === undefined || scope.includes(offline)) return scope
  const [{ travel }, { findProvider }] = await Promise.all([
    import('../back-channel/travel.ts'), import('../../walk/find-provider.ts'),
  ])
  const { scopes_supported: known } = await travel(
    run, before, async walk => findProvider(walk), { authenticates: false },
  )
  return known?.includes(offline) ? [...scope, offline] : scope
}

const offline = 'offline_access'

/** What of a command's flags a login takes over: how it is told, and how the provider and the browser are reached. */
const shared = [
  'quiet', 'verbose', 'color', 'lang', 'httpTimeout', 'ca', 'header', 'tlsCert', 'tlsKey', 'clientSecretFile',
  'clientKey', 'clientAssertionFile', 'clientAssertionFrom', 'workloadAudience', 'store', 'passphraseFile', 'browser',
  'open', 'port', 'timeout',
]

/** The result of such a login is its session: stdout is for what the command was asked for. */
async function signInAgain(run: Run, profile: string, scope?: readonly string[]): Promise<SignedIn> {
  const given = Object.fromEntries(
    shared.flatMap(name => run.options[name] === undefined ? [] : [[name, run.options[name]]]),
  )
  const options: Options = { ...given, profile, ...scope === undefined ? {} : { scope: scope.join(' ') } }
  const { login } = await import('../login.ts')
  await login({ ...run, options, result: () => undefined }, profile).catch((error: unknown) => {
    throw error instanceof Failure ? error.with(undefined, { signs_in: true }) : error
  })
  return findSession({ ...run, options: { ...run.options, profile } })
}
