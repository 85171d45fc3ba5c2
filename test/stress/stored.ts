import { createProfileStore } from '../../src/session/profiles.ts'
import { createSessionStore, type SessionStore } from '../../src/session/sessions.ts'
import type { Session } from '../../src/session/session-record.ts'
import { makeMachine } from '../session/real-machine.ts'

const silent = () => undefined

export function sessionsIn(home: string): SessionStore {
  return createSessionStore(home, makeMachine(), silent)
}

/** Stores a profile and its session, as a login would have. */
export async function signIn(home: string, session: Session): Promise<void> {
  const { profile, issuer, client_id } = session
  const profiles = createProfileStore(home, makeMachine(), silent)
  await profiles.write({
    v: 1, name: profile, created_at: new Date(0).toISOString(),
    settings: { target: issuer, issuer, 'client-id': client_id },
  })
  await sessionsIn(home).write(session)
  await profiles.activate(profile)
}

/** A session that has expired long ago. */
export function expiredSession(issuer: string, client: { client_id: string, client_secret: string }): Session {
  return {
    v: 1, profile: 'raced', issuer, ...client, subject: '248289761001', scope: ['openid'], token_type: 'Bearer',
    access_token: 'access-0',
    obtained_at: 1, expires_at: 2, refresh_token: 'refresh-0', refresh_generation: 0,
  }
}
