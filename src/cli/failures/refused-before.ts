import { Failure, type FailureDetails } from '../../codes/failure.ts'
import type { Run } from '../run.ts'

/**
 * For `catch`, around getting another token after a refusal: raises the error again, with the refusal that made the
 * token necessary, and with more facts about it. Whoever stopped the command knows why it ended.
 */
export function raiseWithRefusal(
  { context: { signal } }: Run, refusal: Failure | undefined, more: () => FailureDetails = () => ({}),
): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Failure) || refusal === undefined || signal.aborted) throw error
    const { url, provider } = refusal.details
    const address = typeof url === 'string' ? { url: url.split('?')[0] } : {}
    throw error.with(undefined, { refused: { ...address, ...provider as FailureDetails | undefined }, ...more() })
  }
}
