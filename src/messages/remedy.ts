/** Why a failure happened, and what helps. `{redirect_uri}`, `{client_id}`, `{scope}` and `{target}` stand for what was used. */
export type Remedy = readonly [cause: string, fix: string]
