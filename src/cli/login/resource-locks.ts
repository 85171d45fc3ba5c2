import { createPkceRequired } from '../../extensions/pkce-required.ts'
import { createResource } from '../../extensions/resource.ts'
import { createStepUp } from '../../extensions/step-up.ts'
import type { Resolved } from '../../providers/resolve.ts'
import type { Extension } from '../../walk/extension.ts'

/** What a login at a resource holds its provider to. One that is asked by a method of its own is no MCP server, whose clients have a rule more. */
export function resourceLocks(resolved: Resolved): Extension[] {
  return [createResource(), createStepUp(), ...resolved['resource-method'] ? [] : [createPkceRequired()]]
}
