import { clean } from '../../text/printable.ts'
import type { Run } from '../run.ts'
import { givenVariables, issuerOfVariables, leaveOut } from './others-variables.ts'

/**
 * The run at a resource that was typed. The client that the variables describe is one of OAUTH_WALK_ISSUER, which is
 * the provider that is meant if the resource names it; otherwise they are left out before it is asked for a login.
 */
export async function atTypedResource(run: Run, resource: string): Promise<Run> {
  const other = issuerOfVariables(run)
  if (other === undefined) return run
  const isNeeded = givenVariables(run).length > 0
  if (isNeeded && await (await import('./resource-instead.ts')).leadsTo(run, resource, other)) return run
  return leaveOut(run, names => run.catalogue.story.notOfResource(names, clean(other), clean(resource)))
}
