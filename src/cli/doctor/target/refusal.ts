import type { Asked } from '../../../check/provider/ask.ts'
import { Failure } from '../../../codes/failure.ts'
import type { Obstacle } from '../../../codes/obstacle.ts'
import { findObstacle } from '../../../protocol/answer/obstacle.ts'
import { schemesIn } from '../../../protocol/resource/challenge.ts'
import { textOf } from '../../../providers/resolve.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { clean } from '../../../text/printable.ts'
import { isSecretNamed } from '../../client-authentication/client-secret.ts'
import { circumstancesOf, diagnoseFailure } from '../../failures/diagnose.ts'
import { thisLogin } from '../../command-line/this-run.ts'
import type { FoundLine } from '../look.ts'
import { errorIn, readErrorPage } from './error-page.ts'
import type { AtProvider } from './visit.ts'

/**
 * The provider refuses the request, with this scope: on a page of its own, or at the redirect URI, which it then knows.
 */
export async function refused(ground: AtProvider, asked: Asked, scope: readonly string[]): Promise<FoundLine[]> {
  const failure = await refusalOf(ground, asked, scope)
  // The answer that came back there proves the redirect URI right, whatever is wrong with the rest.
  if (asked.kind === 'error' && !isAboutRedirect(failure)) return [bad('client', failure), accepted(ground, asked)]
  if (isAboutClient(failure)) return [bad('client', failure)]
  const untried = note('redirect-uri', 'redirect-untried', { ...ground.wayBack })
  if (failure.details['obstacle'] !== undefined) return [bad('endpoints', failure), untried]
  return isAboutRedirect(failure) ? [bad('redirect-uri', failure)] : [bad('client', failure), untried]
}

function accepted({ wayBack }: AtProvider, { error = '' }: Asked): FoundLine {
  return good('redirect-uri', 'redirect-accepted', { ...wayBack, answer: clean(error, 80) })
}

/** The schemes by which a browser itself asks who is there: what comes after that was not seen. */
const ofBrowsers: readonly string[] = ['basic', 'digest', 'negotiate', 'ntlm']

/** The scheme by which a 401 has a browser ask for a password, where no word of it is about the request. */
export function passwordAsked(asked: Asked): string | undefined {
  if (asked.answer.status !== 401) return undefined
  const scheme = schemesIn(asked.answer).find(one => ofBrowsers.includes(one))
  if (scheme === undefined) return undefined
  const { error, meaning } = wordsOnPage(asked, undefined)
  return error === null && meaning === undefined ? scheme : undefined
}

/** Locks that a flag opens: whoever misses it is refused however the user signs in. */
const locks: readonly unknown[] = ['push-required', 'signed-request-required', 'pkce-required']

/** The refusal where the provider's words at the redirect URI name such a lock; nothing for any other. */
export async function refusedByLock(ground: AtProvider, asked: Asked, scope: readonly string[]): Promise<FoundLine[]> {
  const failure = await refusalOf(ground, asked, scope)
  const { id } = (failure.details['diagnosis'] ?? {}) as { id?: string }
  return locks.includes(id) ? [bad('client', failure)] : []
}

/** So is a page that says nothing: that is how most providers refuse a redirect URI. */
function isAboutRedirect({ details }: Failure): boolean {
  const { error, meaning, error_description: words } = details['provider'] as Told
  return meaning === 'invalid_redirect_uri'
    || /redirect/.test(error ?? '')
    || (error === null && meaning === undefined && words === undefined)
}

interface Told {
  error: string | null
  meaning?: string
  error_description?: string | undefined
  status?: number
}

/** A provider that does not know the client has not come to its redirect URI yet. */
function isAboutClient({ details }: Failure): boolean {
  const { error, meaning } = details['provider'] as Told
  return ['invalid_client', 'unauthorized_client'].includes(error ?? '')
    || (meaning === 'invalid_client' && !/redirect/.test(error ?? ''))
}

/** What the provider says, and what must be registered there. */
async function refusalOf(
  { run, resolved, destination, server, wayBack: { uri } }: AtProvider, asked: Asked, scope: readonly string[],
): Promise<Failure> {
  const target = destination.said ?? ''
  const circumstances = circumstancesOf(resolved, {
    target, redirect_uri: uri, scope: scope.join(' '), has_secret: isSecretNamed(run, resolved), pushed: asked.isPushed,
    asks_no_page: true,
  })
  const provider = asked.kind === 'error' ? wordsOf(asked) : wordsOnPage(asked, textOf(resolved, 'preset'))
  const isOnPage = asked.kind !== 'error'
  const refusal = new Failure('authorization-refused', {
    provider,
    ...isOnPage && { url: server?.authorization_endpoint, ...obstacleOf(asked, provider) },
  })
  const place = isOnPage && isAboutRedirect(refusal) ? { redirect_uri: uri } : { on_page: isOnPage }
  return diagnoseFailure(
    refusal.with(undefined, {
      ...place, circumstances, again: thisLogin(run, target, destination.profile),
    }),
    run.catalogue,
  )
}

/** A status that speaks of the address, where no word is about the request. */
function obstacleOf({ answer }: Asked, { error, meaning }: Told): { obstacle?: Obstacle } {
  const obstacle = findObstacle(answer, meaning ?? error ?? undefined)
  return obstacle && meaning === undefined ? { obstacle } : {}
}

function wordsOf({ error, response }: Asked): Told {
  return { error: error ?? null, error_description: response.get('error_description') ?? undefined }
}

/** A page that it leads to is told by its address. */
export function wordsOnPage({ answer: { status, body }, error, location }: Asked, preset: string | undefined): Told {
  const { error: code, words, meaning } = readErrorPage((location && errorIn(location)) ?? body, preset)
  return { error: error ?? code ?? null, ...meaning === undefined ? {} : { meaning }, error_description: words, status }
}
