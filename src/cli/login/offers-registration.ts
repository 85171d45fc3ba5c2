import { Failure } from '../../codes/failure.ts'
import { toProvider } from '../../providers/resolve.ts'
import { findProvider } from '../../walk/find-provider.ts'
import type { Run } from '../run.ts'
import { briefTraveller } from './brief-traveller.ts'

/** What a provider's metadata says of registration: it offers it or not; or why they can't be had. */
export type Offer = 'registers' | 'does-not' | Failure

/** Whether a provider registers clients by itself, by its metadata. Raises an interruption. */
export async function offersRegistration(run: Run, issuer: string): Promise<Offer> {
  try {
    const { traveller, resolved } = await briefTraveller(run, { issuer })
    const server = await findProvider({ ...traveller, provider: toProvider(resolved) }, { alone: true })
    return server.registration_endpoint === undefined ? 'does-not' : 'registers'
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (error instanceof Failure) return error
    throw error
  }
}
