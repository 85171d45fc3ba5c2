import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { stateMatches } from '../protocol/authorization-response.ts'
import type { CallbackRequest } from '../transport/callback-request.ts'
import { saidError } from '../transport/ignored-request.ts'
import type { HearPasted } from '../transport/pasted.ts'
import type { Hearer } from '../transport/reception.ts'
import type { Intrusion } from '../transport/start-address.ts'
import type { Started } from './1-start.ts'
import type { Walk } from './context.ts'
import { countIgnored, type IgnoredRequests } from './count-ignored.ts'
import { createJudge } from './judge-answer.ts'
import type { Returned } from './returned.ts'

/** The one answer that a walk waits for, from the listener or pasted. */
export interface AwaitedAnswer {
  /** Hears each request that comes to the listener. */
  hearer: Hearer
  /**
   * Hears what a person pasted, and tells whether another one may come: none may once the wait is over. Raises
   * `paste-refused` after as many wrong addresses as may be pasted, `person-needed` where the last line was empty.
   */
  hearPasted: HearPasted
  /** The first answer that is ours; raises `start-address`, also after that. */
  first: Promise<Returned>
  ignored: IgnoredRequests
  /** Aborts when somebody else used the start address: the browser that left is then not the user's. */
  intrusion: AbortSignal
}

/**
 * Judges requests as they come, several at a time. One that is not ours is answered at once, and only harmless facts of
 * it are noted; the first that is ours ends the wait.
 */
export function createAwaitedAnswer(walk: Walk, started: Started): AwaitedAnswer {
  const ignored = countIgnored(walk)
  const judge = createJudge(walk, started)
  const intrusion = new AbortController()
  const { first, take, fail } = settleOnce<Returned>()
  const { pathname } = new URL(walk.login.redirectUri)
  let over = false
  /** Tells whether the wait is over, by this request or by an earlier one. */
  const hear = async (request: CallbackRequest): Promise<boolean> => {
    const verdict = over ? undefined : await judge(request)
    // Another request may have ended the wait while this one was judged.
    if (!verdict || over) {
      void request.answer(walk.pages.over())
      return true
    }
    if (typeof verdict === 'string') {
      request.dismiss(walk.pages.ignored())
      const path = request.way === 'listener' ? { path: pathname } : {}
      ignored.note({
        reason: request.byOtherMethod ? 'wrong-method' : verdict, way: request.way, ...path,
        ...saidError(request.parameters),
      })
      return false
    }
    over = true
    take({ request, ...verdict })
    return true
  }
  const end = (error: unknown) => {
    over = true
    fail(error)
  }
  return {
    first, ignored, intrusion: intrusion.signal,
    hearer: {
      receive: request => void hear(request).catch(end),
      isOurs: parameters => stateMatches(started.state.reveal(), parameters),
      ignore: (refused) => {
        if (!over) ignored.note(refused)
      },
      intrude: (how) => {
        const failure = intruded(how)
        intrusion.abort(failure)
        end(failure)
        return walk.pages.finished({ ok: false, failure })
      },
      over: () => over ? walk.pages.over() : undefined,
      strange: host => walk.pages.strange(host),
    },
    hearPasted: pastedBy(walk, hear, ignored),
  }
}

/** A promise to settle from outside. It may reject before anybody waits for it, so its rejection goes unreported. */
function settleOnce<Value>(): { first: Promise<Value>, take: (value: Value) => void, fail: (error: unknown) => void } {
  let [take, fail]: [(value: Value) => void, (error: unknown) => void] = [() => undefined, () => undefined]
  const first = new Promise<Value>((resolve, reject) => {
    [take, fail] = [resolve, reject]
  })
  first.catch(() => undefined)
  return { first, take, fail }
}

function pastedBy(
  { pasting, login }: Walk, hear: (request: CallbackRequest) => Promise<boolean>, ignored: IgnoredRequests,
): HearPasted {
  let pastes = 0
  return async (pasted) => {
    if (typeof pasted === 'string') ignored.note({ reason: pasted, way: 'paste' })
    else if (await hear(pasted)) return false
    pastes += 1
    if (pastes < (pasting?.tries ?? Infinity)) return true
    // Whoever gives an empty line has given no address that could be refused.
    if (pasted === 'pasted-empty')
      throw new Failure('person-needed', { what: 'callback-address', given: 'empty', redirect_uri: login.redirectUri })
    throw new Failure('paste-refused', { reason: ignored.list().at(-1)?.reason, redirect_uri: login.redirectUri })
  }
}

function intruded(how: Intrusion): Failure {
  return new Failure(
    'start-address', { expected: describeBy('one-browser'), actual: describeBy(how), rule: 'RFC 6749 10.12' },
    { step: 'redirect' },
  )
}
