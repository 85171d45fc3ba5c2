import { Failure } from '../codes/failure.ts'
import { maskForeign } from '../secrets/message.ts'
import type { Secret } from '../secrets/secret.ts'
import { introspectToken } from '../walk/after/introspect.ts'
import { isSecretNamed } from './client-authentication/client-secret.ts'
import { findSessionOrGivenToken } from './sessions/given-token.ts'
import { formatForReading, type Run } from './run.ts'
import { findSession, type SignedIn } from './sessions/signed-in.ts'
import { storeAsked } from './sessions/stores.ts'
import { command, type Command } from '../text/shell.ts'
import { tellAtWidth } from './terminal/screen.ts'

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
  if (!answer.active) await tellInactive(run, signedIn, hint)
}

/** What `false` can mean, since the answer has nothing else in it, and the command that gets another token. */
async function tellInactive(run: Run, signedIn: SignedIn, hint: Hint): Promise<void> {
  const { story, telling } = run.catalogue
  await tellAtWidth(run, [
    [[{ text: `! ${story.inactive(hint)}` }], { at: 0, hang: 2 }],
    [
      [{ text: `${story.next}${telling.colon}` }, { text: commandForAnother(signedIn, hint), whole: true }],
      { at: 2, hang: 4 },
    ],
  ])
}

function commandForAnother({ session, profile, isGiven }: SignedIn, hint: Hint): Command {
  if (isGiven) return command`unset OAUTH_WALK_ACCESS_TOKEN`
  if (hint === 'access_token' && session.refresh_token !== undefined)
    return command`oauth-walk token refresh --profile ${profile.name}`
  return profile.created_at !== ''
    ? command`oauth-walk login ${profile.name}`
    : command`oauth-walk login --issuer ${session.issuer} --client-id ${session.client_id}`
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
