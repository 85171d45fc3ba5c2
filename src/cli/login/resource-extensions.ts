import { createClientIdDemanded } from '../../extensions/client-id-demanded.ts'
import { createPkceRequired } from '../../extensions/pkce-required.ts'
import { createResource } from '../../extensions/resource.ts'
import { createStepUp } from '../../extensions/step-up.ts'
import { createServerMoved } from '../../extensions/server-moved.ts'
import { createTokenRefusals } from '../../extensions/token-refusals.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { ProtectedResource } from '../../walk/context.ts'
import type { Extension } from '../../walk/extension.ts'
import { causeOf } from '../failures/diagnose.ts'
import { grantOf } from './grant.ts'
import { isWatched, type Run } from '../run.ts'

/**
 * The extensions of a login at a resource. An MCP client must also insist on PKCE, where a code comes back; a resource
 * that is asked by a method of its own is no MCP server. A wider scope is asked for where a person can say no to it, or
 * has said yes before.
 */
export function resourceExtensions(
  run: Run, resolved: Resolved, resource: ProtectedResource | undefined,
): Extension[] {
  const mayStepUp = isWatched(run) || resolved['step-up']?.value === true
  const ofBrowser = grantOf(resolved)
    ? []
    : [
        createServerMoved(resource?.authorizationServer !== undefined, resource?.bond),
        ...resolved['resource-method'] ? [] : [createPkceRequired()],
      ]
  const naming = createClientIdDemanded(async failure =>
    ['client-id-unsaid', 'client-id-in-body'].includes(await causeOf(failure, {}) ?? ''))
  return [createTokenRefusals(), createResource(), naming, ...mayStepUp ? [createStepUp()] : [], ...ofBrowser]
}
