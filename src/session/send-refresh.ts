import { createHash } from 'node:crypto'
import { Failure } from '../codes/failure.ts'
import { keepAnswer } from './keep-answer.ts'
import { isFresh } from './lifetime.ts'
import type { RefreshAnswer, RefreshOptions, RefreshOutcome } from './refresh-types.ts'
import type { Session } from './session-record.ts'
import type { SessionFile } from './sessions.ts'

/** A refresh under way: the file whose lock is held, and what was stored (or seeded) before. */
interface Attempt {
  file: SessionFile
  stored: Session
  options: RefreshOptions
  /** The mark that this refresh has begun; the earlier one's, if that was cut off with the same token. */
  intent: NonNullable<Session['intent']>
  /** When an earlier refresh with this token was cut off; milliseconds. */
  cutOffAt: number | undefined
}

/** Sends one refresh under the session's lock and stores what comes of it; raises what `refreshSession` says. */
export async function sendRefresh(
  file: SessionFile, stored: Session, options: RefreshOptions,
): Promise<RefreshOutcome> {
  const { refresh_token } = stored
  if (refresh_token === undefined) throw new Failure('not-refreshable', { profile: stored.profile })
  const refresh_token_hash = createHash('sha256').update(refresh_token).digest('hex')
  const cutOff = stored.intent?.refresh_token_hash === refresh_token_hash ? stored.intent : undefined
  const intent = { refresh_token_hash, at: options.machine.now() }
  const attempt = { file, stored, options, intent: cutOff ?? intent, cutOffAt: cutOff?.at }
  const defer = options.defer ?? (async run => run())
  return defer(async () => {
    // Proves that the store takes the answer before the request may use the refresh token up, and tells the next
    // process what happened if this one is killed in between.
    await file.intend({ ...stored, intent })
    return exchange(attempt)
  })
}

async function exchange(attempt: Attempt): Promise<RefreshOutcome> {
  const { file, stored, options } = attempt
  let answer: RefreshAnswer
  try {
    answer = await options.request(stored)
  } catch (error) {
    return await settleFailure(attempt, error)
  }
  const session = mergeAnswer(stored, answer)
  await keepAnswer(file, stored, session)
  return outcomeOf(attempt, session, 'refreshed')
}

/** What came of a refresh, and whether an earlier one was cut off. */
function outcomeOf({ stored, cutOffAt }: Attempt, session: Session, how: RefreshOutcome['how']): RefreshOutcome {
  return { session, how, previous: stored, ...cutOffAt === undefined ? {} : { interrupted: { at: cutOffAt } } }
}

function mergeAnswer(stored: Session, answer: RefreshAnswer): Session {
  const { access_token, obtained_at, expires_at, token_type, scope, refresh_token, id_token, id_token_claims } = answer
  const session: Session = { ...stored, access_token, obtained_at, expires_at }
  delete session.intent
  if (token_type !== undefined) session.token_type = token_type
  if (scope !== undefined) session.scope = scope
  if (id_token !== undefined) session.id_token = id_token
  if (id_token_claims !== undefined) {
    session.id_token_claims = id_token_claims
    if (stored.first_id_token === undefined && stored.id_token_claims !== undefined)
      session.first_id_token = pickFirst(stored.id_token_claims)
  }
  if (refresh_token !== undefined && refresh_token !== stored.refresh_token) {
    session.refresh_token = refresh_token
    session.refresh_generation += 1
  }
  return session
}

/** A refreshed ID token needs no nonce; a later one that has it must have that of the sign-in. */
function pickFirst({ azp, nonce }: Record<string, unknown>): { azp?: unknown, nonce?: unknown } {
  return { ...azp === undefined ? {} : { azp }, ...nonce === undefined ? {} : { nonce } }
}

async function settleFailure(attempt: Attempt, error: unknown): Promise<RefreshOutcome> {
  const { file, stored, options, intent, cutOffAt } = attempt
  const current = await readQuietly(file)
  const isEnded = options.isInvalidGrant(error)
  if (current?.refresh_token === stored.refresh_token) {
    if (isAnswerLost(error)) await putBack(file, { ...stored, intent })
    else if (isEnded || isOnlySeeded(stored, options)) await eraseQuietly(file)
    else await putBack(file, stored)
  } else if (isEnded && current !== undefined && isFresh(current, options.machine.now(), options.minimumLifetimeMs)) {
    return outcomeOf(attempt, current, 'another-process')
  }
  throw error instanceof Failure && cutOffAt !== undefined
    ? error.with(error.step, { interrupted_at: cutOffAt })
    : error
}

/** The codes of a connection that ended while one asked; those of one that was never made are others. */
const cutReasons: unknown[] = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT']

/**
 * Tells whether the provider may have answered, and so replaced the token, unheard: the mark then stays, and tells the
 * next one.
 */
function isAnswerLost(error: unknown): boolean {
  if (!(error instanceof Failure)) return false
  return error.code === 'network-timeout'
    || (error.code === 'network-failed' && cutReasons.includes(error.details['reason']))
}

function isOnlySeeded(stored: Session, options: RefreshOptions): boolean {
  return options.seeded === true && stored === options.seen
}

/** The request's failure is the one to tell; what stays behind is the session with its intent, which loses nothing. */
const passOver = () => undefined

async function putBack(file: SessionFile, stored: Session): Promise<void> {
  await file.save(stored).catch(passOver)
}

async function eraseQuietly(file: SessionFile): Promise<void> {
  await file.erase().catch(passOver)
}

async function readQuietly(file: SessionFile): Promise<Session | undefined> {
  try {
    return await file.read()
  } catch {
    return undefined
  }
}
