import { decodeIdToken, type DecodedIdToken } from '../protocol/id-token.ts'
import { checkTokenResponse, type TokenResponse } from '../protocol/token-response.ts'
import type { Traveller } from './context.ts'
import { tokenTypesTaken } from './extension.ts'
import { guard, verify } from './observe.ts'

/**
 * Verifies a token response itself. Who only judges goes on with unsound tokens as well, but not where no access token
 * is there to go on with.
 */
export async function verifyTokens(walk: Traveller, tokens: TokenResponse): Promise<void> {
  const checks = checkTokenResponse(tokens, tokenTypesTaken(walk))
  await (isToken(tokens.access_token) ? verify(walk, checks) : guard(walk, checks))
}

/** Takes an ID token apart. Where rules are only judged, an unreadable one ends nothing: then there are no claims. */
export async function readIdToken(walk: Traveller, idToken: string): Promise<DecodedIdToken | undefined> {
  const decoded = decodeIdToken(idToken)
  if (!('name' in decoded)) return decoded
  await verify(walk, [decoded])
  return undefined
}

function isToken(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
