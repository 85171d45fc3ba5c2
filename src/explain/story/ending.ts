import { Failure, type FailureCode, type StepId } from '../../codes/failure.ts'
import { readAuthorizationRefusal } from '../../protocol/authorization-response.ts'
import type { Check } from '../../protocol/checks.ts'
import { decodeIdToken } from '../../protocol/id-token.ts'
import type { TokenResponse } from '../../protocol/token-response.ts'
import type { WalkDocument } from '../../walk/events.ts'
import type { Seen } from '../record.ts'
import { broughtBy } from './checks.ts'
import { askedValue, type Login } from './login.ts'
import type { Known } from './provider.ts'

interface Made { step: StepId, check: Check }

/** How a login ended, as far as it was seen: the document of a walk, and the failure where it had one. */
export interface StoryEnd { document: WalkDocument, failure: Failure | undefined }

/** The end by the first thing that ended it: a refusal that came, a check that failed, or a recording that stops. */
export function endOf(
  login: Login, known: Known, tokens: TokenResponse | undefined, checks: readonly Made[],
): StoryEnd {
  const failure = failureOf(login, tokens, checks)
  const decoded = decodeIdToken(tokens?.id_token ?? '')
  const claims = login.userinfo?.response?.members
  const subject = 'claims' in decoded && typeof decoded.claims.sub === 'string' ? decoded.claims.sub : undefined
  const scope = tokens?.scope ?? askedValue(login, 'scope')?.split(' ') ?? []
  const document = {
    ok: failure === undefined, profile: null, issuer: known.issuer ?? null, client_id: known.clientId ?? null,
    subject: subject ?? null, scope,
    ...tokens ? { token_type: tokens.token_type, refreshable: tokens.refresh_token !== undefined } : {},
    userinfo: failure ? null : claims ?? null,
  }
  return { document, failure }
}

function failureOf(
  { request, response, tokens: [token], userinfo, resources }: Login, tokens: TokenResponse | undefined,
  checks: readonly Made[],
): Failure | undefined {
  const failed = checks.find(({ check }) => !check.ok)
  const inOrder = [
    request && !response && !token ? stoppedAt(request) : undefined,
    failed?.step === 'callback' ? toFailure(failed) : undefined,
    response && refusedAtProvider(response),
    token?.response && !tokens ? refusedWith('token-refused', 'token', token) : undefined,
    failed && toFailure(failed),
    userinfo && isRefused(userinfo) ? refusedWith('userinfo-refused', 'userinfo', userinfo) : undefined,
    resources[0] && resources.every(isRefused) ? refusedWith('resource-refused', 'userinfo', resources[0]) : undefined,
  ]
  return inOrder.find(failure => failure !== undefined)
}

function isRefused({ response }: Seen): boolean {
  return (response?.status ?? 200) >= 400
}

function toFailure({ step, check: { name, expected, actual, rule } }: Made): Failure {
  return new Failure(name, { expected, actual, rule }, { step })
}

/** The provider showed a page and sent nobody back, or the recording stops there. */
function stoppedAt(request: Seen): Failure | undefined {
  const { status = 0, text } = request.response ?? {}
  if (status < 400) return new Failure('recording-ends', {}, { step: 'consent' })
  return new Failure(
    'authorization-refused',
    { provider: { error: '', status, ...text === undefined ? {} : { error_description: text.slice(0, 500) } } },
    { step: 'redirect' },
  )
}

function refusedAtProvider(response: Seen): Failure | undefined {
  const provider = readAuthorizationRefusal(broughtBy(response))
  if (!provider) return undefined
  return new Failure(
    (provider.meaning ?? provider.error) === 'access_denied' ? 'access-denied' : 'authorization-refused', { provider },
    { step: 'callback' },
  )
}

function refusedWith(code: FailureCode, step: StepId, { response }: Seen): Failure {
  const text = (name: string) => {
    const value = response?.members?.[name]
    return typeof value === 'string' || typeof value === 'number' ? { [name]: String(value) } : {}
  }
  const provider = {
    error: '', ...text('error'), ...text('error_description'),
    ...response?.status === undefined ? {} : { status: response.status },
  }
  return new Failure(code, { provider }, { step })
}
