import type { Asked } from '../../../check/provider/ask.ts'
import { Failure } from '../../../codes/failure.ts'
import { textOf } from '../../../providers/resolve.ts'
import { bad, note } from '../../../render/doctor/line.ts'
import { isSecretNamed } from '../../client-authentication/client-secret.ts'
import { circumstancesOf, diagnoseFailure } from '../../failures/diagnose.ts'
import { thisLogin } from '../../command-line/this-run.ts'
import type { FoundLine } from '../look.ts'
import { readErrorPage } from './error-page.ts'
import type { AtProvider } from './visit.ts'

/**
 * The provider refuses the request, with this scope: on a page of its own, or at the redirect URI, which it then knows.
 */
export async function refused(ground: AtProvider, asked: Asked, scope: readonly string[]): Promise<FoundLine[]> {
  const failure = await refusalOf(ground, asked, scope)
  if (isAboutClient(failure)) return [bad('client', failure)]
  return isAboutRedirect(failure) || asked.kind === 'error'
    ? [bad('redirect-uri', failure)]
    : [bad('client', failure), note('redirect-uri', 'redirect-untried', { ...ground.wayBack })]
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

interface Told { error: string | null, meaning?: string, error_description?: string }

/** A provider that does not know the client has not come to its redirect URI yet. */
function isAboutClient({ details }: Failure): boolean {
  const { error, meaning } = details['provider'] as Told
  return ['invalid_client', 'unauthorized_client'].includes(error ?? '')
    || (meaning === 'invalid_client' && !/redirect/.test(error ?? ''))
}

/** What the provider says, and what must be registered there. */
async function refusalOf(
  { run, resolved, destination, wayBack: { uri } }: AtProvider, asked: Asked, scope: readonly string[],
): Promise<Failure> {
  const target = destination.said ?? ''
  const circumstances = circumstancesOf(resolved, {
    target, redirect_uri: uri, scope: scope.join(' '), has_secret: isSecretNamed(run, resolved), pushed: asked.isPushed,
    asks_no_page: true,
  })
  const provider = asked.kind === 'error' ? wordsOf(asked) : wordsOnPage(asked, textOf(resolved, 'preset'))
  const refusal = new Failure('authorization-refused', { provider })
  const isOnPage = asked.kind !== 'error'
  const place = isOnPage && isAboutRedirect(refusal) ? { redirect_uri: uri } : { on_page: isOnPage }
  return diagnoseFailure(
    refusal.with(undefined, {
      ...place, circumstances, again: thisLogin(run, target, destination.profile),
    }),
    run.catalogue,
  )
}

function wordsOf({ error, response }: Asked): object {
  return { error: error ?? null, error_description: response.get('error_description') ?? undefined }
}

function wordsOnPage({ answer: { status, body }, error }: Asked, preset: string | undefined): object {
  const { error: code, words, meaning } = readErrorPage(body, preset)
  return { error: error ?? code ?? null, ...meaning === undefined ? {} : { meaning }, error_description: words, status }
}
