import { Failure } from '../codes/failure.ts'
import { computeCodeChallenge } from '../protocol/authorization-request.ts'
import type { Exchange } from '../protocol/library.ts'
import { readRefusal } from '../protocol/answer/refusal.ts'
import type { Secret } from '../secrets/secret.ts'
import { drawProtection, type Started } from './1-start.ts'
import type { Walk } from './context.ts'
import { report } from './observe.ts'

/**
 * PKCE for the device flow: proves that whoever polls for the tokens also asked for the device code (RFC 7636, carried
 * over to RFC 8628 by servers such as Keycloak, which may demand it). It is drawn only for a provider whose metadata
 * lists S256, and that is not known to refuse it.
 */
export interface DeviceProof {
  verifier: Secret | undefined
}

/** The proof of one device code. */
export function drawProof(walk: Walk, { server }: Started): DeviceProof {
  const { login, extensions } = walk
  const isRefused = extensions.some(({ pkce, devicePkce }) => pkce === 'off' || devicePkce === 'off')
  const isListed = server.code_challenge_methods_supported?.includes('S256') === true
  const isAsked = login.parameters.some(([name]) => name === 'code_challenge')
  if (!login.pkce || isRefused || !isListed || isAsked) return { verifier: undefined }
  return { verifier: drawProtection(walk, { nonce: false, codeVerifier: true }).codeVerifier }
}

/** The proof's parameters in the device authorization request (RFC 7636, section 4.3). */
export async function challengeOf({ verifier }: DeviceProof): Promise<[string, string][]> {
  return verifier === undefined
    ? []
    : [['code_challenge', await computeCodeChallenge(verifier.reveal())], ['code_challenge_method', 'S256']]
}

/** The proof's parameters in each poll (RFC 7636, section 4.5). */
export function verifierOf({ verifier }: DeviceProof): [string, string][] {
  return verifier === undefined ? [] : [['code_verifier', verifier.reveal()]]
}

/**
 * Asks with the proof, and once more without it where the provider calls the request invalid: a parameter that a server
 * does not know is to be ignored (RFC 8628, section 3.1), yet some refuse it. The standard's own request has no proof,
 * so nothing is lost. Raises what `ask` raises.
 */
export async function withProof<Asked>(
  walk: Walk, proof: DeviceProof, ask: (proof: DeviceProof) => Promise<Asked>,
): Promise<Asked> {
  try {
    return await ask(proof)
  } catch (error) {
    if (!(error instanceof Failure)
      || error.code !== 'device-refused'
      || proof.verifier === undefined
      || !isInvalid(error.details['provider'])) throw error
    await dropProof(walk, proof)
    return ask(proof)
  }
}

/** Tells whether an answer to a question refuses the proof: the next question is then asked without it. */
export async function refusesProof(walk: Walk, proof: DeviceProof, { answer }: Exchange): Promise<boolean> {
  if (proof.verifier === undefined || answer.status === 200 || !isInvalid(await readRefusal(answer))) return false
  await dropProof(walk, proof)
  return true
}

async function dropProof(walk: Walk, proof: DeviceProof): Promise<void> {
  proof.verifier = undefined
  await report(walk, [{ code: 'device-pkce-refused', details: {} }])
}

function isInvalid(provider: unknown): boolean {
  const { error, meaning } = (provider ?? {}) as { error?: unknown, meaning?: unknown }
  return (meaning ?? error) === 'invalid_request'
}
