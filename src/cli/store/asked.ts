import { resolveSettings } from '../../providers/resolve.ts'
import type { StoreKind } from '../../addresses/store-address.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { storeAsked } from '../sessions/stores.ts'

/** The store that flag or environment name for this command, whatever a profile says. */
export function storeOfCommand({ options, context }: Run): StoreKind | undefined {
  return storeAsked(resolveSettings(flagLayer(options), context.environment, {}, {}))
}
