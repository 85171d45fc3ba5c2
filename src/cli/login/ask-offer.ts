import { Failure } from '../../codes/failure.ts'
import { isRefusal } from '../../walk/try-address.ts'
import type { Run } from '../run.ts'
import type { Offer } from './offers-registration.ts'

/**
 * Whether the provider registers clients by itself, or the command at the resource that the target is instead of a
 * provider. Only an issuer can be asked; a preset says itself what is to be done.
 */
export async function askOffer(
  run: Run, { details: { issuer, preset } }: Failure, target: string | undefined,
): Promise<Run | Offer | undefined> {
  if (typeof issuer !== 'string' || preset !== undefined) return undefined
  const offer = await (await import('./offers-registration.ts')).offersRegistration(run, issuer)
  if (!isRefusal(offer) || target !== issuer) return offer
  const { isResource, takenForResource } = await import('./resource-instead.ts')
  return await isResource(run, target) ? takenForResource(run, target) : offer
}

/** Whether the answer is the command at the resource. */
export function isRun(offer: Run | Offer | undefined): offer is Run {
  return typeof offer === 'object' && !(offer instanceof Failure)
}
