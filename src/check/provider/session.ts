import { Failure } from '../../codes/failure.ts'
import { pageErrors } from '../../codes/page-errors.ts'
import type { CheckedParameters } from '../../protocol/authorization-response.ts'
import type { Started } from '../../walk/1-start.ts'
import type { Redirected } from '../../walk/2-redirect.ts'
import type { Tokens } from '../../walk/5-token.ts'
import type { ClientSettings, Walk } from '../../walk/context.ts'
import type { Extension } from '../../walk/extension.ts'
import { bringCode } from './bring-code.ts'
import { openCodes } from './codes.ts'
import { isAnswered, isTaken } from './controls.ts'
import type { Examinee } from './examinee.ts'
import { errorIn, redeemCode, refreshBroken, type Redeemed, type Refreshed } from './grants.ts'
import { isHeldPort, openPatience } from './held-port.ts'
import { SignInFailed, toSignInFailed } from './sign-in-failed.ts'

/** Messages broken on purpose: what an extension may change of them. */
export type Broken = Omit<Extension, 'name'>

/** How a code is asked for. */
export interface Authorizing {
  broken?: Broken
  /** Another state than 32 random bytes. */
  state?: string
  /** Another scope than the login's. */
  scope?: string[]
  /** The person may be asked again: `prompt=none` brings no refresh token at some providers. */
  interactive?: boolean
  waitSeconds?: number
  /** Another client of the same provider asks. */
  client?: ClientSettings | undefined
  /** Extensions of the login that are left out, by name. */
  without?: readonly string[]
}

/** A code, with all that step 5 needs to redeem it. It is good for one exchange. */
export interface Authorized {
  walk: Walk
  started: Started
  redirected: Redirected
  parameters: CheckedParameters
  /** The authorization response as it came. */
  response: URLSearchParams
  /** The address that the browser was sent to, as it may be shown. */
  opened: string | undefined
}

/**
 * One browser session: the first code is brought by whoever signs in, each further one without a question where the
 * provider allows that.
 */
export interface Session {
  /** Steps 1 to 4. Raises `SignInFailed` where no code came, and `Stopped`. */
  authorize: (authorizing?: Authorizing) => Promise<Authorized>
  /** Has somebody sign in where nobody has yet. Raises `SignInFailed`. */
  signIn: () => Promise<void>
  /** Step 5, with the token request broken. Raises what is not the provider's answer. */
  redeem: (authorized: Authorized, broken?: Broken) => Promise<Redeemed>
  /** The refresh grant, broken; `walk` is another client's where it is one. */
  refresh: (tokens: Pick<Tokens, 'refresh_token' | 'scope'
  | 'claims'>, broken?: Broken, walk?: Walk) => Promise<Refreshed>
  /** A code came that had come before in this run: it works as often as somebody signs in. */
  hasRepeated: () => boolean
  /** How many codes came in this run. */
  count: () => number
  /** The first failure of a sign-in that was not broken: nobody asks for another one. */
  failed: () => Failure | undefined
}

/** Opens a session; nothing is sent before the first code is asked for. */
export function openSession(examineeOf: () => Examinee): Session {
  let failed: SignInFailed | undefined
  let hasSignedIn = false
  // Once a provider wants its page each time, it is not asked again whether it does.
  let [isSilent, isProven] = [true, false]
  const codes = openCodes()
  const untilFree = openPatience(() => examineeOf().walk)
  const bring = async (authorizing: Authorizing, silent: boolean) => {
    const authorized = await untilFree(async () => bringCode(examineeOf(), authorizing, silent))
    codes.note(authorized.response.get('code'))
    return authorized
  }
  const bringByPage = async (authorizing: Authorizing) => {
    try {
      const authorized = await bring(authorizing, false)
      hasSignedIn = true
      return authorized
    } catch (error) {
      const raised = toSignInFailed(error, examineeOf().notebook)
      if (!hasSignedIn && isUnbroken(authorizing) && !isHeldPort(error)) failed = raised
      throw raised
    }
  }
  const bringSilently = async (authorizing: Authorizing) => {
    try {
      const authorized = await bring(authorizing, true)
      isProven = true
      return authorized
    } catch (error) {
      const raised = toSignInFailed(error, examineeOf().notebook)
      const said = errorIn(raised.failure)
      const isPageWanted = said !== undefined && pageErrors.includes(said)
      // Some refuse prompt=none by any error, as invalid_request where no id_token_hint is with it (OpenID Connect Core
      // 1.0, section 3.1.2.1).
      if (said === undefined || (!isPageWanted && isProven)) throw raised
      if (isPageWanted) isSilent = false
      const authorized = await bringByPage(authorizing)
      isSilent = false
      return authorized
    }
  }
  const authorize = async (authorizing: Authorizing = {}): Promise<Authorized> => {
    // What comes after the first is told where that one went.
    if (failed) throw new SignInFailed(failed.failure, { opened: failed.opened })
    failed = hasSignedIn ? undefined : await whyRefused(examineeOf())
    if (failed) throw failed
    const silent = hasSignedIn && isSilent && !authorizing.interactive && await knowsPrompt(examineeOf())
    return silent ? bringSilently(authorizing) : bringByPage(authorizing)
  }
  return {
    authorize,
    signIn: async () => {
      // The code is of use: the rules about tokens are read from what it brings.
      if (!hasSignedIn) await examineeOf().controls.tokens()
    },
    hasRepeated: codes.hasRepeated,
    count: codes.count,
    failed: () => failed?.failure,
    redeem: async (authorized, broken) => redeemCode(authorized, broken, examineeOf().seen),
    refresh: async (tokens, broken, walk) => refreshBroken(examineeOf(), tokens, broken, walk),
  }
}

/** Whether nothing but the sign-in itself can be why no code came. */
function isUnbroken({ broken, state, client }: Authorizing): boolean {
  return broken === undefined && state === undefined && client === undefined
}

/** Whether `prompt=none` means something to the provider: it answered a request that nobody signed in for. */
async function knowsPrompt({ started, controls }: Examinee): Promise<boolean> {
  return (started?.scope.includes('openid') ?? false) && isAnswered(await controls.usual())
}

/** Nobody is asked to sign in where the provider shows an error to whoever comes. */
async function whyRefused({ controls, ask }: Examinee): Promise<SignInFailed | undefined> {
  if (isTaken(await controls.usual())) return undefined
  const { kind, error, answer: { status }, exchange } = await ask({ mayShowPage: true })
  if (kind !== 'refused' && kind !== 'unavailable') return undefined
  return new SignInFailed(new Failure('authorization-refused', { provider: { error, status } }), { exchange })
}
