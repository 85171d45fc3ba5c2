import type { Asked } from '../../../check/provider/ask.ts'
import { examineeOf, type Candidate } from '../../../check/provider/examinee.ts'
import { Failure } from '../../../codes/failure.ts'
import type { AuthorizationServer } from '../../../protocol/metadata.ts'
import { textOf } from '../../../providers/resolve.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { clean } from '../../../text/printable.ts'
import { prepareCandidate } from '../../check/candidate.ts'
import type { FoundLine, Look } from '../look.ts'
import { isErrorAddress } from './error-page.ts'
import { maskForeign } from '../../../secrets/message.ts'
import { partOf } from './part-of.ts'
import { judgeAnswer } from './redirect-answer.ts'
import { passwordAsked, refused } from './refusal.ts'
import { unansweredBy, type AtProvider } from './visit.ts'
import { wallBefore } from './wall.ts'

/**
 * Whether the provider answers at the redirect URI: it is asked once, without a browser, for a page that it need not
 * show (`prompt=none`, OpenID Connect Core 1.0, section 3.1.2.1).
 */
export const lookAtRedirectUri: Look<AtProvider> = async ground =>
  askThere(ground).catch((error: unknown) => {
    ground.run.context.signal.throwIfAborted()
    // The login that it is told of is this one, and not that which was planned to ask.
    if (error instanceof Failure) return [bad(partOf(error), error.with(undefined, { again: undefined }))]
    throw error
  })

async function askThere(ground: AtProvider): Promise<FoundLine[]> {
  const { run, resolved, server, destination, sandbox, notebook, observers, unanswered, wayBack } = ground
  // The sandbox takes every port of this machine.
  if (!server || sandbox) return []
  if (textOf(resolved, 'client-id') === undefined)
    return [good('redirect-uri', 'redirect-client-missing', { ...wayBack })]
  const target = destination.said ?? destination.target
  if (target === '') return [note('redirect-uri', 'redirect-untried', { ...wayBack })]
  notebook.turn()
  const { candidate, close } = await prepareCandidate(run, target, { notebook, observers })
  try {
    const examinee = examineeOf(comingBackTo(candidate, wayBack.uri))
    return await judge(ground, server, await examinee.ask(), examinee.started?.scope ?? [])
  } catch (error) {
    unanswered.push(
      ...unansweredBy(error, { method: 'GET', url: server.authorization_endpoint ?? '' }, run.context.now()),
    )
    throw error
  } finally {
    await close()
  }
}

/** The same request as that of a login which listens there. */
function comingBackTo(candidate: Candidate, redirectUri: string): Candidate {
  const { walk } = candidate
  return { ...candidate, walk: { ...walk, login: { ...walk.login, redirectUri, ports: [] } } }
}

async function judge(
  ground: AtProvider, server: AuthorizationServer, asked: Asked, scope: readonly string[],
): Promise<FoundLine[]> {
  const { kind, answer: { status, body }, location } = asked
  if (kind === 'code' || kind === 'error') return judgeAnswer(ground, server, asked, scope)
  const challenge = passwordAsked(asked)
  if (challenge !== undefined)
    return [note('redirect-uri', 'redirect-unclear', { ...ground.wayBack, status, challenge })]
  const wall = wallBefore(asked, textOf(ground.resolved, 'preset'))
  if (wall) {
    const { words } = maskForeign(ground.run.context.secrets, { words: wall.words })
    return [note('redirect-uri', 'redirect-unclear', { ...ground.wayBack, ...wall, words })]
  }
  if (kind === 'refused' || (kind === 'sent-on' && isErrorAddress(location)))
    return refused(ground, asked, scope)
  if (kind === 'unavailable') return [note('redirect-uri', 'redirect-unavailable', { ...ground.wayBack, status })]
  const leadsTo = location === undefined ? undefined : clean(location.split(/[?#]/, 1)[0] ?? '', 120)
  return [note('redirect-uri', 'redirect-unclear', { ...ground.wayBack, status, leadsTo, isEmpty: body.trim() === '' })]
}
