import type { Failure } from '../../codes/failure.ts'
import { thisSession } from '../command-line/this-run.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import { resourceOf } from './of-profile.ts'

/**
 * The refusal of a command that may sign in by itself, with that command as it is said again: unlike another login it
 * keeps what brought the refresh token. As it came where the command did so already, or has no profile whose login
 * began at the resource.
 */
export function withStepUp(
  run: Run, { profile, resolved }: SignedIn, failure: Failure, words: readonly (readonly string[])[],
): Failure {
  const { error, scope } = (failure.details['provider'] ?? {}) as Record<string, unknown>
  const helps = error === 'insufficient_scope'
    && typeof scope === 'string'
    && resourceOf(profile) !== undefined
    && resolved['step-up']?.value !== true
  if (!helps || words.length === 0) return failure
  const own = run.options.profile === undefined ? [] : [['--profile', run.options.profile]]
  return failure.with(undefined, {
    may_step_up: true, again: { ...thisSession(run), asked: [...words, ...own, ['--step-up']] },
  })
}
