import { openStub, type Handler, type Said, type Stub } from './stub-provider.ts'
import type { Json } from './walks.ts'

/**
 * What a stub that registers clients was asked: the bodies of registrations, and other requests for a client in a word.
 */
export interface RegisteringStub {
  stub: Stub
  registered: Json[]
  managed: string[]
  /** What clients were to be changed to. */
  changes: Json[]
}

export interface Registering {
  /** What it says of a client that registers, instead of the good answer. */
  answer?: (good: Json, asked: Json) => Said
  /** What it says to whoever reads, changes or deletes a client. */
  manage?: (method: string, body: Json) => Said
  /** What it says to whoever pushes a request; it has no endpoint for that otherwise. */
  push?: () => Said
  token?: Handler
  metadata?: Json
}

export const registrationToken = 'a-registration-access-token-0001'

/**
 * A stub at which clients register themselves: each becomes the one client that the stub has. It manages them where
 * `manage` is given.
 */
export async function openRegisteringStub(
  { answer, manage, push, token, metadata = {} }: Registering = {},
): Promise<RegisteringStub> {
  const stub = await openStub()
  const [registered, managed, changes]: [Json[], string[], Json[]] = [[], [], []]
  stub.client.client_id = 'registered-1'
  const good = (asked: Json): Json => ({
    ...asked, client_id: stub.client.client_id, client_secret: stub.client.client_secret, client_secret_expires_at: 0,
    token_endpoint_auth_method: 'client_secret_basic',
    ...manage
      ? { registration_access_token: registrationToken, registration_client_uri: `${stub.issuer}/register/1` }
      : {},
  })
  stub.reset({
    discovery: async (asked, own) => {
      const said = await own.good.discovery(asked, own) as { body: Json }
      return {
        body: {
          ...said.body, registration_endpoint: `${own.issuer}/register`,
          ...push && { pushed_authorization_request_endpoint: `${own.issuer}/pushed` }, ...metadata,
        },
      }
    },
    elsewhere: ({ method, url, body }) => {
      if (url.pathname === '/register/1' && manage) {
        managed.push(method)
        const said = body === '' ? {} : JSON.parse(body) as Json
        if (method === 'PUT') changes.push(said)
        return manage(method, said)
      }
      if (url.pathname === '/pushed' && push) return push()
      if (url.pathname !== '/register' || method !== 'POST') return { status: 404 }
      const asked = JSON.parse(body) as Json
      registered.push(asked)
      stub.client.client_id = `registered-${registered.length}`
      return answer?.(good(asked), asked) ?? { status: 201, body: good(asked) }
    },
    ...token && { token },
  })
  return { stub, registered, managed, changes }
}
