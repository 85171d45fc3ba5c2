import { Failure } from '../../codes/failure.ts'
import { limits, takeCharacters } from '../../limits.ts'
import type { StoreAddress } from '../../addresses/store-address.ts'
import { tooLarge } from './bounded-answers.ts'

/** What the server says has five characters (PostgreSQL, appendix A); the system and TLS have words. */
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : ''
}

const isState = (code: string) => /^[0-9A-Z]{5}$/.test(code)

/**
 * The server ends, has ended, or has ended this connection: class 08, what an administrator or a crash ends, and a
 * transaction that was idle.
 */
const lostStates = /^(?:08|57P0[1-5]|25P03|25P04)/

/** Tells whether the connection is gone, and not only a statement refused. */
export function isLost(error: unknown): boolean {
  const { reason } = error instanceof Failure ? error.details : {}
  const code = typeof reason === 'string' ? reason : codeOf(error)
  return !isState(code) || lostStates.test(code)
}

/** Tells whether connecting may work in a moment: the server has no room, or it starts. */
export function mayPass(error: unknown): 'full' | 'starting' | 'no' {
  const code = codeOf(error)
  if (code === '53300') return 'full'
  if (['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(code)) return 'starting'
  return code === '' && /terminated/.test((error as Error | undefined)?.message ?? '') ? 'starting' : 'no'
}

/** The failure of a statement or of connecting; a failure stays what it is. */
export function toFailure({ text: path }: StoreAddress, error: unknown): Failure {
  if (error instanceof Failure) return error
  const code = codeOf(error)
  const message = takeCharacters((error as Error | undefined)?.message ?? '', 300).text
  if (code === tooLarge) return new Failure('store-too-large', { path, megabytes: limits.database / 1024 / 1024 })
  if (code === '55P03') return new Failure('store-locked', { path })
  if (isState(code) && !lostStates.test(code))
    return new Failure('store-refused', { path, reason: code, text: message })
  if (code === '' && /SASL|SCRAM|password/i.test(message))
    return new Failure('store-refused', { path, reason: 'password' })
  return new Failure('store-unreachable', { path, reason: code === '' ? reasonOf(message) : code })
}

/** The driver's own sentences, of which these are known. */
function reasonOf(message: string): string {
  if (/does not support SSL|establishing an SSL/i.test(message)) return 'no-tls'
  if (/timeout|timed out/i.test(message)) return 'ETIMEDOUT'
  return 'ECONNRESET'
}
