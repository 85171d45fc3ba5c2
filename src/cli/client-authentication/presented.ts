import { Failure } from '../../codes/failure.ts'
import type { Platform } from '../../walk/context.ts'

/** The failure with what the platform said of this job, which an administrator has to trust. */
export function asPresented(error: unknown, platform: Platform | undefined): unknown {
  const presented = platform?.presented
  return error instanceof Failure && presented !== undefined && error.details['provider'] !== undefined
    ? error.with(undefined, { presented })
    : error
}
