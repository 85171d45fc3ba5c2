import { usualLifetimeMs } from './lifetime.ts'
import type { SessionFile } from './sessions.ts'
import type { NarrowedToken, Session } from './session-record.ts'
import type { SessionStore } from './sessions.ts'

/**
 * What an access token is wanted for: fewer scopes than were granted, or some of the resources; empty lists ask for
 * nothing special.
 */
export type Narrowing = Pick<NarrowedToken, 'wanted_scope' | 'resource'>

/** As many as a script will ever need; a token that never says when it ends would stay for good otherwise. */
const mostKept = 20

/**
 * A profile's sessions as they look through one narrowing: each has the access token that was obtained for it in place
 * of its own, or an expired one. A refresh through it leaves the profile's own access token alone, and a refresh token
 * that is replaced is replaced for all, since there is but one (RFC 6749, section 6; RFC 8707, section 2.2).
 */
export function narrowSessions(store: SessionStore, narrowing: Narrowing): SessionStore {
  return {
    ...store,
    read: async (key) => {
      const session = await store.read(key)
      return session && narrowSession(session, narrowing)
    },
    exclusively: async (key, options, section) =>
      store.exclusively(key, options, async file => section(narrowFile(file, narrowing))),
  }
}

/** A session with the access token of a narrowing, expired where there is none. */
export function narrowSession(session: Session, narrowing: Narrowing): Session {
  const kept = session.narrowed?.find(token => isFor(token, narrowing))
  const scope = narrowing.wanted_scope.length > 0 ? narrowing.wanted_scope : session.scope
  const token = kept ?? { access_token: '', token_type: session.token_type, scope, obtained_at: 0, expires_at: 0 }
  const { access_token, token_type, obtained_at, expires_at } = token
  return { ...session, access_token, token_type, scope: token.scope, obtained_at, expires_at }
}

function narrowFile(file: SessionFile, narrowing: Narrowing): SessionFile {
  let whole: Session | undefined
  return {
    ...file,
    read: async () => {
      whole = await file.read()
      return whole && narrowSession(whole, narrowing)
    },
    save: async seen => file.save(widen(whole, seen, narrowing)),
    intend: async seen => file.intend(widen(whole, seen, narrowing)),
  }
}

/**
 * What is stored of a session that was seen through a narrowing: the token of the narrowing beside the session's own.
 */
function widen(whole: Session | undefined, seen: Session, narrowing: Narrowing): Session {
  const { access_token, token_type, scope, obtained_at, expires_at } = seen
  const own = whole ?? { ...seen, access_token: '', obtained_at: 0, expires_at: 0 }
  const { intent: _intent, ...base } = { ...own, refresh_generation: seen.refresh_generation }
  const others = (own.narrowed ?? []).filter(token => !isFor(token, narrowing) && !isOver(token, obtained_at))
    .slice(-mostKept)
  const mine = access_token === '' ? [] : [{ ...narrowing, access_token, token_type, scope, obtained_at, expires_at }]
  return {
    ...base, narrowed: [...others, ...mine],
    ...seen.refresh_token === undefined ? {} : { refresh_token: seen.refresh_token },
    ...seen.intent === undefined ? {} : { intent: seen.intent },
  }
}

function isOver({ expires_at }: NarrowedToken, now: number): boolean {
  return expires_at !== null && expires_at + usualLifetimeMs < now
}

function isFor(token: Narrowing, { wanted_scope, resource }: Narrowing): boolean {
  return sameSet(token.wanted_scope, wanted_scope) && sameSet(token.resource, resource)
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())
}
