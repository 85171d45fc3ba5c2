import type { Session } from './session-record.ts'
import { inOrder, type SessionFile, type SessionStore } from './session-store.ts'

let made = 0

/** Sessions that live as long as the process and lie on no disk; there is nobody to wait for but oneself. */
export function createMemorySessions(): SessionStore {
  const sessions = new Map<string, Session>()
  const turns = new Map<string, Promise<unknown>>()
  const save = (name: string) => async (session: Session) => void sessions.set(name, session)
  const fileOf = (name: string): SessionFile => ({
    read: async () => sessions.get(name), save: save(name), intend: save(name),
    erase: async () => sessions.delete(name),
  })
  const nameOf = ({ issuer, client_id, profile }: Session | Parameters<SessionStore['read']>[0]) =>
    JSON.stringify([issuer, client_id, profile])
  return {
    place: `memory ${made += 1}`, isShared: false,
    read: async key => sessions.get(nameOf(key)),
    probe: async () => 'ready',
    prepare: async () => undefined,
    write: async (session) => {
      sessions.set(nameOf(session), session)
      return false
    },
    remove: async key => sessions.delete(nameOf(key)),
    exclusively: async (key, _, section) => {
      const name = nameOf(key)
      const mine = (turns.get(name) ?? Promise.resolve()).then(async () => section(fileOf(name)))
      turns.set(name, mine.catch(() => undefined))
      return mine
    },
    keysOf: async profile => [...sessions.values()].filter(session => session.profile === profile)
      .map(({ issuer, client_id }) => ({ issuer, client_id, profile })),
    list: async () => inOrder(
      [...sessions.values()].map(({ profile, issuer, client_id }) => ({ profile, issuer, client_id, store: 'none' })),
    ),
    profileOf: async () => undefined,
  }
}
