import { attemptOf } from '../../attempts.ts'
import { providerOf } from '../../facts/provider.ts'
import { providersWithoutPkce } from '../../facts/dialects.ts'
import { errorOf, headerOf, hides, isGranted, lacks, parameterOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

/**
 * A request for a code without a challenge, of a client that can't keep a secret: it is open to whoever gets the code.
 */
export const readNoProofKey: Reader = record => record.seen.flatMap((asked) => {
  if (!lacksChallenge(asked)) return []
  const exchange = attemptOf(record, asked)?.exchanges.find(isOpenToAnybody)
  const clause = 'RFC 9700 2.1.1'
  if (exchange) return [found('no-pkce-public', 'weak', clause, {}, { in: [asked, exchange] })]
  return isOfNative(asked) ? [found('no-pkce-native', 'weak', clause, {}, { in: asked })] : []
})

/**
 * A request for a code without a challenge, of a client that may have a secret. A code that was taken so is bound to
 * nothing that began here, unless an ID token with its nonce comes; of a request alone nobody knows what it led to, and
 * some known providers have no PKCE.
 */
export const readNoProofKeyConfidential: Reader = record => record.seen.flatMap((asked) => {
  const attempt = attemptOf(record, asked)
  if (!lacksChallenge(asked) || isOfNative(asked) || attempt?.exchanges.some(isOpenToAnybody)) return []
  const isOpenId = /(?:^| )openid(?: |$)/.test(parameterOf(asked, 'scope') ?? '')
  const hasNonce = isOpenId && parameterOf(asked, 'nonce') !== undefined
  const isTaken = attempt?.answers.some(answer =>
    parameterOf(answer, 'code') !== undefined && errorOf(answer) === undefined)
  ?? false
  const isWeak = isTaken && !hasNonce && !providersWithoutPkce.has(providerOf(asked) ?? '')
  return [found('no-pkce', isWeak ? 'weak' : 'note', 'RFC 9700 2.1.1', {}, { in: asked })]
})

function lacksChallenge(asked: Seen): boolean {
  if (asked.kind !== 'authorization-request' || asked.request?.method === 'OPTIONS') return false
  const isAlone = ['code_challenge', 'request', 'request_uri', 'appid'].every(name => lacks(asked, name))
  return isAlone && /(?:^| )code(?: |$)/.test(parameterOf(asked, 'response_type') ?? '')
}

/** A program on the user's device asks: its redirect URI has a scheme of its own, or a loopback address. */
function isOfNative(asked: Seen): boolean {
  return /^(?!https?:)[a-z][\w+.-]*:|^http:\/\/(?:127\.\d+\.\d+\.\d+|\[::1\])[:/]/i.test(
    parameterOf(asked, 'redirect_uri') ?? '',
  )
}

/**
 * The code alone was enough: neither a verifier nor a client's proof of itself stands in the request, and a token came.
 * A browser's export may lack Authorization; a client that names itself in the form has not used it.
 */
function isOpenToAnybody(exchange: Seen): boolean {
  const proofs = ['code_verifier', 'client_secret', 'client_assertion', 'secret']
  const isNamed = parameterOf(exchange, 'client_id') !== undefined
  return isNamed
    && isGranted(exchange)
    && headerOf(exchange.request, 'authorization') === undefined
    && !hides(exchange, 'headers')
    && proofs.every(name => lacks(exchange, name))
}
