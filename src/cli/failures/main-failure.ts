import { Failure } from '../../codes/failure.ts'

/**
 * Whatever was thrown as a failure of ours; what is none is a bug, told by its name and place and nothing that could
 * hold a secret.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const place = stack?.split('\n').find(line => /^\s+at /.test(line))?.trim()
  return new Failure('internal-error', { reason: `${name}: ${message} ${place ?? ''}`.slice(0, 300) }, { cause: error })
}
