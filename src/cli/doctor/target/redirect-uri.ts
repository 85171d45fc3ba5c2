import type { Asked } from '../../../check/provider/ask.ts'
import { examineeOf } from '../../../check/provider/examinee.ts'
import { Failure } from '../../../failure.ts'
import { textOf } from '../../../providers/resolve.ts'
import { bad, note, good } from '../../../render/doctor/line.ts'
import { prepareCandidate } from '../../check/candidate.ts'
import { diagnoseFailure } from '../../diagnose.ts'
import type { Run } from '../../run.ts'
import type { FoundLine, Look } from '../look.ts'
import { unansweredBy, type AtProvider } from './visit.ts'

/**
 * Whether the provider answers at the redirect URI: it is asked once, without a browser, for a page that it need not show (`prompt=none`, OpenID
 * Connect Core 1.0, section 3.1.2.1).
 */
export const lookAtRedirectUri: Look<AtProvider> = async ({ run, resolved, server, destination, sandbox, notebook, unanswered }) => {
  // The sandbox takes every port of this machine.
  if (!server || sandbox || destination.said === undefined) return []
  const uri = textOf(resolved, 'redirect-uri')
  if (textOf(resolved, 'client-id') === undefined) return [good('redirect-uri', 'redirect-client-missing', { uri })]
  notebook.turn()
  const { candidate, close } = await prepareCandidate(run, destination.said, { notebook, observers: [] })
  try {
    return await judge(run, await examineeOf(candidate).ask(), uri)
  } catch (error) {
    unanswered.push(...unansweredBy(error, { method: 'GET', url: server.authorization_endpoint ?? '' }, run.context.now()))
    throw error
  } finally {
    await close()
  }
}

async function judge({ catalogue }: Run, asked: Asked, uri: string | undefined): Promise<FoundLine[]> {
  const { kind, error, answer: { status } } = asked
  if (kind === 'code' || kind === 'error') return [good('redirect-uri', 'redirect-accepted', { uri, answer: error ?? 'code' })]
  if (kind !== 'refused') return [note('redirect-uri', 'redirect-unclear', { uri })]
  const failure = new Failure('authorization-refused', { redirect_uri: uri, provider: { error: error ?? null, error_description: null, status } })
  return [bad('redirect-uri', await diagnoseFailure(failure, catalogue))]
}
