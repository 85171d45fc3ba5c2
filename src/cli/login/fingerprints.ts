import { Failure } from '../../codes/failure.ts'
import { keepFolder, type KeptFolder } from '../../place/kept-folder.ts'
import { fingerprint, fingerprintKeyBytes, type Fingerprints } from '../../secrets/fingerprint.ts'
import type { Run } from '../run.ts'
import { storeAsked } from '../sessions/stores.ts'
import type { LoginPlan } from './plan.ts'

/** The file of the key, in the folder of the stores. */
const fileName = 'diff-key'

/** 32 bytes in base64url. */
const keyText = /^[\w-]{43}$/

/**
 * The fingerprints of the client's secrets, by which `diff` compares walks of this home. `--no-save` leaves out the
 * session alone. None with `--store none`, and where the key can be neither read nor made: a walk is saved without them
 * too.
 */
export function fingerprintsOf(
  run: Run, { resolved, client }: Pick<LoginPlan, 'resolved' | 'client'>,
): Fingerprints | undefined {
  if (storeAsked(resolved) === 'none') return undefined
  try {
    const key = findKey(run)
    return key && fingerprint(key, { client_secret: client.clientSecret })
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

function findKey({ folder, context, warn }: Run): Uint8Array | undefined {
  const kept = keepFolder(folder, context.machine, warn)
  const text = (kept.read(fileName) ?? makeKey(kept, context))?.trim() ?? ''
  return keyText.test(text) ? Buffer.from(text, 'base64url') : undefined
}

/** Two logins may be the first at once: the key is that of whoever was quicker. */
function makeKey(kept: KeptFolder, { random }: Run['context']): string | undefined {
  kept.prepare(fileName)
  const made = `${Buffer.from(random(fingerprintKeyBytes)).toString('base64url')}\n`
  return kept.create(fileName, made) ? made : kept.read(fileName)
}
