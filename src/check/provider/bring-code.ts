import { Failure } from '../../codes/failure.ts'
import { drawProtection, type Started } from '../../walk/1-start.ts'
import { redirect } from '../../walk/2-redirect.ts'
import { waitForConsent } from '../../walk/3-consent.ts'
import { checkCallback } from '../../walk/4-callback.ts'
import type { Walk } from '../../walk/context.ts'
import type { Parameters } from '../../walk/extension.ts'
import { asClient, setParameter } from './ask.ts'
import { breaking, leavingOut } from './broken.ts'
import type { Examinee } from './examinee.ts'
import type { Authorized, Authorizing, Broken } from './session.ts'

/** Seconds for a code that comes without a question. */
const patience = 30

/** Steps 1 to 4, in a browser; `silent`: by `prompt=none`. Raises what they raise. */
export async function bringCode(examinee: Examinee, authorizing: Authorizing, silent: boolean): Promise<Authorized> {
  const { broken, state, scope, waitSeconds, without, client } = authorizing
  const { started: known, walk: base, browser } = examinee
  if (!known || !browser) throw new Failure('internal-error')
  const { signal, close, observers, ...opened } = browser(silent)
  const seconds = waitSeconds ?? (silent ? Math.min(patience, base.login.waitSeconds) : base.login.waitSeconds)
  const walk: Walk = {
    ...breaking(leavingOut(base, without), quietly(broken, silent)), ...opened,
    observers: [...base.observers, ...observers],
    signal: AbortSignal.any([base.signal, signal]),
    login: { ...base.login, waitSeconds: seconds, ...scope && { scope } },
  }
  const drawn = drawProtection(walk, {
    nonce: known.nonce !== undefined, codeVerifier: known.codeVerifier !== undefined,
  })
  const own = state === undefined ? {} : { state: walk.secrets.keep('state', state) }
  const other = client ? asClient(walk, client, known.server) : {}
  const started = { ...withoutIssuerCheck(known), ...drawn, ...own, ...other, ...scope && { scope } }
  try {
    return { ...await receive(walk, started), opened: examinee.notebook.opened() }
  } finally {
    close()
  }
}

/** The probe on `iss` judges that parameter: the others go on without it. */
function withoutIssuerCheck(started: Started): Started {
  const { authorization_response_iss_parameter_supported: _promised, ...server } = started.server
  return { ...started, server }
}

function quietly(broken: Broken = {}, silent: boolean): Broken {
  return {
    ...broken,
    authorizationRequest: async (parameters, party) => {
      const asked: Parameters = silent ? setParameter(parameters, 'prompt', 'none') : parameters
      return await broken.authorizationRequest?.(asked, party) ?? asked
    },
    authorizationResponse: async (parameters) => {
      const told = new URLSearchParams([...parameters].filter(([name]) => name !== 'iss'))
      return await broken.authorizationResponse?.(told) ?? told
    },
  }
}

async function receive(walk: Walk, started: Started): Promise<Omit<Authorized, 'opened'>> {
  // Keys that are fetched ahead would be seen by nobody.
  const { jwks_uri: _keys, ...server } = started.server
  const redirected = await redirect({ ...walk, step: 'redirect' }, { ...started, server })
  try {
    const returned = await waitForConsent({ ...walk, step: 'consent' }, redirected).catch((error: unknown) => {
      throw error instanceof Failure ? error.with('consent', { ignored: redirected.answer.ignored.list() }) : error
    })
    try {
      const parameters = await checkCallback({ ...walk, step: 'callback' }, started, redirected, returned)
      await returned.request.answer(walk.pages.finished({ ok: true }))
      return { walk, started, redirected, parameters, response: returned.request.parameters }
    } catch (error) {
      await returned.request.answer(
        walk.pages.finished({ ok: false, failure: error instanceof Failure ? error : new Failure('internal-error') }),
      )
      throw error
    }
  } finally {
    await redirected.source.close()
  }
}
