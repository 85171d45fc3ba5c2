import type { Lesson, Lessons, TaughtParameter, Topic } from '../messages/lessons.ts'
import type { WalkEvent } from '../walk/events.ts'
import { standardParameters, type Parameters } from './standard-parameters.ts'

/** A lock that a message shows, and what it stops. */
export interface LockLesson { topic: Topic, lesson: Lesson }

type Told = Extract<WalkEvent, { type: 'message' }>

/** The parameter by which each lock is seen, in the messages that can have it. */
const seenBy: readonly { in: readonly Told['name'][], parameter: TaughtParameter, topic: Topic }[] = [
  { in: ['authorization-request', 'push-request'], parameter: 'request', topic: 'signed-request' },
  { in: ['authorization-request', 'push-request'], parameter: 'authorization_details', topic: 'details' },
  { in: ['authorization-request', 'push-request'], parameter: 'claims', topic: 'claims' },
  { in: ['push-request', 'token-request'], parameter: 'client_assertion', topic: 'assertion' },
  { in: ['authorization-response'], parameter: 'response', topic: 'signed-answer' },
  { in: ['userinfo-request'], parameter: 'dpop', topic: 'proof' },
]

/** The lessons of the locks that an event shows. */
export function lockLessonsOf(event: WalkEvent, lessons: Lessons): LockLesson[] {
  if (event.type === 'message') return ofMessage(event, lessons)
  if (event.type === 'check' && event.name === 'decryption' && event.ok)
    return [{ topic: 'encryption', lesson: lessons.locks.encryption }]
  const binding = bindingAfter(event, undefined)
  return binding === 'certificate' || binding === 'promised'
    ? [{ topic: 'certificate-bound', lesson: lessons.locks['certificate-bound'] }]
    : []
}

function ofMessage(message: Told, { parameters, messages, locks }: Lessons): LockLesson[] {
  const { name, certificate } = message
  const sent = standardParameters(message)
  const seen = seenBy.filter(lock => lock.in.includes(name) && Object.hasOwn(sent, lock.parameter))
  return [
    ...name === 'push-request' ? [{ topic: 'pushed-request', lesson: messages['push-request'] } as const] : [],
    ...seen.map(({ parameter, topic }) => ({ topic, lesson: parameters[parameter] })),
    ...certificate && name !== 'userinfo-request' ? [{ topic: 'certificate', lesson: locks.certificate } as const] : [],
  ]
}

/**
 * Why an access token is of no use to somebody who only bears it: a proof goes with it, or the client's certificate;
 * `promised` where the provider says so of its tokens, and this one can't be read.
 */
export type Binding = 'key' | 'certificate' | 'promised'

/** What is known of the binding after an event, and what was known before it. */
export function bindingAfter(event: WalkEvent, before: Binding | undefined): Binding | undefined {
  if (event.type === 'message' && event.name === 'token-response')
    return bringsBound(standardParameters(event)) ? 'key' : undefined
  if (before !== undefined) return before
  if (event.type === 'check' && event.name === 'token-confirmation' && event.ok)
    return event.rule.startsWith('RFC 8705') ? 'certificate' : 'key'
  return event.type === 'finding' && event.code === 'token-bound-to-certificate' ? 'promised' : undefined
}

/** Whether a request presents a token that is of no use without its key. */
export function presentsBound({ authorization }: Parameters): boolean {
  return typeof authorization === 'string' && /^DPoP /i.test(authorization)
}

/** Whether an answer brings such a token. */
export function bringsBound({ token_type: type }: Parameters): boolean {
  return typeof type === 'string' && type.toLowerCase() === 'dpop'
}
