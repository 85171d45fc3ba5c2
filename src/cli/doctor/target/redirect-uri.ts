import type { Asked } from '../../../check/provider/ask.ts'
import { examineeOf, type Candidate } from '../../../check/provider/examinee.ts'
import { Failure } from '../../../failure.ts'
import { textOf } from '../../../providers/resolve.ts'
import { bad, note, good } from '../../../render/doctor/line.ts'
import { prepareCandidate } from '../../check/candidate.ts'
import { circumstancesOf, diagnoseFailure } from '../../diagnose.ts'
import { thisLogin } from '../../this-run.ts'
import type { FoundLine, Look } from '../look.ts'
import { readErrorPage } from './error-page.ts'
import { unansweredBy, type AtProvider } from './visit.ts'

/**
 * Whether the provider answers at the redirect URI: it is asked once, without a browser, for a page that it need not show (`prompt=none`, OpenID
 * Connect Core 1.0, section 3.1.2.1).
 */
export const lookAtRedirectUri: Look<AtProvider> = async (ground) => {
  const { run, resolved, server, destination, sandbox, notebook, unanswered, wayBack } = ground
  // The sandbox takes every port of this machine.
  if (!server || sandbox || destination.said === undefined) return []
  if (textOf(resolved, 'client-id') === undefined) return [good('redirect-uri', 'redirect-client-missing', { ...wayBack })]
  notebook.turn()
  const { candidate, close } = await prepareCandidate(run, destination.said, { notebook, observers: [] })
  try {
    return await judge(ground, await examineeOf(comingBackTo(candidate, wayBack.uri)).ask())
  } catch (error) {
    unanswered.push(...unansweredBy(error, { method: 'GET', url: server.authorization_endpoint ?? '' }, run.context.now()))
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

async function judge(ground: AtProvider, asked: Asked): Promise<FoundLine[]> {
  const { kind, error } = asked
  if (kind === 'code' || kind === 'error') return [good('redirect-uri', 'redirect-accepted', { ...ground.wayBack, answer: error ?? 'code' })]
  if (kind !== 'refused') return [note('redirect-uri', 'redirect-unclear', { ...ground.wayBack })]
  const failure = await refusalOf(ground, asked)
  return [bad(isAboutClient(failure) ? 'client' : 'redirect-uri', failure)]
}

/** A provider that does not know the client has not come to its redirect URI yet. */
function isAboutClient({ details }: Failure): boolean {
  const { error, meaning } = details['provider'] as { error: string | null, meaning?: string }
  return ['invalid_client', 'unauthorized_client'].includes(error ?? '') || (meaning === 'invalid_client' && !/redirect/.test(error ?? ''))
}

/** What the provider says on its page, and what must be registered there. */
async function refusalOf({ run, resolved, destination, wayBack: { uri } }: AtProvider, { answer: { status, body }, error }: Asked): Promise<Failure> {
  const target = destination.said ?? ''
  const page = readErrorPage(body, textOf(resolved, 'preset'))
  const { words, meaning } = page
  const provider = { error: error ?? page.error ?? null, ...meaning === undefined ? {} : { meaning }, error_description: words, status }
  const hasSecret = resolved['client-secret-file'] !== undefined || run.context.given.hasSecret('OAUTH_WALK_CLIENT_SECRET')
  const circumstances = circumstancesOf(resolved, { target, redirect_uri: uri, has_secret: hasSecret })
  const failure = new Failure('authorization-refused', { redirect_uri: uri, provider, circumstances, again: thisLogin(run, target, destination.profile) })
  return diagnoseFailure(failure, run.catalogue)
}
