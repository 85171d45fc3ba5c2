import {
  acceptAuthorizationResponse, checkAuthorizationResponse, readAuthorizationRefusal, refuseAuthorizationError,
  type CheckedParameters,
} from '../protocol/authorization-response.ts'
import { noteErrorBesideCode } from '../protocol/answer/error-beside.ts'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { holds, type Check } from '../protocol/checks.ts'
import type { Started } from './1-start.ts'
import type { Redirected } from './2-redirect.ts'
import type { Returned } from './returned.ts'
import type { Walk } from './context.ts'
import { checkResponse, namesIn } from './extension.ts'
import { report, tell, verify } from './observe.ts'
import { partyOf } from './party.ts'

/**
 * Step 4, authorization server → browser → client: the provider has sent the browser back with a code and the state
 * (RFC 6749 4.1.2). Checks the response before the code is used. Raises the failed check's name, `access-denied` or
 * `authorization-refused`.
 */
export async function checkCallback(
  walk: Walk, started: Started, redirected: Redirected, returned: Returned,
): Promise<CheckedParameters> {
  const { parameters, request } = returned
  rememberCode(walk, request.parameters, parameters)
  const came = Object.fromEntries(request.parameters)
  const said = { channel: 'front' as const, parameters: came, ...namesIn(walk.extensions, came) }
  await tell(walk, {
    name: 'authorization-response', from: 'authorization_server', to: 'user', ...said, url: redirected.redirectUri,
  })
  await tell(walk, {
    name: 'callback', from: 'user', to: 'client', ...said,
    ...request.method === undefined ? {} : { method: request.method }, url: redirected.redirectUri,
  })
  if (!parameters.has('state')) await report(walk, [{ code: 'state-missing', details: {} }])
  await verify(walk, await checkResponse(walk.extensions, request.parameters, partyOf(walk, started)))
  await verify(walk, [
    ...checkMode(walk, returned), ...checkSender(returned),
    ...parameters.has('state')
      ? [holds('state', 'RFC 6749 10.12', started.state.reveal(), parameters.get('state'), true)]
      : [],
    ...checkAuthorizationResponse(started.server, parameters),
  ]).catch((error: unknown) => {
    throw withProvidersWords(error, parameters)
  })
  refuseAuthorizationError(parameters)
  await report(walk, noteErrorBesideCode(parameters))
  const accepted = acceptAuthorizationResponse(
    started.server, started.client, parameters, parameters.has('state') ? started.state.reveal() : undefined,
  )
  for (const extension of walk.extensions) extension.acceptedResponse?.(parameters)
  return accepted
}

/**
 * Remembers the code as a secret, now that the state is proven: under the provider's name for it and under the
 * standard's.
 */
function rememberCode({ secrets }: Walk, ...sent: URLSearchParams[]): void {
  for (const parameters of sent) secrets.rememberAll(parameters.getAll('code').map(code => ['code', code]))
}

/**
 * An error without the promised `iss` may come from anybody (RFC 9207, section 2.4); the failure quotes it all the
 * same.
 */
function withProvidersWords(error: unknown, parameters: URLSearchParams): unknown {
  if (!(error instanceof Failure)
    || error.code !== 'response-issuer'
    || parameters.has('iss')
    || !parameters.has('error')) return error
  return error.with(undefined, { provider: readAuthorizationRefusal(parameters) })
}

/** A provider that sends a query where we asked for a form, or the reverse, has not read `response_mode`. */
function checkMode({ login }: Walk, { request }: Returned): Check[] {
  if (!request.byOtherMethod) return []
  const asked = login.responseMode
  return [
    holds(
      'response-mode', 'OAuth 2.0 Form Post Response Mode 1.0', asked, asked === 'query' ? 'form_post' : 'query', false,
    ),
  ]
}

/**
 * The state binds the answer to this login, the cookie to the browser that left (RFC 6749, section 10.12). Where no
 * browser left through the start address there is no cookie, so the state must be there.
 */
function checkSender({ parameters, sender, request }: Returned): Check[] {
  if (request.byOtherMethod || sender === 'person') return []
  if (sender === 'never-left') {
    return [
      holds('same-browser', 'RFC 6749 10.12', describeBy('the-browser-that-began'), describeBy(sender), false, {
        code: 'began-elsewhere', facts: [],
      }),
    ]
  }
  if (sender !== 'unknown') {
    return [
      holds(
        'same-browser', 'RFC 6749 10.12', describeBy('the-browser-that-left'), describeBy(sender),
        sender === 'the-browser-that-left',
      ),
    ]
  }
  if (parameters.has('state')) return []
  return [
    holds('state', 'RFC 6749 10.12', describeBy('state-or-cookie'), describeBy('neither-state-nor-cookie'), false),
  ]
}
