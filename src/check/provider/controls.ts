import { Failure } from '../../codes/failure.ts'
import { pageErrors } from '../../codes/page-errors.ts'
import { learnFrom } from '../../walk/ask-again.ts'
import type { ClientSettings } from '../../walk/context.ts'
import type { Exchange } from '../verdict.ts'
import type { Asked } from './ask.ts'
import type { Examinee } from './examinee.ts'
import type { Redeemed } from './grants.ts'
import { isHeldPort } from './held-port.ts'
import { introduce, type Introduced } from './second-client.ts'
import type { Authorized } from './session.ts'

/** Messages that must be accepted unbroken, so that a refusal of the broken one means something. */
export const controlNames = ['authorization-request', 'token-request', 'refresh-request'] as const
export type ControlName = typeof controlNames[number]

/** A login of this run in which nothing was broken. */
export interface UsualTokens { authorized: Authorized, redeemed: Redeemed }

/** Each control is made once a run, and only where something rests on it. */
export interface Controls {
  /** The authorization request unbroken, without a browser. */
  usual: () => Promise<Asked>
  /** Whether that was pushed, as far as it was made: each authorization request is two requests then. */
  arePushed: () => boolean
  /** A code redeemed unbroken, once a run: the rules about tokens are read from it. Raises what `holds` raises. */
  tokens: () => Promise<UsualTokens>
  /** Whether the unbroken message was accepted. Raises `Stopped`, `SignInFailed`, and what is the network's. */
  holds: (name: ControlName) => Promise<boolean>
  /** The unbroken message with its answer, as it may be shown. */
  exchange: (name: ControlName) => Promise<Exchange | undefined>
  /**
   * Whether the token endpoint knows a client that is not the login's, asked once a run. Raises `Stopped`, and what is
   * the network's.
   */
  introduced: (client: ClientSettings) => Promise<Introduced>
  hasIntroduced: (client: ClientSettings) => boolean
  /** Notes that a probe has seen such a message accepted: it is not sent once more. */
  note: (name: ControlName) => void
}

/** Gets the controls ready; none is made before something asks for it. */
export function openControls(examineeOf: () => Examinee): Controls {
  const noted = new Set<ControlName>()
  let usual: Promise<Asked> | undefined
  let isPushed = false
  const askUsual = async () => (usual ??= askWisely(examineeOf()).then((asked) => {
    isPushed = asked.isPushed
    return asked
  }))
  const introductions = new Map<string, Promise<Introduced>>()
  const tokens = once(async (): Promise<UsualTokens> => {
    const { session } = examineeOf()
    const authorized = await session.authorize()
    return { authorized, redeemed: await session.redeem(authorized) }
  })
  const refresh = once(async () => examineeOf().grant.refresh())
  const make: Record<ControlName, () => Promise<boolean>> = {
    'authorization-request': async () => isTaken(await askUsual()),
    'token-request': async () => (await tokens()).redeemed.isAccepted,
    'refresh-request': async () => (await refresh())?.isAccepted ?? false,
  }
  const exchanges: Record<ControlName, () => Promise<Exchange | undefined>> = {
    'authorization-request': async () => (await askUsual()).exchange,
    'token-request': async () => (await tokens()).redeemed.exchange,
    'refresh-request': async () => (await refresh())?.exchange,
  }
  return {
    usual: askUsual,
    arePushed: () => isPushed,
    tokens,
    holds: async name => noted.has(name) || make[name](),
    exchange: async name => exchanges[name](),
    introduced: async (client) => {
      const made = introductions.get(client.clientId) ?? introduce(examineeOf(), client)
      introductions.set(client.clientId, made)
      return made
    },
    hasIntroduced: ({ clientId }) => introductions.has(clientId),
    note: name => void noted.add(name),
  }
}

/** Makes something once a run; anew only where nothing came of it since another program had the port. */
function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return async () => (made ??= make().catch((error: unknown) => {
    if (isHeldPort(error)) made = undefined
    throw error
  }))
}

/** The request unbroken; asked once more where the refusal tells how this client must ask: by a pushed request, say. */
async function askWisely({ ask, walk }: Examinee): Promise<Asked> {
  const asked = await ask()
  if (isTaken(asked) || asked.error === undefined) return asked
  const provider = {
    error: asked.error, error_description: asked.response.get('error_description') ?? undefined,
    status: asked.answer.status,
  }
  return await learnFrom(walk, new Failure('authorization-refused', { provider })) ? ask() : asked
}

/**
 * Errors by which a request that nobody signed in for is answered where nothing else is wrong with it (OpenID Connect
 * Core 1.0, section 3.1.2.6).
 */
const harmless: readonly string[] = [...pageErrors, 'invalid_scope']

/**
 * Whether the provider takes the request as it is: it says to the redirect URI that somebody must sign in, or shows the
 * way to its page. Any other error means that it would refuse whatever this client asks.
 */
export function isTaken({ kind, error }: Asked): boolean {
  return kind === 'code'
    || kind === 'sent-on'
    || kind === 'page'
    || (kind === 'error' && harmless.includes(error ?? ''))
}

/**
 * Whether the provider answers at the redirect URI before it shows a page: then it is proven what it thinks of a
 * redirect URI.
 */
export function isAnswered({ kind }: Asked): boolean {
  return kind === 'code' || kind === 'error'
}
