/** What a client sends or is told, by which two walks may differ, in the order of the walk; then what they differ in otherwise. */
export type InputCode = 'flow' | 'issuer' | 'locks' | 'endpoint' | 'client_id' | 'redirect_uri' | 'scope' | 'pkce' | 'response_mode' | 'parameter' | 'authentication'
  | 'client_secret' | 'target'

/** One of them with its values: what it is called, where it is sent, and its value in A and B, empty where it has none. */
export interface InputFacts { name: string, step: number, a: string, b: string }

/**
 * How a walk ended, as far as a sentence needs it: `recorded`, where what came behind that step is not seen. `what` is an error code, a check's title
 * or a failure's code.
 */
export interface EndFacts { how: 'signed-in' | 'recorded' | 'refused' | 'check-failed' | 'failed', step: number, what: string }

/** How much is missing in one walk because of how it ended. */
export interface FoldedFacts { side: 'A' | 'B', members: number, checks: number, notes: number, messages: number }

/** Sentences of `oauth-walk diff`. A and B stand for the two files. */
export interface Differences {
  same: string
  onlyIn: (side: 'A' | 'B') => string
  missing: string
  added: string
  changed: string
  check: string
  finding: string
  address: string
  method: string
  status: string
  end: string
  signedIn: string
  began: string
  verdict: Verdicts
  folded: (facts: FoldedFacts) => string
  notCompared: (names: string[]) => string
  /** Steps that one of the walks, a recording of another program, does not have. */
  notRecorded: (steps: string[]) => string
  /** Checks that could not be made of one of the walks, a recording of another program. */
  notMade: (checks: string[]) => string
  times: string
  ports: string
  /** Why the client secrets can't be compared. */
  secretUnknown: Record<'saved-elsewhere' | 'not-recorded', string>
}

export interface Verdicts {
  input: Record<InputCode, (facts: InputFacts) => string>
  /** What each is called in a list. */
  names: Record<InputCode, (facts: InputFacts) => string>
  /** A scope by what B lacks and what it has beyond. */
  scope: (missing: string[], added: string[]) => string
  also: (names: string[]) => string
  /** What differs in any two applications. */
  twoClients: (names: string[]) => string
  /** Both sent the same and got other answers; not sure where something can't be compared. */
  answered: (step: number, what: string, isSure: boolean) => string
  sentSame: (isSure: boolean) => string
  list: (names: string[]) => string
  sentence: (phrase: string) => string
  /** A phrase: how each of them ended. */
  ended: (first: [side: 'A' | 'B', end: EndFacts], other: [side: 'A' | 'B', end: EndFacts]) => string
  bothEnded: (end: EndFacts) => string
}
