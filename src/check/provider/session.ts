import { Failure } from '../../failure.ts'
import type { CheckedParameters } from '../../protocol/authorization-response.ts'
import { drawProtection, type Started } from '../../walk/1-start.ts'
import { redirect, type Redirected } from '../../walk/2-redirect.ts'
import { waitForConsent } from '../../walk/3-consent.ts'
import { receiveCallback } from '../../walk/4-callback.ts'
import type { Tokens } from '../../walk/5-token.ts'
import type { ClientSettings, Walk } from '../../walk/context.ts'
import type { Extension, Parameters } from '../../walk/extension.ts'
import { asClient, setParameter } from './ask.ts'
import { isAnswered, isTaken } from './controls.ts'
import { breaking, leavingOut } from './broken.ts'
import type { Examinee } from './examinee.ts'
import { errorIn, isOurOwn, redeemCode, refreshBroken, type Redeemed, type Refreshed } from './grants.ts'

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
}

/** One browser session: the first code is brought by whoever signs in, each further one without a question where the provider allows that. */
export interface Session {
  /** Steps 1 to 4. Raises `SignInFailed` where no code came, and `Stopped`. */
  authorize: (authorizing?: Authorizing) => Promise<Authorized>
  /** Has somebody sign in where nobody has yet. Raises `SignInFailed`. */
  signIn: () => Promise<void>
  /** Step 5, with the token request broken. Raises what is not the provider's answer. */
  redeem: (authorized: Authorized, broken?: Broken) => Promise<Redeemed>
  /** The refresh grant, broken; `walk` is another client's where it is one. */
  refresh: (tokens: Pick<Tokens, 'refresh_token' | 'scope' | 'claims'>, broken?: Broken, walk?: Walk) => Promise<Refreshed>
  /** The first failure of a sign-in that was not broken: nobody asks for another one. */
  failed: () => Failure | undefined
}

/** No code came by the browser. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.code, { cause: failure })
    this.failure = failure
  }
}

/** Answers that mean that somebody has to look at a page (OpenID Connect Core 1.0, section 3.1.2.6). */
const wantsPage: readonly string[] = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required']

/** Seconds for a code that comes without a question. */
const patience = 30

/** Opens a session; nothing is sent before the first code is asked for. */
export function openSession(examineeOf: () => Examinee): Session {
  let failed: Failure | undefined
  let hasSignedIn = false
  // Once a provider wants its page each time, it is not asked again whether it does.
  let isSilent = true
  const bring = async (authorizing: Authorizing, silent: boolean) => bringCode(examineeOf(), authorizing, silent)
  const authorize = async (authorizing: Authorizing = {}): Promise<Authorized> => {
    if (failed) throw new SignInFailed(failed)
    if (!hasSignedIn) await requireTaken(examineeOf())
    const silent = hasSignedIn && isSilent && !authorizing.interactive && await knowsPrompt(examineeOf())
    try {
      const authorized = await bring(authorizing, silent)
      hasSignedIn = true
      return authorized
    } catch (error) {
      if (!(error instanceof Failure) || isOurOwn(error)) throw error
      if (silent && wantsPage.includes(errorIn(error) ?? '')) {
        isSilent = false
        return authorize(authorizing)
      }
      if (!hasSignedIn && authorizing.broken === undefined && authorizing.state === undefined && authorizing.client === undefined) failed = error
      throw new SignInFailed(error)
    }
  }
  return {
    authorize,
    signIn: async () => {
      if (!hasSignedIn) await authorize()
    },
    failed: () => failed,
    redeem: async (authorized, broken) => redeemCode(authorized, broken, examineeOf().seen),
    refresh: async (tokens, broken, walk) => refreshBroken(examineeOf(), tokens, broken, walk),
  }
}

/** Whether `prompt=none` means something to the provider: it answered a request that nobody signed in for. */
async function knowsPrompt({ started, controls }: Examinee): Promise<boolean> {
  return (started?.scope.includes('openid') ?? false) && isAnswered(await controls.usual())
}

/** Nobody is asked to sign in where the provider shows an error to whoever comes. Raises `SignInFailed`. */
async function requireTaken({ controls, ask }: Examinee): Promise<void> {
  if (isTaken(await controls.usual())) return
  const { kind, error, answer: { status } } = await ask({ mayShowPage: true })
  if (kind === 'refused' || kind === 'unavailable') throw new SignInFailed(new Failure('authorization-refused', { provider: { error, status } }))
}

async function bringCode(examinee: Examinee, authorizing: Authorizing, silent: boolean): Promise<Authorized> {
  const { broken, state, scope, waitSeconds, without, client } = authorizing
  const { started: known, walk: base, browser } = examinee
  if (!known || !browser) throw new Failure('internal-error')
  const { signal, close, observers, ...opened } = browser(silent)
  const seconds = waitSeconds ?? (silent ? Math.min(patience, base.login.waitSeconds) : base.login.waitSeconds)
  const walk: Walk = {
    ...breaking(leavingOut(base, without), quietly(broken, silent)), ...opened, observers: [...base.observers, ...observers],
    signal: AbortSignal.any([base.signal, signal]),
    login: { ...base.login, waitSeconds: seconds, ...scope && { scope } },
  }
  const drawn = drawProtection(walk, { nonce: known.nonce !== undefined, codeVerifier: known.codeVerifier !== undefined })
  const own = state === undefined ? {} : { state: walk.secrets.keep('state', state) }
  const other = client ? asClient(walk, client, known.server) : {}
  const started = { ...withoutIssuerCheck(known), ...drawn, ...own, ...other, ...scope && { scope } }
  try {
    return await receive(walk, started)
  } finally {
    close()
  }
}

/** The probe on `iss` judges that parameter: the others go on without it. */
function withoutIssuerCheck(started: Started): Started {
  const { authorization_response_iss_parameter_supported: _promised, ...server } = started.server
  return { ...started, server }
}

function quietly(broken: Broken = {}, silent: boolean): Broken {
  return {
    ...broken,
    authorizationRequest: async (parameters, party) => {
      const asked: Parameters = silent ? setParameter(parameters, 'prompt', 'none') : parameters
      return await broken.authorizationRequest?.(asked, party) ?? asked
    },
    authorizationResponse: async (parameters) => {
      const told = new URLSearchParams([...parameters].filter(([name]) => name !== 'iss'))
      return await broken.authorizationResponse?.(told) ?? told
    },
  }
}

async function receive(walk: Walk, started: Started): Promise<Authorized> {
  const redirected = await redirect({ ...walk, step: 'redirect' }, started)
  try {
    const returned = await waitForConsent({ ...walk, step: 'consent' }, redirected).catch((error: unknown) => {
      throw error instanceof Failure ? error.with('consent', { ignored: redirected.answer.ignored.list() }) : error
    })
    try {
      const parameters = await receiveCallback({ ...walk, step: 'callback' }, started, redirected, returned)
      await returned.request.answer(walk.pages.finished({ ok: true }))
      return { walk, started, redirected, parameters, response: returned.request.parameters }
    } catch (error) {
      await returned.request.answer(walk.pages.finished({ ok: false, failure: error instanceof Failure ? error : new Failure('internal-error') }))
      throw error
    }
  } finally {
    await redirected.source.close()
  }
}
