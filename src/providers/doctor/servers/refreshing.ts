import type { FailureCode } from '../../../codes/failure.ts'

/** How a refresh fails. */
export const refreshing: readonly FailureCode[] = ['session-ended', 'refresh-refused']
