import { Failure } from '../../codes/failure.ts'
import { toProvider } from '../../providers/resolve.ts'
import { findProvider } from '../../walk/find-provider.ts'
import { isRefusal } from '../../walk/try-address.ts'
import type { Run } from '../run.ts'
import { briefTraveller } from './brief-traveller.ts'

/** What a provider's metadata says of registration: it offers it or not; or there is none at its address. */
export type Offer = 'registers' | 'does-not' | 'no-metadata'

/**
 * Whether a provider registers clients by itself, by its metadata. One that can't be asked doesn't; an interruption is
 * raised.
 */
export async function offersRegistration(run: Run, issuer: string): Promise<Offer> {
  try {
    const { traveller, resolved } = await briefTraveller(run, { issuer })
    const server = await findProvider({ ...traveller, provider: toProvider(resolved) }, { alone: true })
    return server.registration_endpoint === undefined ? 'does-not' : 'registers'
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (error instanceof Failure) return isRefusal(error) ? 'no-metadata' : 'does-not'
    throw error
  }
}
