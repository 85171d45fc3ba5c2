import type { CheckName, StepId } from '../codes/failure.ts'
import type { Catalogue } from './catalogue.ts'

type MessageName = keyof Catalogue['arrows']

/** What there is to learn of one thing: what it is, who gets to see it, what it protects, and what an attacker would do without it. */
export interface Lesson {
  what: string
  seenBy: string
  protects: string
  attack: string
}

/** Parameters and tokens that protect something, by their standard names. */
export const taughtParameters = [
  'redirect_uri', 'scope', 'state', 'nonce', 'code_challenge', 'code', 'iss', 'code_verifier', 'client_secret', 'access_token', 'refresh_token', 'id_token',
  'dpop_jkt', 'dpop', 'request', 'response', 'client_assertion', 'authorization_details', 'claims',
] as const
export type TaughtParameter = typeof taughtParameters[number]

/** What a lesson of the walk answers. */
export type Topic = 'redirect-uri' | 'state' | 'pkce' | 'nonce' | 'differ' | 'code' | 'back-channel' | 'secret' | 'tokens' | 'proof' | 'pushed-request' | 'signed-request' | 'signed-answer' | 'assertion' | 'certificate' | 'certificate-bound' | 'encryption' | 'details' | 'claims' | 'refresh' | 'refused'

/** What is true of some walks only. */
export type Case
  = | 'state-differs' | 'pkce-differs' | 'nonce-differs' | 'without-pkce' | 'without-nonce'
    | 'code-with-pkce' | 'code-without-pkce' | 'refusal' | 'tokens-refused'
    | 'secret-in-header' | 'secret-in-body' | 'secret-in-address' | 'public-with-pkce' | 'public-without-pkce'
    | 'id-token-differs' | 'access-token-alone'

/** All teaching texts in one language, each said once: the story, the pauses, the report and `learn` read them here. */
export interface Lessons {
  steps: Record<StepId, Lesson>
  messages: Record<MessageName, Lesson>
  parameters: Record<TaughtParameter, Lesson>
  /** What a check prevents; `what` is said by its title. */
  checks: Partial<Record<CheckName, Omit<Lesson, 'what'>>>
  topics: Record<Topic, string>
  cases: Record<Case, string>
  /** Locks that are seen by something else than a parameter. */
  locks: Record<'certificate' | 'certificate-bound' | 'encryption', Lesson>
  /** What binds an access token, where somebody who only bears it does not get in; `promised`: the provider says so, and the token can't be read. */
  bindings: Record<'key' | 'certificate' | 'promised', string>
  /** `between` stands between two sentences. */
  labels: Record<keyof Lesson | 'prevents' | 'between', string>
}

/** Which lessons tell what could go wrong at a step. */
const dangerous: Record<StepId, (lessons: Lessons) => readonly (Omit<Lesson, 'what'> | undefined)[]> = {
  start: ({ steps, messages }) => [steps.start, messages.start],
  redirect: ({ parameters }) => [parameters.state, parameters.code_challenge, parameters.redirect_uri],
  consent: ({ messages, parameters }) => [messages['sign-in-and-consent'], parameters.scope],
  callback: ({ messages, parameters }) => [messages.callback, parameters.iss, messages['authorization-response']],
  token: ({ parameters }) => [parameters.code_verifier, parameters.client_secret, parameters.id_token],
  userinfo: ({ messages, parameters }) => [messages['userinfo-response'], parameters.access_token],
}

/** What could go wrong at a step, and what answers it. */
export function dangersOf(lessons: Lessons): Record<StepId, { attack: string, answer: string }[]> {
  const tell = (step: StepId) => dangerous[step](lessons).flatMap(lesson => lesson ? [{ attack: lesson.attack, answer: lesson.protects }] : [])
  return {
    start: tell('start'), redirect: tell('redirect'), consent: tell('consent'), callback: tell('callback'), token: tell('token'), userinfo: tell('userinfo'),
  }
}

/** What each message is, for the report. */
export function messagesOf({ messages }: Lessons): Record<MessageName, string> {
  return Object.fromEntries(Object.entries(messages).map(([name, { what }]) => [name, what])) as Record<MessageName, string>
}
