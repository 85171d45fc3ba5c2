import type { SetElsewhere } from './again.ts'

/** What to do about a setting that no flag gave. */
export type Undo = (setting: SetElsewhere) => string

/** Why a failure happened, and what helps. `{redirect_uri}`, `{client_id}`, `{scope}` and `{target}` stand for what was used. */
export type Remedy = readonly [cause: string, fix: string]
