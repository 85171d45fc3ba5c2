import { resolveSettings } from '../../providers/resolve.ts'
import type { StoreKind } from '../../store-address.ts'
import { flagLayer } from '../options.ts'
import type { Run } from '../run.ts'
import { storeAsked } from '../stores.ts'

/** The store that flag or environment name for this command, whatever a profile says. */
export function storeOfCommand({ options, context }: Run): StoreKind | undefined {
  return storeAsked(resolveSettings(flagLayer(options), context.environment, {}, {}))
}
