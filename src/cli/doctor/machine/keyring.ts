import { Failure } from '../../../codes/failure.ts'
import { textOf } from '../../../providers/resolve.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { createKeyring } from '../../machine/keyring.ts'
import type { Look } from '../look.ts'

/** Whether the system's keyring answers. Only who keeps sessions there needs it. */
export const lookAtKeyring: Look = async ({ run: { context }, resolved }) => {
  try {
    await createKeyring(context).probe()
    return [good('keyring', 'keyring')]
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'keyring-unavailable') throw error
    return [
      textOf(resolved, 'store') === 'keyring'
        ? bad('keyring', error)
        : note('keyring', 'keyring-missing', error.details),
    ]
  }
}
