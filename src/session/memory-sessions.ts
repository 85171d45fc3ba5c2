import type { SessionFile } from './sessions.ts'
import type { Session } from './session-record.ts'
import type { SessionStore } from './sessions.ts'

/** Sessions that live as long as the process and lie on no disk; there is nobody to wait for. */
export function createMemorySessions(): SessionStore {
  const sessions = new Map<string, Session>()
  const fileOf = (name: string): SessionFile => ({
    read: async () => sessions.get(name),
    save: async session => void sessions.set(name, session),
    erase: async () => sessions.delete(name),
  })
  const nameOf = ({ issuer, client_id, profile }: Session | Parameters<SessionStore['read']>[0]) => JSON.stringify([issuer, client_id, profile])
  return {
    read: async key => sessions.get(nameOf(key)),
    prepare: async () => undefined,
    write: async session => void sessions.set(nameOf(session), session),
    remove: async key => sessions.delete(nameOf(key)),
    exclusively: async (key, _, section) => section(fileOf(nameOf(key))),
    keysOf: profile => [...sessions.values()].filter(session => session.profile === profile)
      .map(({ issuer, client_id }) => ({ issuer, client_id, profile })),
  }
}
