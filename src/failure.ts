/** The six steps of the walk, in the order and by the names of the brief's sequence diagram. */
export type StepId = 'start' | 'redirect' | 'consent' | 'callback' | 'token' | 'userinfo'

/** Every failure that the product can report; the message catalogues and the exit-code table must cover each. */
export type FailureCode
  = | 'store-unreadable'
    | 'store-unwritable'
    | 'store-corrupt'
    | 'store-unsafe'
    | 'store-locked'
    | 'profile-name-invalid'

/** What is known about a failure besides its code: plain JSON values, never prose, never a secret. */
export type FailureDetails = Readonly<Record<string, unknown>>

/**
 * The one error type of the product. It carries a stable code and facts; the prose (what happened, likely cause,
 * next command) lives in the message catalogues and the exit status in `cli/exit-codes.ts`, both keyed by `code`.
 * Every room may throw it, so it stands below all of them.
 */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  readonly details: FailureDetails
  step: StepId | undefined

  constructor(code: FailureCode, details: FailureDetails = {}, options: { step?: StepId, cause?: unknown } = {}) {
    super(code, { cause: options.cause })
    this.code = code
    this.details = details
    this.step = options.step
  }
}

/** Tells a failure of ours from a bug, also across a bundle's copies of the class. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && error.name === 'Failure' && 'code' in error
}
