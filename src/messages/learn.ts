import type { CheckName, StepId } from '../codes/failure.ts'
import type { Lesson } from './lessons.ts'

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

/** The attacks of the lesson about MCP, in their order. */
export const mcpAttacks = [
  { fault: 'mcp-resource-fixed', check: 'resource-identical' },
  { fault: 'mcp-issuer-host', check: 'issuer-identical' },
  { fault: 'mcp-pkce-missing', check: 'pkce-advertised' },
] as const satisfies readonly PlayedAttack[]

/** What `oauth-walk learn` says, in one language. */
export interface LearnWords {
  welcome: string
  question: (place: number, of: number) => string
  keys: string
  /** What each key does, a line each. */
  keyHelp: readonly string[]
  /** Stands before the question where somebody types `?`. */
  help: string
  /** Said where anything else is typed. */
  unknown: string
  right: string
  wrong: string
  /** What stands between two sentences. */
  between: string
  /** What stands between an answer and why it is right. */
  answered: string
  attack: (place: number, of: number) => string
  live: string
  nothingSaved: string
  result: (right: number, of: number) => string
  goOn: string
  /** What each of the next commands does. */
  next: readonly [explain: string, attack: string, real: string, check: string, others: string]
  steps: Record<StepId, QuizQuestion>
  attacks: Record<AttackFault, QuizQuestion>
}

/** What the lesson about MCP says otherwise. */
export interface McpLearnWords extends Pick<LearnWords, 'welcome' | 'next' | 'steps'> {
  attacks: Record<typeof mcpAttacks[number]['fault'], QuizQuestion>
  /** The steps that are others where a login begins and ends at a resource. */
  lessons: Record<'start' | 'userinfo', Lesson>
}

/** The words of one lesson. */
export type LessonWords = Omit<LearnWords, 'attacks'> & { attacks: Record<string, QuizQuestion>, lessons?: Partial<Record<StepId, Lesson>> }
