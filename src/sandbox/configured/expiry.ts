import type { AdapterPayload } from 'oidc-provider'
import type { People } from '../people.ts'
import type { Expiry } from './handle.ts'
import type { Memory, MemoryRecord } from './memory.ts'

const models = {
  access_token: ['AccessToken', 'ClientCredentials'], refresh_token: ['RefreshToken'], session: ['Session'],
}

/**
 * Ends them as their time would, and tells how many there were. JWT access tokens can't be reached: nobody keeps them.
 */
export function expire({ token, username, client_id: clientId, kind }: Expiry, memory: Memory, people: People): number {
  const wanted = kind === undefined ? Object.values(models).flat() : models[kind]
  const accountId = username === undefined ? undefined : people.named(username)?.claims.sub ?? ''
  const isMeant = ({ model, id, payload }: MemoryRecord) => wanted.includes(model)
    && (token === undefined || id === token)
    && (accountId === undefined || payload.accountId === accountId)
    && (clientId === undefined || payload.clientId === clientId)
  const ended = [...memory.all()].filter(isMeant)
  for (const record of ended) record.payload = atItsEnd(record.payload)
  return ended.length
}

/** It stays known: a provider tells an expired token from one that never was. */
function atItsEnd(payload: AdapterPayload): AdapterPayload {
  return { ...payload, exp: Math.floor(Date.now() / 1000) - 1 }
}
