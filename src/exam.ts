/**
 * What comes of a probe: the rule holds; it is broken in a way that others forgive; it is broken; nobody can say, since the server did not answer as
 * one that is well does; or it was not judged, for a reason.
 */
export const verdicts = ['PASS', 'WEAK', 'FAIL', 'INCONCLUSIVE', 'SKIP'] as const
export type Verdict = typeof verdicts[number]

/** Authorization servers of one resource that are asked, at most. */
export const mostAsked = 10

/** Why a rule was not judged, or not everywhere. */
export const skipReasons = [
  'unreachable', 'no-resource-metadata', 'no-authorization-server', 'no-provider-metadata', 'no-mcp-server', 'unsafe-address', 'moved', 'not-all-asked',
] as const
export type SkipReason = typeof skipReasons[number]

/** What is said of a rule that holds, though not as it would have to in the open. */
export const remarks = ['loopback'] as const
export type Remark = typeof remarks[number]

/** What was seen and calls for a change of its own, by code; for all else the rule says what to change. */
export const changeCodes = ['mcp-moved', 'mcp-transport-old', 'challenge-metadata-elsewhere', 'challenge-unquoted'] as const
export type ChangeCode = typeof changeCodes[number]

/** The rules that servers are put to, by name; the sentences for each live in the message catalogues. */
export const probeNames = [
  'request-challenged', 'resource-metadata-found', 'resource-identical', 'authorization-server-named', 'provider-metadata-found', 'issuer-identical',
  'pkce-advertised', 'endpoints-safe',
] as const
export type ProbeName = typeof probeNames[number]
