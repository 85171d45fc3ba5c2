import { haveSameOrigin, pathOf } from '../../addresses.ts'
import { attemptsOf } from '../../attempts.ts'
import { wentWell } from '../../outcome.ts'
import { errorOf, parameterOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { found } from '../../found.ts'

const clause = 'RFC 6749 10.12'

/** Two sign-ins that were begun side by side: whoever keeps one state only has lost the first when its answer comes. */
export const readTwoTabs: Reader = (record) => {
  const attempts = attemptsOf(record).filter(({ asked }) => asked && parameterOf(asked, 'prompt') !== 'none')
  return attempts.slice(0, -1).flatMap((attempt, index) => {
    const next = attempts[index + 1]
    const answer = attempt.answers[0]
    if (!next?.asked || !answer || errorOf(answer) !== undefined || !comesAfter(record.seen, answer, next.asked))
      return []
    const { status = 400 } = answer.response ?? {}
    if (status >= 400)
      return wentWell(attempt)
        ? []
        : [found('two-sign-ins', 'broken', clause, {}, { in: [answer, attempt.asked, next.asked] })]
    // A page that shows itself at the callback says nothing of how it ended; a server that went on has redirected.
    const isOpen = status < 300 && attempt.exchanges.length === 0 && parameterOf(answer, 'code') !== undefined
    return isOpen
      ? [
          found(
            'two-sign-ins-open', isShell(answer, record) ? 'weak' : 'note', clause, {},
            { in: [answer, attempt.asked, next.asked] },
          ),
        ]
      : []
  })
}

/** Both stand in the record, and the answer comes later than the request of the next attempt. */
function comesAfter(seen: readonly Seen[], answer: Seen, asked: Seen): boolean {
  const [first, second] = [seen.indexOf(asked), seen.indexOf(answer)]
  return first >= 0 && second > first
}

/**
 * The page at the callback is the very page that the app shows elsewhere: what becomes of the code is decided in the
 * browser.
 */
function isShell(answer: Seen, { seen }: WalkRecord): boolean {
  const body = beginningOf(answer)
  return body !== ''
    && seen.some(other =>
      other !== answer
      && haveSameOrigin(other.request?.url ?? '', answer.request?.url ?? '')
      && pathOf(other) !== pathOf(answer)
      && beginningOf(other) === body)
}

function beginningOf({ response }: Seen): string {
  return response?.body?.slice(0, 16_384) ?? ''
}
