import { Failure } from '../../failure.ts'
import { clean } from '../../text/printable.ts'
import type { Run } from '../run.ts'
import type { LoginPlan } from './plan.ts'

/** Where a provider says that it knows the client no more. */
const places: readonly string[] = ['token-refused', 'authorization-refused', 'push-refused', 'device-refused']

/**
 * What the provider said that has forgotten the client of this login, which was registered earlier; nothing for any other failure, and for a client
 * that is new: registering it again would change nothing.
 */
export function forgottenClient(run: Run, { registering }: LoginPlan, error: unknown): string | undefined {
  const { client, isNew } = registering?.came ?? { isNew: true }
  if (client === undefined || isNew || !(error instanceof Failure) || !places.includes(error.code)) return undefined
  const { error: code, meaning } = (error.details['provider'] ?? {}) as { error?: string, meaning?: string }
  const said = [code, meaning].find(word => word === 'invalid_client' || (word === 'unauthorized_client' && error.code === 'authorization-refused'))
  if (said !== undefined) run.tell(`! ${run.catalogue.client.renewing(clean(client.client_id), said)}`)
  return said
}
