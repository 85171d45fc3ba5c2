import { Failure } from '../codes/failure.ts'
import { checkVerificationAddress, requestDeviceAuthorization, type DeviceAuthorization } from '../protocol/device.ts'
import type { Exchange } from '../protocol/library.ts'
import type { TokenEndpointParty } from '../protocol/token-request.ts'
import { start, type Started } from './1-start.ts'
import { judgeTokens, type Tokens } from './5-token.ts'
import { learnFrom, withScope } from './ask-again.ts'
import { backChannel } from './back-channel.ts'
import type { Walk } from './context.ts'
import { pollUntilDecided } from './device-polls.ts'
import { challengeOf, drawProof, withProof, type DeviceProof } from './device-proof.ts'
import { emit, takeStep, tell, tellStart, verify } from './observe.ts'
import { askResourceAndKeep, type Keep, type Walked } from './walk.ts'

/**
 * Walks the six steps where the browser is on another device (RFC 8628): the user carries a short code to it, no code
 * comes back through a browser, and the client asks for the tokens until the user has decided. Steps 1, 5 and 6 are
 * those of the code flow, with the same checks.
 */
export async function walkByDevice(walk: Walk, keep: Keep): Promise<Walked> {
  await tellStart(walk)
  return fromStart(walk, keep)
}

/** The six steps, from the first again where an extension has learned something from a refusal. */
async function fromStart(walk: Walk, keep: Keep): Promise<Walked> {
  try {
    return await takeSteps(walk, keep)
  } catch (error) {
    const learned = await learnFrom(walk, error)
    if (!learned) throw error
    return fromStart(withScope(walk, learned), keep)
  }
}

async function takeSteps(walk: Walk, keep: Keep): Promise<Walked> {
  const started = await takeStep(walk, 'start', here => start(here, 'device'))
  const party = (here: Walk): TokenEndpointParty => ({ ...started, send: backChannel(here) })
  const proof = drawProof(walk, started)
  const asked = await takeStep(walk, 'redirect', here => askForCode(here, started, party(here), proof))
  const exchanged = await takeStep(walk, 'consent', here => waitForDecision(here, asked, party(here), proof))
  await takeStep(walk, 'callback', here => emit(here, { type: 'step-differs', way: 'device' }))
  const tokens = await takeStep(walk, 'token', here => takeTokens(here, started, party(here), exchanged))
  return { started, tokens, claims: await askResourceAndKeep(walk, started, tokens, keep) }
}

/**
 * Step 2, client → authorization server: gets a code for the user's eyes, instead of sending a browser there. Raises
 * what the request raises.
 */
async function askForCode(
  walk: Walk, { scope }: Started, party: TokenEndpointParty, proof: DeviceProof,
): Promise<DeviceAuthorization> {
  await emit(walk, { type: 'step-differs', way: 'device' })
  const scopes: [string, string][] = scope.length > 0 ? [['scope', scope.join(' ')]] : []
  const authorization = await withProof(walk, proof, async offered => (
    requestDeviceAuthorization(party, [...scopes, ...await challengeOf(offered), ...walk.login.parameters])
  ))
  walk.secrets.remember('device_code', authorization.device_code)
  await verify(walk, [checkVerificationAddress(authorization)])
  const { device_code: _secret, ...shown } = authorization
  await emit(walk, { type: 'device-authorization', ...shown })
  return authorization
}

/**
 * Step 3, user ↔ authorization server: the user enters the code on a device with a browser, the client asks again and
 * again, never sooner than the provider says. Raises `access-denied`, `device-code-expired`, and `nobody-came` after
 * `waitSeconds`.
 */
async function waitForDecision(
  walk: Walk, authorization: DeviceAuthorization, party: TokenEndpointParty, proof: DeviceProof,
): Promise<Exchange> {
  await emit(walk, { type: 'step-differs', way: 'device' })
  await tell(walk, { name: 'sign-in-and-consent', from: 'user', to: 'authorization_server', channel: 'person' })
  const { verification_uri, verification_uri_complete } = authorization
  void walk.openBrowser(verification_uri_complete ?? verification_uri).catch(() => undefined)
  return pollUntilDecided(walk, authorization, party, proof)
}

/** Step 5: judges the last answer, which holds tokens, as those of a code, or a refusal. Raises `device-refused`. */
async function takeTokens(
  walk: Walk, started: Started, party: TokenEndpointParty, exchanged: Exchange,
): Promise<Tokens> {
  await emit(walk, { type: 'step-differs', way: 'device' })
  return judgeTokens(walk, started, party, exchanged, 'device-refused').catch((error: unknown) => {
    throw error instanceof Failure && error.code === 'device-refused' ? error.with(undefined, { polled: true }) : error
  })
}
