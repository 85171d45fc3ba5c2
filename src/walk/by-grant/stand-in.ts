import type { GrantWay } from '../../codes/grant-way.ts'
import type { GrantName } from '../../protocol/grant.ts'
import type { Secret } from '../../secrets/secret.ts'
import type { Started } from '../1-start.ts'
import type { Walk } from '../context.ts'

/**
 * What one step does instead of the browser. It gets the assertion that the step before gave, and gives the one for the
 * next step; undefined leaves it as it is.
 */
type OtherStep = (walk: Walk, started: Started, before: Secret | undefined) => Promise<Secret | undefined>

/** What stands in for the browser in steps 2 to 4, and the grant of step 5; a step that is not named is left out. */
export interface StandIn extends Partial<Record<'redirect' | 'consent' | 'callback', OtherStep>> {
  way: GrantWay
  grant: GrantName
}
