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

function isToken(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
