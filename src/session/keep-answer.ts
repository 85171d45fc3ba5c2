import { Failure } from '../codes/failure.ts'
import type { Session } from './session-record.ts'
import type { SessionFile } from './session-store.ts'

/** What became of the refresh token of an answer that could not be stored: told with the store's failure. */
export type AnsweredToken = 'kept' | 'lost' | 'same'

/**
 * Stores what a refresh has brought. Where there is no room for it, the new refresh token is stored beside what was
 * there: the old one is spent, so without it nobody could refresh again. Raises what saving raises; store-unwritable
 * has `answered` in its details then.
 */
export async function keepAnswer(file: SessionFile, stored: Session, answered: Session): Promise<void> {
  try {
    await file.save(answered)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'store-unwritable') throw error
    throw error.with(undefined, { answered: await keepRefreshToken(file, stored, answered) satisfies AnsweredToken })
  }
}

async function keepRefreshToken(
  file: SessionFile, stored: Session, { refresh_token, refresh_generation }: Session,
): Promise<AnsweredToken> {
  if (refresh_token === undefined || refresh_token === stored.refresh_token) {
    await saves(file, stored)
    return 'same'
  }
  const renewed = { ...stored, refresh_token, refresh_generation }
  // What only tells of the sign-in, and further tokens, make room for the one that brings new ones.
  const { id_token: _idToken, id_token_claims: _claims, narrowed: _narrowed, ...least } = renewed
  return await saves(file, renewed) || await saves(file, least) ? 'kept' : 'lost'
}

async function saves(file: SessionFile, session: Session): Promise<boolean> {
  try {
    await file.save(session)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}
