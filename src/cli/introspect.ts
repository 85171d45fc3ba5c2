import { Failure } from '../codes/failure.ts'
import { maskForeign } from '../secrets/message.ts'
import type { Secret } from '../secrets/secret.ts'
import { introspectToken } from '../walk/after/introspect.ts'
import { isSecretNamed } from './client-authentication/client-secret.ts'
import { findSessionOrGivenToken } from './sessions/given-token.ts'
import { formatForReading, type Run } from './run.ts'
import { findSession, type SignedIn } from './sessions/signed-in.ts'
import { storeAsked } from './sessions/stores.ts'

type Hint = 'access_token' | 'refresh_token'

/**
 * `oauth-walk introspect`: what the provider knows of the stored token, as JSON (RFC 7662). Nothing is refreshed, and a
 * token that is no longer active is an answer as good as any: exit 0.
 */
export async function introspect(run: Run): Promise<void> {
  const hint = run.options['refreshToken'] === true ? 'refresh_token' : 'access_token'
  const signedIn = hint === 'refresh_token'
    ? await findSession(run)
    : await withSecret(run, await findSessionOrGivenToken(run))
  const { issuer: target, client_id: clientId } = signedIn.key
  if (clientId === '') throw new Failure('client-id-missing', { target, given_token: true })
  const token = takeToken(run, signedIn, hint)
  const answer = await (await import('./back-channel/travel.ts')).travel(run, signedIn, async walk =>
    introspectToken(walk, token, hint))
  const told = maskForeign(run.context.secrets, answer)
  const { profile, issuer } = signedIn.session
  const document = { ok: true, profile, issuer, token: hint, active: answer.active, introspection: told }
  run.result(document, formatForReading(told))
}

/** A token of the environment comes without the secret that proves the profile's client. */
async function withSecret(run: Run, signedIn: SignedIn): Promise<SignedIn> {
  const { profile, resolved, key, session } = signedIn
  if (session.client_secret !== undefined || profile.created_at === '' || isSecretNamed(run, resolved)) return signedIn
  const secret = (await run.openSessions(storeAsked(resolved)).read(key))?.client_secret
  return secret === undefined ? signedIn : { ...signedIn, session: { ...session, client_secret: secret } }
}

function takeToken({ context: { secrets } }: Run, { session }: SignedIn, hint: Hint): Secret {
  const token = session[hint] ?? ''
  if (token === '') throw new Failure('token-missing', { profile: session.profile, token: hint })
  return secrets.keep(hint, token)
}
