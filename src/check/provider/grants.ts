import { Failure } from '../../codes/failure.ts'
import { exchangeCode, type Tokens } from '../../walk/5-token.ts'
import { refreshTokens } from '../../walk/after/refresh.ts'
import type { Walk } from '../../walk/context.ts'
import type { Observer } from '../../walk/events.ts'
import type { WireResponse } from '../../wire.ts'
import type { Exchange, Fact } from '../verdict.ts'
import { breaking } from './broken.ts'
import type { Examinee } from './examinee.ts'
import type { Authorized, Broken } from './session.ts'
import { tokensIn } from './takings.ts'

/** What came of a token request. */
export interface Redeemed {
  /** Tokens came: whatever else is wrong with them, the request was accepted. */
  isAccepted: boolean
  /** They passed the checks of the walk's own step. */
  tokens: Tokens | undefined
  failure: Failure | undefined
  /**
   * Those of its checks that do not hold: an examination goes on where a login would end, so that no failure tells of
   * them.
   */
  unsound: readonly UnsoundCheck[]
  /** The answer as it came; nothing where none did. */
  answer: WireResponse | undefined
  exchange: Exchange | undefined
  /** The provider's error code. */
  error: string | undefined
}

export type UnsoundCheck = Extract<Fact, { kind: 'check' }>

/** What a refresh brought. */
export type Refreshed = Redeemed

/** The error code that a provider sent. */
export function errorIn({ details }: Failure): string | undefined {
  const { error } = (details['provider'] ?? {}) as { error?: unknown }
  return typeof error === 'string' ? error : undefined
}

/** What says nothing of a provider. */
export function isOurOwn({ code }: Failure): boolean {
  return ['interrupted', 'terminated', 'internal-error'].includes(code)
}

/** Step 5 with its message broken. Raises what is no answer of the provider's. */
export async function redeemCode(
  { walk, started, redirected, parameters }: Authorized, broken: Broken | undefined, seen: Examinee['seen'],
): Promise<Redeemed> {
  return judge('token', walk, broken, seen, async here =>
    exchangeCode(here, started, { ...redirected, send: here.send }, parameters))
}

/** The refresh grant with its message broken. Raises what is no answer of the provider's. */
export async function refreshBroken(
  { walk, started, seen }: Examinee,
  { refresh_token, scope, claims }: Pick<Tokens, 'refresh_token' | 'scope' | 'claims'>, broken?: Broken, other?: Walk,
): Promise<Refreshed> {
  if (!refresh_token || !started) throw new Failure('internal-error')
  const user = {
    issuer: started.server.issuer, subject: claims?.sub, clientId: started.client.client_id, authTime: undefined,
    first: undefined,
  }
  const session = { refreshToken: refresh_token, scope, user, parameters: [] }
  return judge('refresh', other ?? walk, broken, seen, async here => refreshTokens(here, session))
}

async function judge<Got>(
  purpose: 'token' | 'refresh', walk: Walk, broken: Broken | undefined, seen: Examinee['seen'],
  run: (walk: Walk) => Promise<Got>,
): Promise<Omit<Redeemed, 'tokens'> & { tokens: Got | undefined }> {
  let answer: WireResponse | undefined
  let exchange: Exchange | undefined
  const listening: Broken = {
    send: next => async (request) => {
      const came = await next(request)
      if (request.purpose === purpose) [answer, exchange] = [came, seen()]
      return came
    },
  }
  const unsound: UnsoundCheck[] = []
  const noting: Observer = (event) => {
    if (event.type === 'check' && !event.ok) unsound.push({ kind: 'check', event })
  }
  const here = {
    ...breaking(breaking(walk, broken), listening), observers: [...walk.observers, noting], step: 'token' as const,
  }
  const { tokens, failure } = await run(here).then(got => ({ tokens: got, failure: undefined }), (error: unknown) => {
    if (!(error instanceof Failure) || isOurOwn(error) || answer === undefined) throw error
    return { tokens: undefined, failure: error }
  })
  const isAccepted = answer !== undefined && tokensIn(answer) !== undefined
  return { isAccepted, tokens, failure, unsound, answer, exchange, error: failure && errorIn(failure) }
}
