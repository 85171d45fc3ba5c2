import type { CheckName } from '../failure.ts'

/** The checks of what is sent instead of a code, whose words stand together. */
export type GrantCheck = Extract<CheckName, `id-jag-${string}` | 'assertion-expiry'>

export type GrantFinding = 'assertion-audience'
