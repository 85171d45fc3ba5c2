import type { Failure } from '../../codes/failure.ts'
import { describeFailure } from '../../render/failure.ts'
import { maskFailure } from '../../secrets/mask.ts'
import type { Run } from '../run.ts'
import { tellAtWidth } from '../terminal/screen.ts'

/** What failed and why, above the question that is asked again. */
export async function tellUnreached(run: Run, failure: Failure): Promise<void> {
  const { message, cause } = describeFailure(maskFailure(run.context.secrets, failure), run.catalogue)
  await tellAtWidth(run, [
    [[{ text: '✗', style: 'bad' }, { text: ` ${message}`, style: 'wrong' }], { at: 0, hang: 2 }],
    ...cause === '' ? [] : [[[{ text: cause }], { at: 2, hang: 4 }] as const],
  ])
}
