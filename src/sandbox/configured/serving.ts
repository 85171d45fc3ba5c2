import { randomBytes, type JsonWebKey } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientMetadata, Provider } from 'oidc-provider'
import { adapterOf } from '../adapter.ts'
import { SandboxError } from '../errors.ts'
import type { SandboxMiddleware } from '../interactions.ts'
import { loadLibrary } from '../library.ts'
import type { People } from '../people.ts'
import { endpointOf } from '../request-log.ts'
import { insideOf } from './inside.ts'
import { recordsIn, type Memory } from './memory.ts'
import type { SandboxEndpoint, SandboxSettings } from './settings.ts'

/** What a provider by configuration is made of. */
export interface Making {
  issuer: string
  settings: SandboxSettings
  people: People
  memory: Memory
  keys: (JsonWebKey & { alg: string })[]
  clients: ClientMetadata[]
  middlewares: readonly SandboxMiddleware[]
}

/**
 * The provider of these settings as a listener. Raises `settings-invalid` for a client that can't be registered as it
 * is.
 */
export async function listenerOf(
  { issuer, settings, people, memory, keys, clients, middlewares }: Making,
): Promise<RequestListener> {
  const { errors } = await loadLibrary()
  const made: Provider[] = []
  const listener = await build()
  await assertClients(made[0], clients)
  return listener

  async function build(): Promise<RequestListener> {
    const { buildProvider } = await import('../provider.ts')
    return buildProvider({
      issuer, people, clients, tlsOrigin: undefined, locks: new Set(), registration: undefined, mcp: false,
      careless: undefined,
      store: { adapterOf: model => adapterOf(recordsIn(memory, model)), save: () => undefined },
      unasked: { signedIn: settings.signed_in, consented: settings.consent === false },
      signingKey: keys[0] ?? {}, cookieKeys: [randomBytes(32).toString('base64url')],
      codeLifetimeSeconds: 60, accessTokenLifetimeSeconds: 3600,
      inside: insideOf({ settings, people, keys, errors }, provider => made.push(provider)),
    }, middlewares)
  }
}

async function assertClients(provider: Provider | undefined, clients: readonly ClientMetadata[]): Promise<void> {
  for (const [place, { client_id }] of clients.entries()) {
    await provider?.Client.find(client_id).catch((error: unknown) => {
      const { error_description: description, message } = error as { error_description?: string, message?: string }
      throw new SandboxError(
        'settings-invalid', { at: `/clients/${place}`, wrong: description ?? message ?? '' }, error,
      )
    })
  }
}

// Whoever waits holds a connection; nothing else is to keep the process.
const unattended = { ref: false }

/** Holds an answer up. */
export function delayed(delay: NonNullable<SandboxSettings['delay']>): SandboxMiddleware {
  return async (context, next) => {
    const endpoint = endpointOf(context.path) as SandboxEndpoint | undefined
    const milliseconds = typeof delay === 'number' ? delay : delay[endpoint ?? 'registration'] ?? 0
    if (endpoint && milliseconds > 0) await sleep(milliseconds, undefined, unattended)
    await next()
  }
}
