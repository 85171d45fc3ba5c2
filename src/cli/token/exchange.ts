import { Failure } from '../../codes/failure.ts'
import { tokenTypeIdentifier } from '../../protocol/grant.ts'
import type { Secret } from '../../secrets/secret.ts'
import { usualLifetimeMs } from '../../session/lifetime.ts'
import type { Session } from '../../session/session-record.ts'
import type { Platform } from '../../walk/context.ts'
import { freshSession } from '../sessions/fresh-session.ts'
import type { Run } from '../run.ts'
import { findSession, type SignedIn } from '../sessions/signed-in.ts'
import { obtain } from './grant.ts'
import { findGrantParty } from './grant-party.ts'
import { platformNamed } from './platform-named.ts'
import { readTokenFile } from './token-file.ts'

/** A token to exchange, its type, and who asks for it. */
interface Subject {
  party: SignedIn
  token: Secret | Platform
  type: string
}

/** `oauth-walk token exchange`: another token for the profile's, or for one from a file (RFC 8693). */
export async function exchange(run: Run): Promise<void> {
  const isGiven = run.options['subjectTokenFile'] !== undefined || run.options['subjectTokenFrom'] !== undefined
  const { party, token, type } = isGiven ? await givenSubject(run) : await ownSubject(run)
  const actor = readTokenFile(run, 'actorTokenFile')
  await obtain(run, party, {
    name: 'exchange',
    from: 'take' in token ? { platform: token, parameter: 'subject_token' } : undefined,
    parameters: [
      ...'take' in token ? [] : [['subject_token', token.reveal()] as [string, string]],
      ['subject_token_type', tokenTypeIdentifier(type)],
      ...actor === undefined
        ? []
        : [
            ['actor_token', actor.reveal()],
            ['actor_token_type', tokenTypeIdentifier(typeGiven(run, 'actorTokenType', 'jwt'))],
          ] as [string, string][],
    ],
  })
}

async function givenSubject(run: Run): Promise<Subject> {
  const party = await findGrantParty(run, 'exchange')
  const token = await platformNamed(run, party, 'subjectTokenFile') ?? readTokenFile(run, 'subjectTokenFile')
  if (token === undefined) throw new Failure('internal-error', { reason: 'subject token' })
  return { party, token, type: typeGiven(run, 'subjectTokenType', 'jwt') }
}

const own = { access_token: 'access_token', id_token: 'id_token', refresh_token: 'refresh_token' } as const

/**
 * One of the session's own tokens, refreshed first when it is about to expire. The new token is bound to no key of the
 * session's.
 */
async function ownSubject(run: Run): Promise<Subject> {
  const signedIn = await findSession(run)
  const { session } = await freshSession(run, signedIn, { force: false, minimumLifetimeMs: usualLifetimeMs })
  const type = typeGiven(run, 'subjectTokenType', 'access_token')
  const name = Object.values(own).find(one => tokenTypeIdentifier(one) === tokenTypeIdentifier(type)) ?? 'access_token'
  const token = session[name] ?? ''
  if (token === '') throw new Failure('token-missing', { profile: session.profile, token: name })
  return { party: { ...signedIn, session: withoutKey(session) }, token: run.context.secrets.keep(name, token), type }
}

function withoutKey(session: Session): Session {
  const { dpop_key: _dpop_key, ...rest } = session
  return rest
}

function typeGiven({ options }: Run, name: 'subjectTokenType' | 'actorTokenType', usual: string): string {
  const type = options[name]
  return typeof type === 'string' ? type : usual
}
