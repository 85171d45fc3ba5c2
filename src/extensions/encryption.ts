import { checkRegistered, placeIn } from '../protocol/encryption/answers.ts'
import type { DecryptionKey } from '../protocol/encryption/decryption-key.ts'
import { isJwe } from '../protocol/encryption/jwe-header.ts'
import type { Extension } from '../walk/extension.ts'
import type { Purpose, WireResponse } from '../wire.ts'

/** What an encrypted answer is opened with. */
export interface OpeningMeans {
  /** Gives the client's keys; asked for only when something encrypted comes. */
  keys: () => Promise<readonly DecryptionKey[]>
  /** Hears of the ID token that was encrypted, so that it is shown nowhere. */
  remember: (idToken: string) => void
  /** The algorithm by which the provider must encrypt ID tokens, where the user named one. */
  idTokenAlgorithm?: string | undefined
}

/**
 * Opens answers that are encrypted to the client (OpenID Connect Core 1.0, section 10.2): ID tokens and userinfo. The
 * plaintext goes on as if it had come so, and is judged like any other, so an unsigned one is refused. Raises
 * `decryption-key-missing`.
 */
export function createEncryption(means: OpeningMeans): Extension {
  return {
    name: 'encryption',
    send: next => async request => openAnswer(means, request.purpose, await next(request)),
  }
}

async function openAnswer(
  { keys, remember, idTokenAlgorithm }: OpeningMeans, purpose: Purpose, answer: WireResponse,
): Promise<WireResponse> {
  const place = placeIn(purpose, answer)
  if (place === undefined) return answer
  const { what, came, put } = place
  const checks = [
    ...answer.checks ?? [],
    ...what === 'id_token' && idTokenAlgorithm !== undefined ? [checkRegistered(idTokenAlgorithm, came)] : [],
  ]
  if (!isJwe(came) || checks.some(({ ok }) => !ok)) return { ...answer, checks }
  // Loaded only now, since most answers are not encrypted.
  const { openJwe } = await import('../protocol/encryption/open.ts')
  const { plaintext, check } = await openJwe(came, what, await keys())
  if (plaintext !== undefined && what === 'id_token') remember(plaintext)
  return { ...plaintext === undefined ? answer : put(plaintext), checks: [...checks, check] }
}
