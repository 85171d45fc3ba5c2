import { readRefusal } from '../../protocol/answer/refusal.ts'
import { requestRefresh } from '../../protocol/refresh.ts'
import type { Send, WireResponse } from '../../wire.ts'
import type { ClientSettings } from '../../walk/context.ts'
import type { Exchange, Outcome } from '../verdict.ts'
import { ownUri } from './ask.ts'
import { isBroken } from './answered.ts'
import type { Examinee } from './examinee.ts'
import { open, sight } from './outcomes.ts'
import type { Redeemed } from './grants.ts'
import { whoIs } from './other-client.ts'
import { judgeRefusal } from './refusals.ts'
import { tokensIn } from './takings.ts'

/** What the token endpoint said to a client that sent a code that there is not. */
export interface Introduced {
  /** The code is what was wrong, and not the client. */
  isKnown: boolean
  error: string | undefined
  exchange: Exchange | undefined
}

/** Errors that are about who asks (RFC 6749, section 5.2); some say the second one of a wrong secret. */
const aboutClient: readonly string[] = ['invalid_client', 'unauthorized_client']

/** Errors that are about the code alone: the standard's word, and those of others for it. */
const aboutCode: readonly string[] = ['invalid_grant', 'invalid_code', 'bad_verification_code']

/**
 * Sends a token request of a client with a made-up code: whoever is known hears that the code is wrong. A client that
 * proves itself by nothing is known only where just that is said.
 */
export async function introduce(examinee: Examinee, client: ClientSettings): Promise<Introduced> {
  const { budget, server } = examinee
  if (!provesItself(client)) budget.allowWrong('credentials', server.token_endpoint ?? '')
  const answer = await sendMadeUpCode(examinee, client)
  const { error } = await readRefusal(answer)
  const isOther = answer.status >= 400 && !isBroken(answer) && !isAboutClient(answer.status, error)
  return {
    error, exchange: examinee.seen(),
    isKnown: aboutCode.includes(error ?? '') || (provesItself(client) && (isOther || tokensIn(answer) !== undefined)),
  }
}

/**
 * Judges what is refused to the second client: nothing follows where the token endpoint does not take it for who it
 * says it is.
 */
export async function judgeOther(
  examinee: Examinee, client: ClientSettings, redeemed: Omit<Redeemed, 'tokens'>,
): Promise<Outcome> {
  const { isAccepted, answer, error } = redeemed
  const isOfClient = !isAccepted && isAboutClient(answer?.status, error)
  return (isOfClient ? await whyUnknown(examinee, client) : undefined) ?? judgeRefusal(redeemed, ['invalid_grant'])
}

/** Says so of a client that the token endpoint was found not to know: it is sent nothing more. */
export async function whyUnknown({ controls }: Examinee, client: ClientSettings): Promise<Outcome | undefined> {
  const { isKnown, error, exchange } = await controls.introduced(client)
  if (isKnown) return undefined
  return open(
    'second-client-refused',
    sight('second-client-refused', { client: client.clientId, error, proves: provesItself(client) }, exchange),
  )
}

/** The same, where that was found before. */
export async function whyUnknownBefore(examinee: Examinee, client: ClientSettings): Promise<Outcome | undefined> {
  return examinee.controls.hasIntroduced(client) ? whyUnknown(examinee, client) : undefined
}

/** Tells whether an error is about who asks, and not about what is asked. */
export function isAboutClient(status: number | undefined, error: string | undefined): boolean {
  return status === 401 || aboutClient.includes(error ?? '')
}

/** Whether the client has something to prove itself by. */
export function provesItself(
  { clientSecret, keys = [], takeAssertion, hasCertificate = false, authentication }: ClientSettings,
): boolean {
  return authentication !== 'none'
    && (clientSecret !== undefined || keys.length > 0 || takeAssertion !== undefined || hasCertificate)
}

/** The refresh request of that client, made a token request for a code: its proof of who it is holds for both. */
async function sendMadeUpCode(examinee: Examinee, client: ClientSettings): Promise<WireResponse> {
  const { started, walk, server, send } = examinee
  const { answer } = await requestRefresh(
    { server, ...whoIs(walk, started ?? { server }, client), send: asMadeUpCode(examinee, send) }, 'none', [],
  )
  return answer
}

/** Makes a refresh request one for a code that there is not. */
export function asMadeUpCode(examinee: Examinee, send: Send): Send {
  const fields = {
    grant_type: 'authorization_code', code: 'oauth-walk-check-code', redirect_uri: ownUri(examinee),
    code_verifier: 'oauth-walk-check-'.repeat(3),
  }
  return async ({ body = '', ...request }) => {
    const form = new URLSearchParams(body)
    form.delete('refresh_token')
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return send({ ...request, purpose: 'token', body: form.toString() })
  }
}
