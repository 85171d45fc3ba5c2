import type { CheckName } from '../codes/failure.ts'

/** The checks of what is sent instead of a code, whose words stand together. */
export type GrantCheck = Extract<CheckName, `id-jag-${string}` | 'assertion-expiry' | WorkloadCheck>

/** The checks of what a platform says of a job. */
export type WorkloadCheck = Extract<CheckName, `workload-token-${string}`>

export type GrantFinding = 'assertion-audience'
