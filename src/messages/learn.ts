import type { CheckName, StepId } from '../failure.ts'

export const letters = ['a', 'b', 'c'] as const
export type Letter = typeof letters[number]

/** A question with three answers, of which one is right; each has what is said to whoever gives it. */
export interface QuizQuestion {
  ask: string
  answers: Record<Letter, { text: string, reply: string }>
  right: Letter
}

/** An attack that the sandbox plays: its fault, and the check that must stop it. */
export interface PlayedAttack {
  fault: string
  check: CheckName
}

/** The attacks of the lesson, in their order. */
export const attacks = [
  { fault: 'h47-iss-of-another-provider', check: 'response-issuer' },
  { fault: 'nonce-invalid', check: 'id-token-nonce' },
  { fault: 'h72-signed-by-another-key', check: 'id-token-signature' },
] as const satisfies readonly PlayedAttack[]
export type AttackFault = typeof attacks[number]['fault']

/** What `oauth-walk learn` says, in one language. */
export interface LearnWords {
  welcome: string
  question: (place: number, of: number) => string
  keys: string
  right: string
  wrong: string
  /** What stands between two sentences. */
  between: string
  attack: (place: number, of: number) => string
  live: string
  nothingSaved: string
  result: (right: number, of: number) => string
  goOn: string
  /** What each of the next commands does. */
  next: readonly [explain: string, attack: string, real: string]
  steps: Record<StepId, QuizQuestion>
  attacks: Record<AttackFault, QuizQuestion>
}
