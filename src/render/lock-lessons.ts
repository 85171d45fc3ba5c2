import type { Lesson, Lessons, TaughtParameter, Topic } from '../messages/lessons.ts'
import type { WalkEvent } from '../walk/events.ts'

/** A lock that a message shows, and what it stops. */
export interface LockLesson { topic: Topic, lesson: Lesson }

type Parameters = Readonly<Record<string, unknown>>
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

/** The lessons of the locks that this message shows; `sent` are its parameters by their standard names. */
export function lockLessonsOf(name: Told['name'], sent: Parameters, { parameters, messages }: Lessons): LockLesson[] {
  const seen = seenBy.filter(lock => lock.in.includes(name) && Object.hasOwn(sent, lock.parameter))
  const pushed: LockLesson[] = name === 'push-request' ? [{ topic: 'pushed-request', lesson: messages['push-request'] }] : []
  return [...pushed, ...seen.map(({ parameter, topic }) => ({ topic, lesson: parameters[parameter] }))]
}

/** Whether a request presents a token that is of no use without its key. */
export function presentsBound({ authorization }: Parameters): boolean {
  return typeof authorization === 'string' && /^DPoP /i.test(authorization)
}

/** Whether an answer brings such a token. */
export function bringsBound({ token_type: type }: Parameters): boolean {
  return typeof type === 'string' && type.toLowerCase() === 'dpop'
}
