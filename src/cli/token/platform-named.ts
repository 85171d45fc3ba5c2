import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Platform } from '../../walk/context.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import { flagOf } from './token-file.ts'

/**
 * The platform that speaks in place of this file, where `--…-from` names one. Raises `setting-invalid` where both are
 * given.
 */
export async function platformNamed(
  run: Run, { resolved }: Pick<SignedIn, 'resolved'>, option: 'subjectTokenFile' | 'assertionFile',
): Promise<Platform | undefined> {
  const source = run.options[option.replace(/File$/, 'From')]
  if (typeof source !== 'string') return undefined
  const setting = flagOf(option).replace(/-file$/, '-from')
  if (run.options[option] !== undefined)
    throw new Failure('setting-invalid', { setting, expected: describeBy('without-flag', flagOf(option)) })
  return (await import('../client-authentication/platform.ts')).platformOf(run, resolved, source, setting)
}
