import { Failure } from '../../codes/failure.ts'
import type { Notebook } from '../notebook.ts'
import type { Exchange } from '../verdict.ts'
import { isOurOwn } from './grants.ts'

/** No code came by the browser. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed'
  readonly failure: Failure
  /** The message that was refused, where it was sent from here and for this code. */
  readonly exchange: Exchange | undefined
  /** Where the browser was sent, as it may be shown. */
  readonly opened: string | undefined

  constructor(
    failure: Failure, { exchange, opened }: { exchange?: Exchange | undefined, opened?: string | undefined } = {},
  ) {
    super(failure.code, { cause: failure })
    this.failure = failure
    this.exchange = exchange
    this.opened = opened
  }
}

/** Why no code came, as an examination tells it. What says nothing of the provider is raised as it is. */
export function toSignInFailed(error: unknown, notebook: Notebook): SignInFailed {
  if (!(error instanceof Failure) || isOurOwn(error)) throw error
  return new SignInFailed(
    error, error.code === 'push-refused' ? { exchange: notebook.about(error) } : { opened: notebook.opened() },
  )
}
